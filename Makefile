# `make` alone lists what there is. Everything runs in .venv, which is made once and again when the pins change.

SHELL  := /bin/bash
PYTHON ?= python3
PROMPT  = lo-fi beats
OPTIONS =

# Test processes side by side: many tests wait for other processes. Each paints with one thread (tests/conftest.py).
AT_ONCE = 3

VENV := .venv
AUDIT := .audit
BIN  := $(VENV)/bin
MADE := $(VENV)/.made
PIP  := $(BIN)/python -m pip --disable-pip-version-check install --constraint constraints.txt

.DEFAULT_GOAL := help
.PHONY: help riff test lint types bench audit commands clean

help: ## list these
	@echo 'make riff PROMPT="lo-fi beats"   make a clip: a PNG and an MP3 in this folder'
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | grep -v '^riff' | sed -E 's/^([a-z]+):.*## (.*)/\1\t\2/' | \
	  awk -F '\t' '{ printf "make %-27s %s\n", $$1, $$2 }'

# The words reach the program through the environment, so that no quote or dollar sign in them means anything to a shell.
riff: export WORDS = $(value PROMPT)
riff: $(MADE) ## make a clip
	@$(BIN)/riff $(OPTIONS) -- "$$WORDS"

test: $(MADE) ## run the tests
	$(BIN)/python -m pytest --numprocesses $(AT_ONCE) --dist loadfile --no-loadscope-reorder

lint: $(MADE) ## check the style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(MADE) ## check the types
	$(BIN)/mypy

bench: $(MADE) ## measure the sound, the painter and the queue (minutes)
	$(BIN)/python -m benchmarks.sound
	$(BIN)/python -m benchmarks.paint
	$(BIN)/python -m benchmarks.queue

# A package of which nothing can be learned fails it: silence is not safety.
audit: $(AUDIT)/bin/pip-audit ## ask PyPI for known holes in the packages of constraints.txt
	$< --requirement constraints.txt --no-deps --disable-pip --strict --progress-spinner off

commands: $(MADE) ## redraw the tables of docs/commands.md
	$(BIN)/python -m bot.reference

clean: ## remove what make built
	rm -rf $(VENV) $(AUDIT) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache

$(MADE): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))' || \
	  { echo "Jamgram needs Python 3.11 or 3.12, and $(PYTHON) is not: try 'make PYTHON=python3.11 …'." >&2; exit 2; }
	@echo "Setting up $(VENV), once: some gigabytes to fetch, minutes on a fast line."
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "$(PYTHON) cannot make a virtual environment: install its venv package (Debian: python3-venv)." >&2; exit 2; }
	@echo "1 of 3: build tools";                     $(PIP) --quiet setuptools
	@echo "2 of 3: Jamgram and what it stands on";   $(PIP) --no-build-isolation --editable '.[dev]'
	@echo "3 of 3: the synthesiser used in training"; $(PIP) --quiet --no-deps tinysoundfont
	@touch $@

# In an environment of its own: what it needs is none of the project's business.
$(AUDIT)/bin/pip-audit:
	@$(PYTHON) -m venv $(AUDIT)
	@$(AUDIT)/bin/python -m pip --disable-pip-version-check install --quiet pip-audit==2.10.1
