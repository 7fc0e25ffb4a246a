"""What is frozen or blocked stays so, whoever decided it and whatever was cut off: one process looks twice a second."""

import asyncio
import logging
from typing import Final

from redis.exceptions import RedisError

from bot.delivery.backoff import pause
from bot.freezing.blocking import call_off, holds, is_of
from bot.freezing.stopping import stop
from bot.freezing.thawing import resume
from bot.placing import take_out
from bot.records.oversight import EVERYWHERE, Block
from bot.records.values import CardRecord
from bot.services import Services
from bot.threads import in_queue
from core.lease import Lease

log = logging.getLogger(__name__)

LOOK_S: Final = 0.5
LEASE_S: Final = 2.0
"""A process that dies is followed by another so soon."""

ALL_S: Final = 10.0
"""How often all that is frozen is taken out of the lanes once more: a process may have died while it put it there."""

BLOCKING_S: Final = 5.0
"""For how long after a decision cards are still looked for that came in just before other processes heard of it."""


class Keeper:
    """Stops what freezes cover, goes on with what they cover no more, and calls off what the blocked wait for."""

    def __init__(self, services: Services, lease: Lease) -> None:
        self._services, self._lease = services, lease
        self._version = -1
        self._changed_s = self._all_s = float("-inf")

    async def keep(self, stop: asyncio.Event) -> None:
        """Keep looking until asked to stop."""
        while not stop.is_set():
            if await self._has_lease():
                await self.look()
            await pause(stop, LOOK_S)

    async def look(self) -> None:
        """Look once."""
        await self._freeze()
        await self._thaw()
        await self._block()

    async def _has_lease(self) -> bool:
        """Without Redis every process looks: the records then keep what is frozen from being placed."""
        try:
            return await in_queue(self._lease.hold)
        except RedisError as error:
            log.info("the queue can't be reached: %s", error)
            return True

    async def _freeze(self) -> None:
        now_s = self._services.clock()
        stopped = await stop(self._services) if await self._services.records.freezes() else 0
        if stopped or now_s - self._all_s >= ALL_S:
            frozen = await self._services.records.frozen_cards()
            self._all_s = now_s if await take_out(self._services, frozen) else self._all_s

    async def _thaw(self) -> None:
        """Go on with what can; where nothing is frozen, that is found out without writing."""
        if await self._services.records.frozen_cards(most=1):
            await resume(self._services)

    async def _block(self) -> None:
        """Look for cards of the blocked for some seconds after anything was decided, and at the start."""
        now_s, version = self._services.clock(), await self._services.records.oversight_version()
        if version != self._version:
            self._version, self._changed_s = version, now_s
        if now_s - self._changed_s < BLOCKING_S and (blocked := await self._blocked(now_s)):
            await call_off(self._services, blocked)

    async def _blocked(self, now_s: float) -> list[CardRecord]:
        records = await self._services.records.open_cards()
        servers = {record.card.origin.server for record in records} - {None}
        blocks = [one for server in (EVERYWHERE, *servers) for one in await self._blocks(server, now_s)]
        return [record for record in records if is_of(record, blocks)]

    async def _blocks(self, server: str | None, now_s: float) -> list[Block]:
        found = await self._services.records.blocks(server or EVERYWHERE)
        return [block for block in found if holds(block, now_s=now_s)]
