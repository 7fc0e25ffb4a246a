"""Every line of docs/security.md names a test, and it is there."""

import ast
import re
from pathlib import Path

import pytest

TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
LINE = re.compile(r"^\| .*\|$", re.MULTILINE)


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "security.md").read_text("utf-8")


def tables(page: str) -> list[list[str]]:
    """Give the lines of each table that names tests, without its head."""
    found = re.findall(r"^\| threat \|.*\n\|[-|]+\n((?:\|.*\n)+)", page, re.MULTILINE)
    return [LINE.findall(body) for body in found]


def functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_every_line_names_a_test(page: str) -> None:
    lines = [line for table in tables(page) for line in table]
    assert len(lines) > 60
    assert [line for line in lines if len(TEST.findall(line.split("|")[-2])) != 1] == []


def test_every_test_that_is_named_exists(page: str, root: Path) -> None:
    named = TEST.findall(page)
    missing = [f"{file}::{name}" for file, name in named if not (root / file).exists()]
    assert missing == []
    assert [f"{file}::{name}" for file, name in named if name not in functions(root / file)] == []


def test_no_test_is_named_twice(page: str) -> None:
    named = TEST.findall(page)
    assert sorted(named) == sorted(set(named))


def test_all_tests_of_security_are_somewhere_in_it(page: str, root: Path) -> None:
    """A test file of this folder that no line speaks of says that the page is behind."""
    spoken = {file for file, _ in TEST.findall(page)}
    ours = {f"tests/security/{path.name}" for path in (root / "tests" / "security").glob("test_*.py")}
    assert ours - spoken == {f"tests/security/{Path(__file__).name}"}
