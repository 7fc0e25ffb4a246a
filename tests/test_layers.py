"""Who may import whom: the table in docs/architecture.md, kept by reading every import."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGES = ("bot", "core", "terminal", "training", "worker")


@dataclass(frozen=True)
class Layer:
    """What a package may import of the project, and of the world: only some, or anything but some."""

    project: frozenset[str]
    only: frozenset[str] | None = None
    never: frozenset[str] = frozenset()


def names(text: str) -> frozenset[str]:
    return frozenset(text.split())


SAYS = "prometheus_client pythonjsonlogger"  # what operators see of every process

LAYERS = {
    "core": Layer(names("core"), only=names(f"{SAYS} fsspec pydantic pydantic_core pydantic_settings re2 redis rq")),
    "bot": Layer(names("bot core"), never=names("diffusers librosa numpy rq soundfile torch transformers")),
    "worker": Layer(names("core worker"), never=names("discord librosa sqlalchemy rich typer")),
    "worker.sound": Layer(names("worker.sound"), only=names("llvmlite numba numpy scipy torch")),
    "terminal": Layer(names("core terminal worker"), never=names("discord sqlalchemy")),
    "training": Layer(names("core training worker"), never=names("discord sqlalchemy")),
}


def inside(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


def layer_of(module: str) -> Layer:
    return LAYERS[max((package for package in LAYERS if inside(module, package)), key=len)]


def imports_of(source: str, *, module: str, package: str) -> Iterator[str]:
    """Every module that the source names in an import, also inside functions and for types only."""
    for node in ast.walk(ast.parse(source, module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            ancestors = package.split(".")
            base = ancestors[: len(ancestors) - node.level + 1] if node.level else []
            start = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{start}.{alias.name}" for alias in node.names)


def faults_of(module: str, imported: str) -> str | None:
    """Say why this module may not import that name, if it may not."""
    layer, top = layer_of(module), imported.split(".", maxsplit=1)[0]
    if top in sys.stdlib_module_names:
        return None
    if top in PACKAGES or top in {"tests", "benchmarks"}:
        allowed = any(inside(imported, package) for package in layer.project)
    else:
        allowed = top not in layer.never and (layer.only is None or top in layer.only)
    return None if allowed else f"{module} imports {imported}"


def module_name(path: Path, root: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def sources(root: Path) -> dict[str, Path]:
    return {module_name(path, root): path for name in PACKAGES for path in sorted((root / name).rglob("*.py"))}


def imports(root: Path) -> dict[str, set[str]]:
    """Module → the names that it imports."""
    found = {}
    for module, path in sources(root).items():
        package = module if path.name == "__init__.py" else module.rpartition(".")[0]
        found[module] = set(imports_of(path.read_text("utf-8"), module=module, package=package))
    return found


def graph(found: dict[str, set[str]]) -> dict[str, set[str]]:
    """Module → the project's modules that it imports; `from a import b` is `a.b` where that is a module."""
    known = found.keys()
    return {
        module: {name if name in known else name.rpartition(".")[0] for name in imported} & known - {module}
        for module, imported in found.items()
    }


def test_every_package_imports_only_what_its_layer_may(root: Path) -> None:
    found = imports(root)
    assert len(found) > len(PACKAGES)
    assert [fault for module in found for name in sorted(found[module]) if (fault := faults_of(module, name))] == []


def test_no_modules_import_each_other_in_a_circle(root: Path) -> None:
    TopologicalSorter(graph(imports(root))).prepare()


@pytest.mark.parametrize(
    ("module", "imported"),
    [
        ("core.contract", "numpy"),
        ("core.lanes", "worker.tasks"),
        ("bot.app", "worker.pipeline"),
        ("bot.app", "torch.nn"),
        ("bot.queue", "rq"),
        ("worker.tasks", "discord"),
        ("worker.tasks", "bot.app"),
        ("worker.pipeline", "training.compose"),
        ("worker.sound.mel", "core.errors"),
        ("worker.sound.mel", "worker.codecs"),
        ("worker.sound.mel", "redis"),
        ("terminal.commands", "bot"),
        ("terminal.commands", "training.compose"),
        ("worker.pipeline", "tests.models"),
    ],
)
def test_what_the_table_forbids_is_found(module: str, imported: str) -> None:
    assert faults_of(module, imported) == f"{module} imports {imported}"


@pytest.mark.parametrize(
    ("module", "imported"),
    [
        ("core.settings", "pydantic_settings"),
        ("worker.pipeline", "worker.sound.mel"),
        ("worker.sound.mel", "worker.sound.format"),
        ("terminal.commands", "worker.pipeline"),
        ("training.train_unet", "worker.painter"),
        ("worker.sound.mel", "functools"),
    ],
)
def test_what_the_table_allows_passes(module: str, imported: str) -> None:
    assert faults_of(module, imported) is None


def test_imports_are_found_in_functions_and_in_relative_form() -> None:
    source = "from . import mel\nfrom ..codecs import png\ndef later():\n    import torch.nn\n"
    found = set(imports_of(source, module="worker.sound.phase", package="worker.sound"))
    assert found == {"worker.sound.mel", "worker.codecs.png", "torch.nn"}


def test_a_circle_is_found() -> None:
    with pytest.raises(CycleError):
        TopologicalSorter(graph({"a": {"b.thing"}, "b": {"c"}, "c": {"a"}})).prepare()
