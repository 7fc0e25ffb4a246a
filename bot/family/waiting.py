"""Questions that wait: what nobody answers in a day is a no, and what was cut off is done after all."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Final

import discord
from redis.exceptions import RedisError

from bot.family.asking import put_or_close
from bot.family.questions import answer, carry_out, tell_asker
from bot.records.asks import Ask
from bot.services import Services
from bot.threads import in_queue
from core.lease import Lease

log = logging.getLogger(__name__)

EVERY_S: Final = 30.0
CUT_OFF_S: Final = 60.0
"""What is not done after so long was cut off: whoever was at it is dead."""


class Asking:
    """Looks at questions now and then. One process does, but it does no harm if two do."""

    def __init__(self, services: Services, client: discord.Client, lease: Lease) -> None:
        self._services, self._client, self._lease = services, client, lease

    async def ask(self, stop: asyncio.Event) -> None:
        """Keep looking until asked to stop."""
        while not stop.is_set():
            try:
                if await in_queue(self._lease.hold):
                    await self.look()
            except RedisError as error:
                log.info("questions wait until the queue can be reached: %s", error)
            await _rest(stop)

    async def look(self) -> None:
        """Close what nobody answered, carry out what was answered, and put what was never put."""
        records, now_s = self._services.records, self._services.clock()
        for ask in await records.due_asks(now_s):
            await answer(self._services, self._client, ask.id, "lapsed")
        for ask in await records.unsettled_asks(now_s - CUT_OFF_S):
            await carry_out(self._services, self._client, ask)
        await self._put(await records.unput_asks(now_s - CUT_OFF_S))

    async def _put(self, asks: Sequence[Ask]) -> None:
        for ask in asks:
            sentence, is_put = await put_or_close(self._services, self._client, ask)
            if not is_put:
                await tell_asker(self._client, ask, sentence)


async def _rest(stop: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(stop.wait(), EVERY_S)
    except TimeoutError:
        return
