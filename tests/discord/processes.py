"""Real processes that a test starts, freezes, kills and starts again."""

import asyncio
import os
import signal
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

TAIL: Final = 6000
"""Characters of a log that a failure shows."""


@dataclass
class Process:
    """A program with its environment; what it says goes to a file that all its lives share."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    _running: asyncio.subprocess.Process | None = None
    _shown: int = 0
    lives: int = field(default=0)

    @property
    def log(self) -> Path:
        return self.folder / f"{self.name}.log"

    @property
    def alive(self) -> bool:
        return self._running is not None and self._running.returncode is None

    async def start(self) -> None:
        assert not self.alive, f"{self.name} runs already"
        self.lives += 1
        with self.log.open("ab") as log:
            self._running = await asyncio.create_subprocess_exec(
                *self.command,
                cwd=self.folder,
                env={**os.environ, **self.environment},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def pause(self) -> None:
        """Freeze it where it is."""
        self._send(signal.SIGSTOP)

    def go_on(self) -> None:
        self._send(signal.SIGCONT)

    async def kill(self) -> None:
        """End it without a warning, frozen or not."""
        if self.alive:
            self._send(signal.SIGKILL)
            await self.ended(10)

    async def stop(self, *, within_s: float = 10) -> tuple[int, float]:
        """Ask it to end; its exit status and the seconds that it took."""
        begun_s = time.monotonic()
        self._send(signal.SIGTERM)
        return await self.ended(within_s), time.monotonic() - begun_s

    async def ended(self, within_s: float) -> int:
        """Wait for its end."""
        assert self._running is not None
        try:
            return await asyncio.wait_for(self._running.wait(), within_s)
        except TimeoutError:
            raise TimeoutError(f"{self.name} still runs after {within_s} s\n{self.said()}") from None

    def said(self) -> str:
        """What it said last, for who reads about a failure."""
        text = self.log.read_text("utf-8", "replace") if self.log.exists() else ""
        return f"----- {self.name} ({'alive' if self.alive else 'ended'}) -----\n{text[-TAIL:]}"

    def said_since(self) -> str:
        """What it said since somebody last asked."""
        text = self.log.read_text("utf-8", "replace") if self.log.exists() else ""
        new, self._shown = text[self._shown :], len(text)
        return f"----- {self.name} -----\n{new[-TAIL:]}" if new else ""

    def _send(self, number: signal.Signals) -> None:
        assert self._running is not None
        self._running.send_signal(number)


async def run(command: Sequence[str], environment: Mapping[str, str], *, within_s: float) -> tuple[int, str]:
    """Run a program to its end: its exit status and all that it said."""
    process = await asyncio.create_subprocess_exec(
        *command,
        env={**os.environ, **environment},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        said, _ = await asyncio.wait_for(process.communicate(), within_s)
    except TimeoutError:
        process.kill()
        raise
    assert process.returncode is not None
    return process.returncode, said.decode()
