"""`make riff` hands the words on as they are, and says what it lacks."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is what is tested")


def make(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(
        ["make", "--silent", *arguments], cwd=root, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def echoing(tmp_path: Path) -> Path:
    """An environment that counts as made, whose `riff` prints its arguments, one a line."""
    program = tmp_path / "bin" / "riff"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    program.chmod(0o755)
    (tmp_path / ".made").touch()
    return tmp_path


@pytest.mark.parametrize(
    "prompt", ["lo-fi beats", 'it\'s "live"', "$HOME `id` $(id)", "$(shell id)", "a; b & c | d", "-x", "", "🎹 #1"]
)
def test_any_words_reach_the_command_as_they_were_typed(root: Path, echoing: Path, prompt: str) -> None:
    said = make(root, "riff", f"VENV={echoing}", f"PROMPT={prompt}")
    assert said.stdout == f"--\n{prompt}\n"


def test_options_reach_the_command(root: Path, echoing: Path) -> None:
    said = make(root, "riff", f"VENV={echoing}", "OPTIONS=--length 10 --loop")
    assert said.stdout.splitlines() == ["--length", "10", "--loop", "--", "lo-fi beats"]


@pytest.mark.parametrize("python", ["false", "no-such-python"])
def test_a_wrong_python_is_named_in_one_sentence(root: Path, tmp_path: Path, python: str) -> None:
    said = make(root, "riff", f"VENV={tmp_path / 'venv'}", f"PYTHON={python}")
    assert said.returncode == 2
    assert f"Jamgram needs Python 3.11 or 3.12, and {python} is not" in said.stderr
    assert not (tmp_path / "venv").exists()


def test_make_alone_lists_the_targets(root: Path) -> None:
    listed = make(root).stdout
    assert all(f"make {target}" in listed for target in ("riff", "test", "lint", "types", "bench", "audit", "clean"))


def test_the_readme_begins_with_the_two_commands(root: Path) -> None:
    readme = (root / "README.md").read_text("utf-8")
    assert '```\nmake riff PROMPT="lo-fi beats"\nmake test\n```' in readme[:200]


def test_the_audit_asks_for_every_pin_and_takes_no_silence_for_an_answer(root: Path, tmp_path: Path) -> None:
    program = tmp_path / "bin" / "pip-audit"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    program.chmod(0o755)
    asked = make(root, "audit", f"AUDIT={tmp_path}").stdout.splitlines()
    assert asked[:2] == ["--requirement", "constraints.txt"]
    assert "--strict" in asked
