"""The pins, the settings' example and the packaging agree with each other."""

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pydantic import SecretStr

from core.settings import Settings, read


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


def spelled(default: object) -> str:
    """A default as it stands in a file of settings."""
    if default is None:
        return ""
    return default.get_secret_value() if isinstance(default, SecretStr) else str(default)


def test_the_example_names_every_setting_with_its_default(root: Path) -> None:
    said = re.findall(r"^([A-Z_]+)=(.*)$", (root / ".env.example").read_text("utf-8"), re.MULTILINE)
    assert dict(said) == {name.upper(): spelled(field.default) for name, field in Settings.model_fields.items()}
    assert len(said) == len(Settings.model_fields)


def test_the_example_sets_nothing_but_defaults(root: Path) -> None:
    assert read(root / ".env.example") == Settings()


def test_every_setting_is_explained(root: Path) -> None:
    blocks = (root / ".env.example").read_text("utf-8").strip().split("\n\n")
    assert all(re.fullmatch(r"(# .+\n)+[A-Z_]+=.*", block) for block in blocks[1:])
