"""Threads for calls that block, apart from each other: the default ones are left to looking up Discord's address."""

import time
from asyncio import get_running_loop
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import Final, ParamSpec, TypeVar

from redis.exceptions import ConnectionError as CutOffError
from redis.exceptions import TimeoutError as HangsError

QUEUE_MOST: Final = 64
FILES_MOST: Final = 16

AWAY_S: Final = 2.0
"""For so long a Redis that let somebody wait in vain is not asked by others."""

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


class Threads:
    """So many calls at a time; the next ones wait their turn."""

    def __init__(self, most: int, name: str) -> None:
        self._pool = ThreadPoolExecutor(most, name)

    async def call(self, work: Callable[Asked, Answer], /, *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        """Do the work in a thread, with what the log names here."""
        step = partial(self._do, work, *args, **kwargs)
        return await get_running_loop().run_in_executor(self._pool, copy_context().run, step)

    def _do(self, work: Callable[Asked, Answer], *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        return work(*args, **kwargs)


class QueueThreads(Threads):
    """Threads for Redis. While it hangs, one call waits for its time limit, and the others hear of it at once."""

    def __init__(self, most: int, name: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(most, name)
        self._clock = clock
        self._away_until_s = clock()

    def _do(self, work: Callable[Asked, Answer], *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        if self._clock() < self._away_until_s:
            raise CutOffError("Redis did not answer a moment ago")
        try:
            return work(*args, **kwargs)
        except HangsError:
            self._away_until_s = self._clock() + AWAY_S
            raise


in_queue: Final = QueueThreads(QUEUE_MOST, "queue").call
"""For whatever asks Redis: lanes, leases, events."""

in_files: Final = Threads(FILES_MOST, "files").call
"""For artefacts."""
