"""Edits of old messages, no faster than Discord takes them."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final

from bot.delivery.pace import Pace

CHANNEL_EVERY_S: Final = 2.0
"""Of messages that are older than an hour, Discord lets 3 be edited in 6 s of a channel."""


class Throttle:
    """Lets one edit of a channel pass every so many seconds."""

    def __init__(
        self,
        every_s: float = CHANNEL_EVERY_S,
        *,
        now: Callable[[], float] = time.monotonic,
        rest: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._pace, self._now, self._rest = Pace(every_s), now, rest

    async def turn(self, channel: str) -> None:
        """Wait until this channel may be edited, and count an edit."""
        while not self._pace.take(channel, now_s=self._now()):
            await self._rest(self._pace.every_s / 8)
