"""People who want all of theirs deleted: once their day to think again is over, it goes, step by step.

Each step can be repeated, and none is left out: whoever is killed in between goes on where that was.
"""

import asyncio
import logging
from typing import Final

import discord

from bot.answers import LOST
from bot.cancelling import call_off
from bot.card import CardView
from bot.clearing import forget
from bot.delivery.backoff import pause
from bot.family.questions import answer, carry_out
from bot.family.saying import Saying, direct_channel, say
from bot.family.withdrawing import clips_of, withdraw
from bot.jams.taking_out import left_by, taken_out
from bot.privacy.covering import clear_direct, cover, cover_case, cover_thread
from bot.privacy.pseudonym import pseudonym
from bot.privacy.throttle import Throttle
from bot.records.statements import Erasure
from bot.records.values import CardRecord
from bot.services import Services
from bot.threads import in_queue
from core.errors import UserError
from core.lease import Lease

log = logging.getLogger(__name__)

EVERY_S: Final = 10.0
AT_ONCE: Final = 50
CASES_MOST: Final = 500
WEEK_S: Final = 7 * 24 * 3600.0
"""What Discord doesn't let be written over for so long stays as it is: the records are not kept for it."""

UNDER_WAY: Final = frozenset({"open", "held", "frozen"})

DONE: Final = (
    "🗑️ All that I kept of you is deleted. What is left: blocks and strikes, under a name that is not yours, and your "
    "riffs' places in their families, without words and sound."
)


class Eraser:
    """Deletes what is due. One process does, but it does no harm if two do."""

    def __init__(
        self, services: Services, client: discord.Client, lease: Lease, *, throttle: Throttle | None = None
    ) -> None:
        self._services, self._client, self._lease = services, client, lease
        self._throttle = throttle or Throttle()

    async def erase(self, stop: asyncio.Event) -> None:
        """Keep deleting until asked to stop."""
        while not stop.is_set():
            await self.look(stop)
            await pause(stop, EVERY_S)

    async def look(self, stop: asyncio.Event) -> None:
        """Go on with everything that is due."""
        if not await self._goes_on(stop):
            return
        for erasure in await self._services.records.due_erasures(self._services.clock()):
            await self._erase(erasure, stop)

    async def _erase(self, erasure: Erasure, stop: asyncio.Event) -> None:
        records, tried = self._services.records, set[str]()
        while cards := await self._untried(erasure.user, tried):
            for record in cards:
                if not await self._goes_on(stop):
                    return
                tried.add(record.card.id)
                await self._take_away(record, erasure)
        if not await records.cards_to_erase(erasure.user, most=1) or self._is_late(erasure):
            await self._finish(erasure)

    async def _untried(self, user: str, tried: set[str]) -> list[CardRecord]:
        found = await self._services.records.cards_to_erase(user, most=AT_ONCE + len(tried))
        return [record for record in found if record.card.id not in tried]

    async def _take_away(self, record: CardRecord, erasure: Erasure) -> None:
        """Take a card away that is over; one that isn't is called off, and its turn comes when that is done."""
        if record.card.state in UNDER_WAY:
            await self._call_off(record)
            return
        await withdraw(self._services, self._client, record, clips_of(record))
        await self._cover_threads(record)
        if await cover(self._client, self._throttle, record.card) or self._is_late(erasure):
            await forget(self._services, record)
            await taken_out(self._services, self._client, record)

    async def _call_off(self, record: CardRecord) -> None:
        try:
            await call_off(self._services, record)
        except UserError as error:
            log.info("card %s is not called off yet: %s", record.card.id, error)

    async def _cover_threads(self, record: CardRecord) -> None:
        for clip in clips_of(record):
            thread = await self._services.records.thread_of(clip.id)
            if thread is not None:
                await cover_thread(self._client, thread.thread, clip)

    async def _finish(self, erasure: Erasure) -> None:
        """Delete what is left in the records, as the last step: until then everything is found again."""
        user = erasure.user
        for ask in await self._services.records.unsettled_asks_with(user):
            if ask.state == "open":
                await answer(self._services, self._client, ask.id, "lapsed")
            else:
                await carry_out(self._services, self._client, ask)
        await left_by(self._services, self._client, user)
        for case in await self._services.records.cases_about(user, most=CASES_MOST):
            await cover_case(self._client, self._throttle, case)
        await clear_direct(self._client, self._throttle, user)
        alias = pseudonym(self._services.settings, user)
        if await self._services.records.erase(user, alias, now_s=self._services.clock()):
            log.info("%s wanted all of theirs deleted, and it is", alias)
            await self._tell(user)

    async def _tell(self, user: str) -> None:
        """Say that it is done; whoever takes no direct messages was told before when it would be."""
        try:
            channel = await direct_channel(self._client, user)
            await say(self._client, Saying(CardView(DONE), nonce=f"gone-{user}"), channel=channel)
        except LOST as error:
            log.info("somebody whose data is deleted can't be told: %s", error)

    def _is_late(self, erasure: Erasure) -> bool:
        return self._services.clock() > erasure.due_s + WEEK_S

    async def _goes_on(self, stop: asyncio.Event) -> bool:
        return not stop.is_set() and await in_queue(self._lease.hold)
