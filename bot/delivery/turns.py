"""One at a time in each channel: a card's progress never overtakes its end, and ends stay in order."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary


class Turns:
    """A lock for each channel that anybody waits for; first come, first served."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, channel: str) -> AsyncIterator[None]:
        """Wait for one's turn in a channel and hold it."""
        lock = self._locks.setdefault(channel, asyncio.Lock())
        async with lock:
            yield

    def busy(self, channel: str) -> bool:
        """Say whether somebody has the turn."""
        lock = self._locks.get(channel)
        return lock is not None and lock.locked()
