"""What waits for moderators: posted among them, closed if nobody decides, carried out after all if that was cut off."""

import asyncio
import logging
import math
from typing import Final

import discord
from redis.exceptions import RedisError

from bot.answers import LOST
from bot.cases.outcomes import OPEN_MOST_S, carry_out
from bot.cases.posting import post_case, take_case_away
from bot.choices.here import settled_in
from bot.choices.keys import MOD_CHANNEL
from bot.delivery.backoff import backoff_s, pause
from bot.delivery.edge import guarded
from bot.records import DatabaseDownError
from bot.records.oversight import DIRECT, JAMGRAM, Case
from bot.records.statements import Choice
from bot.services import Services
from bot.threads import in_queue
from core.faults import new_error_id
from core.lease import Lease

log = logging.getLogger(__name__)

LOOK_S: Final = 2.0
LAPSE_EVERY_S: Final = 30.0
CUT_OFF_S: Final = 60.0
"""What is decided and not carried out after so long was cut off: whoever was at it is dead."""

CASES_MOST: Final = 500
MOVED_MOST: Final = 10
"""Cases that follow to another channel in one look: what was decided shouldn't wait for all of them."""
FIRST_RETRY_S: Final = 5.0
MOST_RETRY_S: Final = 300.0
UNKNOWN_CHANNEL: Final = 10003


class Desk:
    """Looks at cases every two seconds. One process does, but it does no harm if two do."""

    def __init__(self, services: Services, client: discord.Client, lease: Lease) -> None:
        self._services, self._client, self._lease = services, client, lease
        self._failures: dict[str, tuple[int, float]] = {}
        """How often in a row a server's channel did not take a case, and when the next try is."""
        self._lapsed_s = -math.inf

    async def look_after(self, stop: asyncio.Event) -> None:
        """Keep looking until asked to stop."""
        while not stop.is_set():
            try:
                if await in_queue(self._lease.hold):
                    await self.look()
            except RedisError as error:
                log.info("cases wait until the queue can be reached: %s", error)
            await pause(stop, LOOK_S)

    async def look(self) -> None:
        """Close what nobody decided, carry out what was decided, and post what was never posted."""
        records, now_s = self._services.records, self._services.clock()
        for case in [*await self._lapsed(now_s), *await records.unsettled_cases(now_s - CUT_OFF_S)]:
            await self._carry_out(case)
        for case in await records.cases_elsewhere(MOD_CHANNEL.key, MOVED_MOST):
            await take_case_away(self._services, self._client, case)
        for case in await records.unposted_cases(CASES_MOST, besides=self._put_off_now()):
            if case.server not in self._put_off_now():
                await self._post(case)

    async def _lapsed(self, now_s: float) -> list[Case]:
        """Close now and then what nobody has to decide any more; whoever waits for a word on it is in the answer."""
        if now_s - self._lapsed_s < LAPSE_EVERY_S:
            return []
        self._lapsed_s = now_s
        await self._services.records.lapse_gone(now_s)
        return await self._services.records.lapse_cases(now_s - OPEN_MOST_S, now_s)

    def _put_off_now(self) -> set[str]:
        """Name the servers where nothing can be posted just now; nobody moderates direct messages."""
        now_s = self._services.clock()
        return {DIRECT, *(server for server, (_, until_s) in self._failures.items() if until_s > now_s)}

    async def _carry_out(self, case: Case) -> None:
        """Carry a case out; a fault in one keeps no other waiting."""
        fault = await guarded(carry_out(self._services, self._client, case))
        if isinstance(fault, DatabaseDownError):
            raise fault
        if fault is not None:
            log.error("case %d can't be carried out (error %s)", case.number, new_error_id(), exc_info=fault)

    async def _post(self, case: Case) -> None:
        """Post a case where its server's moderators are asked; who has no such place lists them by command."""
        channel = (await settled_in(self._services, case.server)).mod_channel
        if channel is None:
            self._failures[case.server] = 0, self._services.clock() + FIRST_RETRY_S
            return
        fault = await guarded(post_case(self._services, self._client, case, channel=channel))
        if isinstance(fault, DatabaseDownError):
            raise fault
        if fault is None:
            self._failures.pop(case.server, None)
            return
        if isinstance(fault, discord.NotFound) and fault.code == UNKNOWN_CHANNEL:
            await self._forget_channel(case, channel)
        self._put_off(case, str(fault))
        if not isinstance(fault, LOST):
            log.error("the fault is ours (error %s)", new_error_id(), exc_info=fault)

    async def _forget_channel(self, case: Case, channel: str) -> None:
        """Choose a channel no more that is gone: nothing is held where no moderator would see it."""
        log.warning("server %s: its moderators' channel is gone, it is chosen no more", case.server)
        gone = Choice("server", case.server, MOD_CHANNEL.key, channel, case.server)
        await self._services.records.take_back(gone, by=JAMGRAM, now_s=self._services.clock())

    def _put_off(self, case: Case, why: str) -> None:
        """Try again later, and leave the server's other cases until then as well."""
        failures = self._failures.get(case.server, (0, 0.0))[0] + 1
        wait_s = backoff_s(failures, first_s=FIRST_RETRY_S, most_s=MOST_RETRY_S)
        self._failures[case.server] = failures, self._services.clock() + wait_s
        log.info("case %d can't be posted, the next try is in %.0f s: %s", case.number, wait_s, why)
