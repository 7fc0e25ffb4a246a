"""What the worker shows of itself: that its loop comes round, and that it is there and with which model."""

import importlib.metadata
import logging
import time
from collections.abc import Callable
from typing import Final

from redis.exceptions import RedisError

from core.roster import Present, Roster
from worker.painter import Painter

NOTE_S: Final = 15.0

log = logging.getLogger(__name__)


class Presence:
    """Called at every round of the loop, and of the heart while a batch is made."""

    def __init__(self, roster: Roster, present: Present, *, on_round: Callable[[], None]) -> None:
        self._roster, self._present, self._on_round = roster, present, on_round
        self._next_s = time.monotonic()

    def round(self) -> None:
        """Note that all is well; tell others of it every so often."""
        self._on_round()
        if time.monotonic() >= self._next_s:
            self._next_s = time.monotonic() + NOTE_S
            try:
                self._roster.note(self._present, now_s=time.time())
            except RedisError as error:
                log.info("nobody could be told that this worker is here: %s", error)

    def leave(self) -> None:
        """Say goodbye, if anybody hears it."""
        try:
            self._roster.leave(self._present.name)
        except RedisError as error:
            log.info("nobody could be told that this worker leaves: %s", error)


def present_of(name: str, painter: Painter) -> Present:
    """Introduce a worker of this name."""
    return Present(
        name=name,
        model=painter.name,
        device=painter.device.type,
        version=own_version(),
        model_hash=painter.hash,
    )


def own_version() -> str:
    """Say which Jamgram this is; a folder of sources that nobody installed doesn't know."""
    try:
        return importlib.metadata.version("jamgram")
    except importlib.metadata.PackageNotFoundError:
        return "unreleased"
