"""A reader apart that was started, and the line to it."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self, TypeVar

import worker
from worker.confining.answers import Answer
from worker.confining.bounds import Bounds
from worker.confining.frames import BODY, END, tell, tell_values

END_S: Final = 5.0

PLACES: Final = {"PYTHONPATH": str(Path(worker.__file__).parents[1]), "PYTHONDONTWRITEBYTECODE": "1"}
ONE_THREAD: Final = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
COMMAND: Final = (sys.executable, "-P", "-m", "worker.confining.child")

Found = TypeVar("Found")
Take = Callable[[Answer], Found]


@dataclass(frozen=True)
class Running:
    """A reader that was started, and the line to it."""

    process: subprocess.Popen[bytes]
    line: socket.socket
    bounds: Bounds

    @classmethod
    def start(cls, command: Sequence[str], bounds: Bounds) -> Self:
        """Start it, with nothing of our environment; it loads its libraries while we go on."""
        ours, theirs = socket.socketpair()
        with theirs:
            process = subprocess.Popen(  # noqa: S603 - our own module
                [*command, str(bounds.memory_bytes), str(bounds.cpu_s)],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**PLACES, **ONE_THREAD},
                cwd="/",
                process_group=0,  # a Ctrl-C is for the worker, which may still have a file to read
            )
        return cls(process, ours, bounds)

    def wait_for(self) -> None:
        """Hear that it is ready.

        Raises
        ------
        RuntimeError
            If it never will be.
        """
        answer = Answer(self.line, time.monotonic() + self.bounds.wall_s)
        try:
            answer.piece(END, most=0)
        except (OSError, EOFError, ValueError) as error:
            raise RuntimeError(f"the reader of files does not start; it ended with {self.end()}") from error

    def exchange(self, asked: dict[str, Any], content: bytes, take: Take[Found]) -> Found:
        """Send a file and take what comes back.

        Raises
        ------
        TimeoutError
            If it takes too long.
        """
        answer = Answer(self.line, time.monotonic() + self.bounds.wall_s)
        self.line.settimeout(self.bounds.wall_s)
        try:
            tell_values(self.line, asked)
            tell(self.line, BODY, content)
            return take(answer)
        except (EOFError, ConnectionError) as error:
            if self.end() == -signal.SIGXCPU:
                raise TimeoutError from error
            raise EOFError(f"the reader ended with {self.process.returncode}") from error

    def end(self) -> int:
        """End it if it hasn't ended, and say how it did."""
        self.line.close()
        self.process.kill()  # harmless where it is dead
        return self.process.wait(END_S)
