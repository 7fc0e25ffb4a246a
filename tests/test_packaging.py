"""The pins, the settings' example and the packaging agree with each other."""

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from core.settings import Settings


def pins(root: Path) -> dict[str, str]:
    lines = (root / "constraints.txt").read_text("utf-8").splitlines()
    return dict(line.split("==") for line in lines if line and not line.startswith("#"))


def wanted(root: Path) -> list[Requirement]:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    found = [Requirement(line) for lines in lists for line in lines]
    return [requirement for requirement in found if requirement.name != project["name"]]


def test_every_requirement_is_pinned_within_its_range(root: Path) -> None:
    pinned = pins(root)
    for requirement in wanted(root):
        assert requirement.specifier.contains(pinned[canonicalize_name(requirement.name)]), requirement


def test_pins_are_sorted_and_canonical(root: Path) -> None:
    names = list(pins(root))
    assert names == sorted(names)
    assert names == [canonicalize_name(name) for name in names]


@pytest.mark.parametrize("name", ["diffusers", "pydantic", "redis", "torch", "typer"])
def test_the_tests_run_with_the_pinned_versions(root: Path, name: str) -> None:
    assert version(name).split("+")[0] == pins(root)[name]


def test_the_example_names_every_setting_with_its_default(root: Path) -> None:
    example = (root / ".env.example").read_text("utf-8")
    said = dict(re.findall(r"^([A-Z_]+)=(.*)$", example, re.MULTILINE))
    assert said == {name.upper(): str(field.default) for name, field in Settings.model_fields.items()}


def test_every_setting_is_explained(root: Path) -> None:
    blocks = (root / ".env.example").read_text("utf-8").strip().split("\n\n")
    assert all(re.fullmatch(r"(# .+\n)+[A-Z_]+=.*", block) for block in blocks[1:])
