"""Real processes that a test starts, freezes, kills and starts again."""

import asyncio
import importlib
import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Final

from tests.leash import leash

PRELOADED: Final = ["tests.discord.child.leashed", "bot.app", "bot.doctor", "worker.serving"]
"""What forked processes have imported, before they read their environment."""

LOOK_S: Final = 0.02
TAIL: Final = 6000
"""Characters of a log that a failure shows."""


@dataclass
class Process(ABC):
    """A process by its name; what it says goes to a file that all its lives share."""

    name: str
    environment: Mapping[str, str]
    folder: Path
    _shown: int = field(default=0, init=False)

    @property
    def log(self) -> Path:
        return self.folder / f"{self.name}.log"

    @property
    def alive(self) -> bool:
        return self.pid is not None and self.status is None

    @property
    @abstractmethod
    def pid(self) -> int | None:
        """Its number, once it was started."""

    @property
    @abstractmethod
    def status(self) -> int | None:
        """Its exit status, once it has ended."""

    @property
    def processor_s(self) -> float:
        """How long it has kept a core busy in this life."""
        user, system = self._stat()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    @abstractmethod
    def start(self) -> None:
        """Begin a life."""

    def pause(self) -> None:
        """Freeze it where it is; it does nothing more once this returns."""
        self._send(signal.SIGSTOP)
        while self._stat()[0] not in "Tt":
            time.sleep(LOOK_S / 10)

    def go_on(self) -> None:
        self._send(signal.SIGCONT)

    async def kill(self) -> None:
        """End it without a warning, frozen or not."""
        if self.alive:
            self._send(signal.SIGKILL)
            await self.ended(60)

    async def stop(self, *, within_s: float = 10) -> tuple[int, float]:
        """Ask it to end; its exit status and the seconds that it took."""
        begun_s = time.monotonic()
        self._send(signal.SIGTERM)
        return await self.ended(within_s), time.monotonic() - begun_s

    async def ended(self, within_s: float) -> int:
        """Wait for its end."""
        deadline_s = time.monotonic() + within_s
        while (status := self.status) is None:
            if time.monotonic() > deadline_s:
                raise TimeoutError(f"{self.name} still runs after {within_s} s\n{self.said()}")
            await asyncio.sleep(LOOK_S)
        return status

    def said(self) -> str:
        """What it said last, for who reads about a failure."""
        return f"----- {self.name} ({'alive' if self.alive else 'ended'}) -----\n{self._text()[-TAIL:]}"

    def said_since(self) -> str:
        """What it said since somebody last asked."""
        text = self._text()
        new, self._shown = text[self._shown :], len(text)
        return f"----- {self.name} -----\n{new[-TAIL:]}" if new else ""

    def _text(self) -> str:
        return self.log.read_text("utf-8", "replace") if self.log.exists() else ""

    def _stat(self) -> list[str]:
        """What Linux says of it, from its state on: proc_pid_stat(5)."""
        return Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()

    def _send(self, number: signal.Signals) -> None:
        assert self.pid is not None
        os.kill(self.pid, number)


@dataclass
class Program(Process):
    """A command as an operator starts it."""

    command: Sequence[str]
    _running: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def pid(self) -> int | None:
        return None if self._running is None else self._running.pid

    @property
    def status(self) -> int | None:
        return None if self._running is None else self._running.poll()

    def start(self) -> None:
        assert not self.alive, f"{self.name} runs already"
        environment = {**os.environ, **self.environment}
        with self.log.open("ab") as log:
            self._running = subprocess.Popen(
                self.command,
                cwd=self.folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=leash,  # noqa: PLW1509 - it takes no lock that a thread could hold
            )


@dataclass
class Forked(Process):
    """A module as `python -m` runs it, in a process that has already imported what takes seconds to import."""

    module: str
    _running: ForkServerProcess | None = field(default=None, init=False)

    @property
    def pid(self) -> int | None:
        return None if self._running is None else self._running.pid

    @property
    def status(self) -> int | None:
        return None if self._running is None else self._running.exitcode

    def start(self) -> None:
        assert not self.alive, f"{self.name} runs already"
        server = multiprocessing.get_context("forkserver")
        server.set_forkserver_preload(PRELOADED)
        life = self.module, dict(self.environment), self.folder, self.log
        self._running = server.Process(target=_live, args=life, daemon=True)
        self._running.start()


def _live(module: str, environment: dict[str, str], folder: Path, log: Path) -> None:
    leash()
    os.environ.update(environment)
    os.chdir(folder)
    with log.open("ab") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    importlib.import_module("tests.discord.child.sitecustomize")
    sys.argv = [module]
    runpy.run_module(module, run_name="__main__")
