"""A terminal as a person has it: a screen with a keyboard, and a process before them."""

import fcntl
import os
import pty
import select
import subprocess
import termios
import time
from pathlib import Path
from typing import Self

import psutil

from tests.terminal.processes import family_of

PATIENCE_S = 100.0


class Terminal:
    """A screen with a keyboard, and a process before them."""

    def __init__(self, command: list[str], *, folder: Path, environment: dict[str, str]) -> None:
        self._here, there = pty.openpty()
        self._shown = b""
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=there,
            stdout=there,
            stderr=there,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - or a Ctrl-C would signal nobody
        )
        os.close(there)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._here)

    def wait_for(self, word: str) -> str:
        """Read until a word is shown; what comes after it is read next time."""
        deadline = time.monotonic() + PATIENCE_S
        while word.encode() not in self._shown:
            ready, _, _ = select.select([self._here], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, self._shown.decode()
            self._shown += self._read()
        before, _, self._shown = self._shown.partition(word.encode())
        return before.decode()

    def _read(self) -> bytes:
        try:
            return os.read(self._here, 4096)
        except OSError as error:  # the other end is closed
            raise AssertionError(self._shown.decode()) from error

    def type(self, keys: str) -> None:
        os.write(self._here, keys.encode())

    def members(self) -> list[psutil.Process]:
        """The keeper, Redis and the worker."""
        return family_of(self.process.pid, "keeper.py", "-server", "worker")
