"""The pins, the settings' example and the packaging agree with each other."""

import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions, version
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pydantic import SecretStr

from core.settings import Settings, read
from tests.test_layers import PACKAGES, imports, inside


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


def required(root: Path, extra: str) -> set[str]:
    """Distributions that pyproject.toml names for everybody and for this extra."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"][extra]]
    return {canonicalize_name(Requirement(line).name) for line in lines}


@pytest.mark.parametrize("package", ["bot", "worker"])
def test_an_image_holds_whatever_its_code_imports(root: Path, package: str) -> None:
    """pydantic_core is pydantic's own, with an exact pin."""
    found = imports(root)
    ours = {name for module in found if inside(module, package) or inside(module, "core") for name in found[module]}
    foreign = {name.partition(".")[0] for name in ours} - {*sys.stdlib_module_names, *PACKAGES, "pydantic_core"}
    brought = packages_distributions()
    unnamed = {top for top in foreign if not {canonicalize_name(one) for one in brought[top]} & required(root, package)}
    assert unnamed == set()


def test_a_wheel_holds_all_modules_and_all_that_they_read(root: Path, tmp_path: Path) -> None:
    """Setuptools writes beside what it builds, so it gets a copy."""
    source, packages = tmp_path / "source", ("bot", "core", "terminal", "training", "worker")
    for name in packages:
        shutil.copytree(root / name, source / name, ignore=shutil.ignore_patterns("__pycache__", "Dockerfile"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(root / name, source)
    build = "import sys, setuptools.build_meta as made; made.build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, tmp_path], cwd=source, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    kinds = {".py", ".lua", ".toml", ".typed"}
    there = {str(path.relative_to(root)) for name in packages for path in (root / name).rglob("*")}
    read = {name for name in there if Path(name).suffix in kinds or name.endswith("py.typed")}
    assert read - set(ZipFile(wheel).namelist()) == set()
    assert {path for path in read if path.startswith("core/moderation/lists/")}


def spelled(default: object) -> str:
    """A default as it stands in a file of settings."""
    if default is None:
        return ""
    return default.get_secret_value() if isinstance(default, SecretStr) else str(default)


def example(root: Path) -> tuple[list[str], list[str]]:
    """The blocks of the settings' example below its head: of the settings, and of what docker compose alone reads."""
    blocks = (root / ".env.example").read_text("utf-8").strip().split("\n\n")[1:]
    split = next(number for number, block in enumerate(blocks) if "`docker compose` alone" in block)
    return blocks[:split], blocks[split:]


def assignments(blocks: list[str]) -> list[tuple[str, str]]:
    return re.findall(r"^#?([A-Z][A-Z0-9_]+)=(.*)$", "\n".join(blocks), re.MULTILINE)


def test_the_example_names_every_setting_with_its_default(root: Path) -> None:
    said = assignments(example(root)[0])
    assert dict(said) == {name.upper(): spelled(field.default) for name, field in Settings.model_fields.items()}
    assert len(said) == len(Settings.model_fields)


def test_the_example_sets_nothing_but_defaults(root: Path) -> None:
    assert read(root / ".env.example") == Settings()


def test_the_examples_defaults_can_be_read_as_they_stand_there(root: Path, tmp_path: Path) -> None:
    whole = (root / ".env.example").read_text("utf-8")
    (tmp_path / "settings").write_text(re.sub(r"^#(?=[A-Z_]+=)", "", whole, flags=re.MULTILINE), "utf-8")
    assert read(tmp_path / "settings") == Settings()


def test_every_setting_is_explained(root: Path) -> None:
    for blocks in example(root):
        assert [block for block in blocks if not re.fullmatch(r"(# .+\n)+(#?[A-Z][A-Z0-9_]+=.*\n?)+", block)] == []


def test_the_example_names_everything_else_that_the_compose_files_ask_for(root: Path) -> None:
    files = "".join(path.read_text("utf-8") for path in root.glob("docker-compose*.yml"))
    asked = dict(re.findall(r"\$\{([A-Z][A-Z0-9_]+):?-?([^}]*)\}", files))
    settings = {name.upper() for name in Settings.model_fields}
    said = dict(assignments(example(root)[1]))
    assert said.keys() - {"COMPOSE_FILE", "COMPOSE_PROFILES"} == asked.keys() - settings
    assert {name: default for name, default in said.items() if name in asked} == {
        name: default for name, default in asked.items() if name in said
    }
