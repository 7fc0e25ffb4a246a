"""That somebody wants the worker to end, and how long it may take over it."""

import time
from collections.abc import Callable


class HandedBack(Exception):  # noqa: N818 - it is what somebody asked for, not an error
    """The worker has to stop before its batch is done; the batch goes back to its lanes."""


class Stop:
    """Asked for by a signal, read by everything that takes long.

    A signal's handler may run between any two instructions, so asking only sets a number: no lock, no thread.
    """

    def __init__(self, *, grace_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._grace_s = grace_s
        self._clock = clock
        self._asked_s: float | None = None
        self.busy = False
        """Whether there is a batch that the grace is for."""

    def ask(self) -> None:
        """Ask for the end; the first time counts."""
        if self._asked_s is None:
            self._asked_s = self._clock()

    @property
    def asked(self) -> bool:
        """Whether no further batch may be begun."""
        return self._asked_s is not None

    @property
    def overdue_s(self) -> float | None:
        """How long ago the worker should have ended; None while it may go on."""
        if self._asked_s is None:
            return None
        late_s = self._clock() - self._asked_s - (self._grace_s if self.busy else 0)
        return late_s if late_s >= 0 else None
