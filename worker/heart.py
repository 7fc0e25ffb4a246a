"""The thread that keeps a batch alive while the painter is busy, and hears what was called off."""

import logging
import os
import threading
import time
from collections.abc import Callable
from typing import Final, Protocol, Self

from redis.exceptions import RedisError

from core.lanes import BatchGoneError, Over
from worker.stopping import Stop

LOOK_S: Final = 0.25
"""Steps are told at most so often."""
BEAT_S: Final = 0.5
"""How long it is silent when nothing has changed: so soon it hears that moderators stop what is painted."""
HARD_S: Final = 0.5
"""How far beyond the grace a step may run before the process ends without it."""
HANG_S: Final = 30.0
"""How long after its time a job may go on; what then still runs will never end."""

Progress = tuple[int, int, str | None]
"""Steps done, steps in all, and the key of a preview."""

log = logging.getLogger(__name__)


class Beaten(Protocol):
    """The lanes, as far as the heart needs them, on a connection that doesn't wait."""

    def beat(
        self, batch_id: str, *, now_s: float, done: int = 0, total: int = 0, preview: str | None = None
    ) -> frozenset[str]:
        """Say that the batch is alive."""

    def confirm_cancelled(self, batch_id: str, request_id: str) -> bool:
        """Say that nothing is made of a request any more."""

    def give_back(self, batch_id: str) -> Over:
        """Hand the batch back."""


class Heart:
    """Beats for one batch between `with` and its end."""

    def __init__(
        self,
        lanes: Beaten,
        batch_id: str,
        *,
        stop: Stop,
        timeout_s: float,
        on_round: Callable[[], None],
        exit_process: Callable[[int], None] = os._exit,
    ) -> None:
        self._lanes, self._batch_id, self._stop = lanes, batch_id, stop
        self._on_round, self._exit = on_round, exit_process
        self._hangs_after_s = time.monotonic() + timeout_s + HANG_S
        self._told: Progress = (0, 0, None)
        self._progress: Progress = self._told
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat_on, name="heart", daemon=True)
        self._deciding = threading.Lock()
        self._finishing: frozenset[str] = frozenset()
        self.cancelling: frozenset[str] = frozenset()
        """The requests that somebody called off: nothing is made of them."""
        self.gone = False
        """Whether the batch was taken away."""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._thread.join()

    def tell(self, done: int, total: int) -> None:
        """Let the next beat say how far the batch is."""
        self._progress = (done, total, self._progress[2])

    def show(self, preview: str) -> None:
        """Let the next beat say where to find a picture of the batch so far."""
        self._progress = (*self._progress[:2], preview)

    def may_finish(self, request_id: str) -> bool:
        """Say that a request is to be finished: from here on it is too late to call it off. False if it was before."""
        with self._deciding:
            if request_id in self.cancelling:
                return False
            self._finishing |= {request_id}
            return True

    def _beat_on(self) -> None:
        next_s = time.monotonic()
        while not self.gone:
            if time.monotonic() >= next_s or self._progress != self._told:
                self._beat()
                next_s = time.monotonic() + BEAT_S
            self._on_round()
            self._end_what_does_not_end()
            if self._over.wait(LOOK_S):
                return

    def _beat(self) -> None:
        done, total, preview = progress = self._progress
        try:
            called_off = self._lanes.beat(self._batch_id, now_s=time.time(), done=done, total=total, preview=preview)
            self._told = progress
            self._drop(called_off)
        except BatchGoneError:
            self.gone = True
        except RedisError as error:
            log.info("batch %s could not beat: %s", self._batch_id, error)

    def _drop(self, called_off: frozenset[str]) -> None:
        """Let go of what was called off at once: its step may take longer than somebody wants to wait."""
        with self._deciding:
            dropped = called_off - self.cancelling - self._finishing
            self.cancelling |= dropped
        for request_id in dropped:
            self._lanes.confirm_cancelled(self._batch_id, request_id)

    def _end_what_does_not_end(self) -> None:
        """End the process where its main thread cannot: within one slow step, or within one that hangs."""
        if (self._stop.overdue_s or 0) > HARD_S:
            log.warning("batch %s goes back in the middle of a step: there is no time left", self._batch_id)
            self._give_back()
            self._exit(0)
        if time.monotonic() > self._hangs_after_s:
            log.error("batch %s hangs; ending the process. The lanes will return its requests", self._batch_id)
            self._exit(1)

    def _give_back(self) -> None:
        try:
            self._lanes.give_back(self._batch_id)
        except (BatchGoneError, RedisError) as error:
            log.info("batch %s could not be given back: %s", self._batch_id, error)
