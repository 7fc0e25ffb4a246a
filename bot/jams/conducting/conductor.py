"""The conductor: one process looks at all jams every second, and does for each what its state asks for."""

import asyncio
import logging
import random
from collections.abc import Sequence
from typing import Final

import discord
from redis.exceptions import RedisError

from bot.delivery.backoff import Chance, pause
from bot.jams.conducting import metrics
from bot.jams.conducting.stepping import Step, Stepper
from bot.jams.conducting.steps import steps
from bot.jams.machine.acts import Grace
from bot.jams.moving import move
from bot.records.jam import Jam
from bot.services import Services
from bot.threads import in_queue
from core.lease import Lease
from core.log import request_id

log = logging.getLogger(__name__)

LOOK_S: Final = 1.0
LEASE_S: Final = 5.0
"""A process that dies is followed by another so soon."""

AWAY_S: Final = 10.0
"""If nobody looked for longer than this, what was due meanwhile gets some time more."""

NOTED_S: Final = 5.0
"""How often it is noted that somebody looks, while there is a jam."""

SHOWN_S: Final = 24 * 3600.0
"""For so long after a jam is over it is tried to show that, also if all was down since."""

AT_ONCE: Final = 16
"""Jams that are looked after at a time: each has to wait for Discord now and then."""


class Conductor:
    """Looks after all jams. If two processes do, for a moment or without Redis, it does no harm."""

    def __init__(
        self,
        services: Services,
        client: discord.Client,
        lease: Lease,
        *,
        taking: Sequence[Step] | None = None,
        chance: Chance = random.random,
    ) -> None:
        self._services, self._client, self._lease = services, client, lease
        self._stepper = Stepper(services, client, steps() if taking is None else taking, chance)
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._tended_s: dict[str, float] = {}
        self._looked_s: float | None = None
        self._noted_s = float("-inf")

    async def conduct(self, stop: asyncio.Event) -> None:
        """Keep looking until asked to stop."""
        try:
            while not stop.is_set():
                if hears(self._client) and await self._has_lease():
                    await self.look()
                else:
                    self._looked_s = None
                    metrics.JAMS.set(0)
                await pause(stop, LOOK_S)
        finally:
            for task in self._tasks.values():
                task.cancel()
            await asyncio.gather(*self._tasks.values(), return_exceptions=True)
            self._tasks.clear()

    async def look(self) -> None:
        """Begin to do for each jam what there is to do; it goes on while the next look is taken."""
        now_s = self._services.clock()
        jams = await self._services.records.jams_to_tend(now_s - SHOWN_S)
        if jams and await self._give_grace(jams, now_s):
            jams = await self._services.records.jams_to_tend(now_s - SHOWN_S)
        metrics.JAMS.set(sum(jam.phase != "archived" for jam in jams))
        await self._note(jams, now_s)
        self._begin(jams, now_s)

    async def settle(self) -> None:
        """Wait until nothing is under way, and raise what nobody foresaw."""
        while self._tasks:
            await asyncio.wait(self._tasks.values())
            self._reap()

    async def _has_lease(self) -> bool:
        """Without Redis every process looks: jams are saved by whoever is first, and posts have names."""
        try:
            return await in_queue(self._lease.hold)
        except RedisError as error:
            log.info("the queue can't be reached: %s", error)
            return True

    async def _give_grace(self, jams: Sequence[Jam], now_s: float) -> bool:
        """Give what was due while nobody looked more time. It is noted after that, so that none is left out."""
        before_s = self._looked_s if self._looked_s is not None else await self._services.records.last_look()
        if before_s is None or now_s - before_s <= AWAY_S:
            return False
        log.info("nobody looked after jams for %.0f s", now_s - before_s)
        for jam in jams:
            if jam.phase != "archived":
                await move(self._services, jam.id, Grace(before_s))
        return True

    async def _note(self, jams: Sequence[Jam], now_s: float) -> None:
        self._looked_s = now_s
        if jams and now_s - self._noted_s >= NOTED_S:
            await self._services.records.looked(now_s)
            self._noted_s = now_s

    def _begin(self, jams: Sequence[Jam], now_s: float) -> None:
        self._reap()
        names = frozenset(jam.id for jam in jams)
        self._stepper.forget(names)
        self._tended_s = {name: since_s for name, since_s in self._tended_s.items() if name in names}
        for jam in sorted(jams, key=lambda one: self._tended_s.get(one.id, 0.0)):
            if jam.id not in self._tasks and len(self._tasks) < AT_ONCE:
                self._tended_s[jam.id] = now_s
                self._tasks[jam.id] = asyncio.create_task(self._tend(jam), name=f"jam {jam.id}")

    async def _tend(self, jam: Jam) -> None:
        with request_id(jam.id):
            await self._stepper.take(jam)

    def _reap(self) -> None:
        over = {name: task for name, task in self._tasks.items() if task.done()}
        for name, task in over.items():
            del self._tasks[name]
            task.result()


def hears(client: discord.Client) -> bool:
    """Tell whether Discord tells us what people do. While it can't they enter nothing, and no bell may ring."""
    lines = client.shards.values() if isinstance(client, discord.AutoShardedClient) else ()
    return client.is_ready() and (not lines or any(not line.is_closed() for line in lines))
