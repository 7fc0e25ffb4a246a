"""How long files and functions may be; CONTRIBUTING.md says why."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

PRODUCT = ("bot", "core", "terminal", "worker")
FILE_LINES = 250
NETWORK_FILE_LINES = 400


class Function(NamedTuple):
    """A function of the project."""

    place: str
    lines: int
    documented: bool


def files(root: Path, *folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((root / folder).rglob("*.py"))]


def lines_of(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def functions(root: Path) -> Iterator[Function]:
    for path in files(root, *PRODUCT, "training"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                place = f"{path.relative_to(root)}:{node.lineno} {node.name}"
                yield Function(place, body_lines(node), ast.get_docstring(node) is not None)


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from the first statement after the docstring to the last."""
    statements = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return (statements[-1].end_lineno or 0) - statements[0].lineno + 1 if statements else 0


def test_files_are_short(root: Path) -> None:
    budget = {True: NETWORK_FILE_LINES, False: FILE_LINES}
    long = {
        str(path.relative_to(root)): lines_of(path)
        for path in files(root, *PRODUCT, "training")
        if lines_of(path) > budget[path.stem == "networks"]
    }
    assert long == {}


def test_half_of_the_functions_have_at_most_6_lines(root: Path) -> None:
    assert median(function.lines for function in functions(root)) <= 6


def test_nine_of_ten_functions_have_at_most_25_lines(root: Path) -> None:
    assert quantiles((function.lines for function in functions(root)), n=10)[-1] <= 25


def test_no_function_has_over_50_lines_without_a_docstring(root: Path) -> None:
    assert [function for function in functions(root) if function.lines > 50 and not function.documented] == []


def test_there_is_at_least_as_much_test_as_product(root: Path) -> None:
    tests = sum(map(lines_of, files(root, "tests")))
    product = sum(map(lines_of, files(root, *PRODUCT)))
    assert tests >= product
