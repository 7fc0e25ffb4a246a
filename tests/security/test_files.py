"""Which modules touch files, the environment, other programs and addresses: a few, and none for a stranger."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGES = ("bot", "core", "worker")

FILES = {
    "bot.__main__": "says what is wrong with the settings",
    "bot.privacy.exporting": "a folder of its own for an archive that is being handed over",
    "bot.privacy.parts": "a nameless file for a large archive",
    "bot.records.address": "the database that the settings name",
    "bot.records.migrating": "the migrations beside it",
    "bot.reference": "docs/commands.md, for `make commands`",
    "core.artefacts": "names that are hashes, in the store that the settings name",
    "core.lanes.scripts": "Lua beside it",
    "core.moderation.rulefile": "rules beside it, and the file that the settings name",
    "core.settings": "the names of .env",
    "worker.confining.running": "the folder that the code is in, for the reader's path",
    "worker.confining.bounds": "its own size, under /proc",
    "worker.confining.child": "names of modules, of faults",
    "worker.exporting.film": "a font",
    "worker.painter.folder": "the model that the settings name",
    "worker.painter.loading": "the model that the settings name",
}
"""Modules that may, and what for."""

STARTS = {"worker.confining.running": "the reader, with a command of ours"}
LOOKS = {
    "bot.fetching": "where Discord keeps what people attached",
    "worker.painter.folder": "the hub, for the model that the settings name",
}
ENVIRONMENT = {"worker": "how much a library says, before it is imported"}

OPENS = {"open", "Path"}
OF_MODULES = {"os", "shutil", "tempfile", "glob"}
HARMLESS = {"_exit", "cpu_count", "kill", "getpid", "PathLike", "gethostname", "urandom"}


def calls(tree: ast.AST) -> Iterator[str]:
    """Name what a module calls of the file system."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Name(id=name) if name in OPENS:
                yield name
            case ast.Attribute(value=ast.Name(id=owner), attr=name) if owner in OF_MODULES and name not in HARMLESS:
                yield f"{owner}.{name}"
            case ast.Attribute(value=ast.Name(id="Path"), attr=name):
                yield f"Path.{name}"


def imports(tree: ast.AST) -> set[str]:
    found = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return found | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def environment(tree: ast.AST) -> set[str]:
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    return {node.attr for node in nodes} & {"environ", "getenv", "environb"}


@pytest.fixture(scope="module")
def modules() -> dict[str, ast.AST]:
    root = Path(__file__).parents[2]
    found: dict[str, ast.AST] = {}
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = ast.parse(path.read_text("utf-8"))
    return found


def test_few_modules_touch_files_and_none_by_a_name_that_a_stranger_chose(modules: dict[str, ast.AST]) -> None:
    touching = {name: sorted(set(found)) for name, tree in modules.items() if (found := list(calls(tree)))}
    assert {name: found for name, found in touching.items() if name not in FILES} == {}


def test_one_module_starts_a_program(modules: dict[str, ast.AST]) -> None:
    starting = {name for name, tree in modules.items() if imports(tree) & {"subprocess", "multiprocessing", "pty"}}
    assert starting == STARTS.keys()


def test_nothing_is_unpickled_and_no_text_is_run(modules: dict[str, ast.AST]) -> None:
    never = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib"}
    assert {name for name, tree in modules.items() if imports(tree) & never} == set()
    nodes = ((name, node) for name, tree in modules.items() for node in ast.walk(tree) if isinstance(node, ast.Call))
    running = {name for name, node in nodes if getattr(node.func, "id", "") in {"eval", "exec", "__import__"}}
    assert running == set()


def test_two_modules_look_at_addresses(modules: dict[str, ast.AST]) -> None:
    clients = {"aiohttp", "requests", "httpx", "urllib.request", "urllib3", "http.client", "huggingface_hub"}
    looking = {name for name, tree in modules.items() if imports(tree) & clients}
    assert {name for name in looking if "ClientSession" in ast.dump(modules[name])} <= LOOKS.keys()
    assert "urllib.request" not in {one for tree in modules.values() for one in imports(tree)}


def test_nothing_but_a_main_reads_the_environment(modules: dict[str, ast.AST]) -> None:
    reading = {name for name, tree in modules.items() if environment(tree) and not name.endswith("__main__")}
    assert reading <= ENVIRONMENT.keys()


def test_what_is_allowed_is_there(modules: dict[str, ast.AST]) -> None:
    assert FILES.keys() | STARTS.keys() | LOOKS.keys() | ENVIRONMENT.keys() <= modules.keys()
