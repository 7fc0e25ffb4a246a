"""What log calls name: nothing in it is said by people, or secret."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from core.contract import Riff, Value
from core.ending import Failure
from core.request import Request

LEVELS = {"info", "warning", "error", "exception", "critical", "log"}
SAID = {
    "alt",
    "comment",
    "content",
    "description",
    "filename",
    "label",
    "lines",
    "matched",
    "negative",
    "notes",
    "password",
    "prompt",
    "reason",
    "recipe",
    "sentence",
    "text",
    "title",
    "to_prompt",
    "token",
    "typed",
    "words",
}
"""Names of what people said, and of what nobody may know."""

FINE = {("bot.records", "reason"), ("bot.delivery.delivering", "reason")}
"""Reasons that name fields of a row, and refusals of Discord."""


def calls(source: str) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in LEVELS
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id in {"log", "logger", "logging"}
        ):
            yield node


def said_in(call: ast.Call) -> set[str]:
    """Name what a call hands to the log, but for how long it is."""
    measured = {
        id(inner)
        for node in ast.walk(call)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"len", "type"}
        for inner in ast.walk(node)
    }
    nodes = [node for given in call.args[1:] for node in ast.walk(given) if id(node) not in measured]
    names = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return (names | {node.id for node in nodes if isinstance(node, ast.Name)}) & SAID


def faults(root: Path) -> Iterator[str]:
    for package in ("bot", "core", "worker"):
        for path in sorted((root / package).rglob("*.py")):
            module = ".".join(path.relative_to(root).with_suffix("").parts)
            for call in calls(path.read_text("utf-8")):
                fine = {name for place, name in FINE if module.startswith(place)}
                if found := said_in(call) - fine:
                    yield f"{module}:{call.lineno} logs {sorted(found)}"


def test_no_log_call_names_what_people_said(root: Path) -> None:
    assert list(faults(root)) == []


@pytest.mark.parametrize(
    "source",
    ['log.info("%s", recipe.prompt)', 'log.warning("%s", words)', 'log.error("%s", [one.text for one in all])'],
)
def test_a_call_that_does_is_found(source: str) -> None:
    assert all(said_in(call) for call in calls(source))


@pytest.mark.parametrize("source", ['log.info("%d", len(content))', 'log.info("%s", card.id)', 'log.info("%s", error)'])
def test_a_call_that_does_not_passes(source: str) -> None:
    assert not any(said_in(call) for call in calls(source))


@pytest.mark.parametrize("kind", [Riff, Request, Failure])
def test_an_error_about_a_value_does_not_repeat_it(kind: type[Value]) -> None:
    """Errors go into logs with their tracebacks."""
    with pytest.raises(ValidationError) as refused:
        kind.model_validate(
            {"prompt": "a quagga " * 99, "id": "a quagga", "sentence": "quagga " * 999, "seed": "quagga"}
        )
    assert "quagga" not in str(refused.value)
    assert "quagga" not in repr(refused.value)


def test_a_database_error_does_not_repeat_what_was_to_be_kept(root: Path) -> None:
    for name in ("sqlite", "postgresql"):
        assert "hide_parameters=True" in (root / f"bot/records/{name}.py").read_text("utf-8")
