"""The reader that a worker asks: another process, replaced when a file breaks it."""

import logging
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self, TypeVar

import numpy as np
from torch import Tensor

import worker
from core.ending import SENTENCE_MAX
from core.errors import UserError
from worker.codecs import Picture
from worker.codecs.audio import waveform_of
from worker.codecs.picture import picture_of
from worker.confining.bounds import Bounds
from worker.confining.frames import BODY, END, FAULT, HEAD, REFUSED, SAID_MAX, hear, tell, tell_values
from worker.confining.heads import FLOAT_BYTES, PictureHead, SoundHead
from worker.reading.pictures import Seen
from worker.reading.sounds import PIECE_FRAMES, Samples, gathered

TRIES: Final = 2
"""Whoever breaks by a file is asked once more: it may have been ended by somebody who needed its memory."""

END_S: Final = 5.0

BROKE: Final = (
    "That file breaks the program that reads it, so nothing can be made of it. Nothing was used up: "
    "export it again, as a PNG or as a WAV, or use another one."
)
TOO_LONG: Final = (
    "Reading that file takes longer than any picture or sound should. Nothing was used up: "
    "export it again, as a PNG or as a WAV, or use a shorter one."
)

PLACES: Final = {"PYTHONPATH": str(Path(worker.__file__).parents[1]), "PYTHONDONTWRITEBYTECODE": "1"}
ONE_THREAD: Final = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
COMMAND: Final = (sys.executable, "-P", "-m", "worker.confining.child")

Found = TypeVar("Found")

log = logging.getLogger(__name__)


class Apart:
    """Reads in a process without our settings, our files and our connections. Calls block, one after the other."""

    def __init__(self, bounds: Bounds | None = None, *, command: Sequence[str] = COMMAND) -> None:
        self._bounds = bounds or Bounds()
        self._command = command
        self._lock = threading.Lock()
        self._running: Running | None = None

    def __enter__(self) -> Self:
        """Start it now: whoever asks first need not wait for it."""
        self._running = Running.start(self._command, self._bounds)
        return self

    def __exit__(self, *_error: object) -> None:
        self._end()

    @property
    def process_id(self) -> int | None:
        """The reader's process, if one runs."""
        return self._running.process.pid if self._running else None

    def picture(self, content: bytes) -> Picture:
        """Read a picture, as `decode_picture` does.

        Raises
        ------
        UserError
            As of `decode_picture`, and if reading it breaks a bound.
        """
        return picture_of(self._ask({}, content, take_picture))

    def beginning(self, content: bytes, *, most_s: float) -> tuple[Tensor, float]:
        """Read the beginning of a sound, as `decode_beginning` does.

        Raises
        ------
        UserError
            As of `decode_beginning`, and if reading it breaks a bound.
        """
        head, samples = self._ask({"most_s": most_s}, content, take_sound)
        return waveform_of(head.opened, samples, most_s=most_s), head.duration_s

    def _ask(self, asked: dict[str, Any], content: bytes, take: "Take[Found]") -> Found:
        with self._lock:
            for _ in range(TRIES):
                try:
                    return self._ask_once(asked, content, take)
                except TimeoutError:
                    raise UserError(TOO_LONG) from None
                except (OSError, EOFError, ValueError) as error:
                    log.warning("reading a file of %d bytes broke: %s: %s", len(content), type(error).__name__, error)
        raise UserError(BROKE)

    def _ask_once(self, asked: dict[str, Any], content: bytes, take: "Take[Found]") -> Found:
        if self._running is None:
            self._running = Running.start(self._command, self._bounds)
        in_step = False
        try:
            found = self._running.exchange(asked, content, take)
            in_step = True
        except UserError:
            in_step = True
            raise
        finally:
            if not in_step:  # also where the job's time is over: what comes later is an answer that nobody asked for
                self._end()
        return found

    def _end(self) -> None:
        if self._running is not None:
            self._running.end()
            self._running = None


@dataclass(frozen=True)
class Answer:
    """What comes back, piece by piece, before a moment."""

    line: socket.socket
    until_s: float

    def piece(self, mark: bytes, *, most: int) -> bytearray | None:
        """Give the next piece, which has this mark, or None if that was all.

        Raises
        ------
        UserError
            If the file can't be used.
        ValueError
            If the reader broke, or says what it should not.
        """
        found, content = hear(self.line, most=max(most, SAID_MAX), until_s=self.until_s)
        if found == REFUSED:
            raise UserError(content.decode("utf-8", "replace")[:SENTENCE_MAX])
        if found == FAULT:
            raise ValueError(content.decode("utf-8", "replace"))
        if found not in {mark, END} or (found == mark and len(content) > most):
            raise ValueError(f"{found!r} of {len(content)} bytes where {mark!r} should be")
        return content if found == mark else None

    def head(self) -> bytearray:
        """Give the first piece."""
        return self.piece(HEAD, most=SAID_MAX) or bytearray()


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


def take_picture(answer: Answer) -> Seen:
    """Receive a picture."""
    head = PictureHead.model_validate_json(answer.head())
    levels = answer.piece(BODY, most=head.size)
    if levels is None or len(levels) != head.size or answer.piece(BODY, most=0) is not None:
        raise ValueError(f"a picture of {head.shape} has {head.size} bytes")
    return Seen(np.frombuffer(levels, np.uint8).reshape(head.shape), head.picture_format, head.comment)


def take_sound(answer: Answer) -> tuple[SoundHead, Samples]:
    """Receive the beginning of a sound."""
    head = SoundHead.model_validate_json(answer.head())
    return head, gathered(head.opened, pieces_of(answer, channels=head.channels))


def pieces_of(answer: Answer, *, channels: int) -> Iterator[Samples]:
    """Receive samples, float32 [frames, channels], until there are no more."""
    most = PIECE_FRAMES * channels * FLOAT_BYTES
    while (piece := answer.piece(BODY, most=most)) is not None:
        yield np.frombuffer(piece, np.float32).reshape(-1, channels)
