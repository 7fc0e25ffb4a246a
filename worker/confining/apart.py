"""The reader that a worker asks: another process, replaced when a file breaks it."""

import logging
import threading
from collections.abc import Sequence
from typing import Any, Final, Self

from torch import Tensor

from core.errors import UserError
from worker.codecs import Picture
from worker.codecs.audio import waveform_of
from worker.codecs.picture import picture_of
from worker.confining.answers import take_picture, take_sound
from worker.confining.bounds import Bounds
from worker.confining.running import COMMAND, Found, Running, Take

TRIES: Final = 2
"""Whoever breaks by a file is asked once more: it may have been ended by somebody who needed its memory."""

BROKE: Final = (
    "That file breaks the program that reads it, so nothing can be made of it. Nothing was used up: "
    "export it again, as a PNG or as a WAV, or use another one."
)
TOO_LONG: Final = (
    "Reading that file takes longer than any picture or sound should. Nothing was used up: "
    "export it again, as a PNG or as a WAV, or use a shorter one."
)

log = logging.getLogger(__name__)


class Apart:
    """Reads in a process without our settings, our files and our connections. Calls block, one after the other."""

    def __init__(self, bounds: Bounds | None = None, *, command: Sequence[str] = COMMAND) -> None:
        self._bounds = bounds or Bounds()
        self._command = command
        self._lock = threading.Lock()
        self._running: Running | None = None
        self._is_ready = False

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

    def _ask(self, asked: dict[str, Any], content: bytes, take: Take[Found]) -> Found:
        with self._lock:
            for _ in range(TRIES):
                try:
                    return self._ask_once(asked, content, take)
                except TimeoutError:
                    raise UserError(TOO_LONG, code="E-UPLOAD-DECODE") from None
                except (OSError, EOFError, ValueError) as error:
                    log.warning("reading a file of %d bytes broke: %s: %s", len(content), type(error).__name__, error)
        raise UserError(BROKE, code="E-UPLOAD-DECODE")

    def _ask_once(self, asked: dict[str, Any], content: bytes, take: Take[Found]) -> Found:
        running = self._ready()
        in_step = False
        try:
            found = running.exchange(asked, content, take)
            in_step = True
        except UserError:
            in_step = True
            raise
        finally:
            if not in_step:  # also where the job's time is over: what comes later is an answer that nobody asked for
                self._end()
        return found

    def _ready(self) -> Running:
        """Give the one that runs, or start one. That it doesn't start is no file's fault."""
        if self._running is None:
            self._running = Running.start(self._command, self._bounds)
        if not self._is_ready:
            try:
                self._running.wait_for()
                self._is_ready = True
            finally:
                if not self._is_ready:
                    self._end()
        return self._running

    def _end(self) -> None:
        if self._running is not None:
            self._running.end()
            self._running, self._is_ready = None, False
