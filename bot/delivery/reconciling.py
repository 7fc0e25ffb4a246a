"""What the records and the lanes disagree about, made one again: nobody waits for what no worker will paint."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Final

from redis.exceptions import RedisError

from bot.delivery.backoff import pause
from bot.placing import Refused, Resting, end_unplaced, place
from bot.records.values import CardRecord
from bot.services import Services
from bot.threads import in_queue
from core.ending import Ended, Failure
from core.events import Events
from core.faults import UNREADABLE, fault
from core.lanes import State
from core.lease import Lease
from core.log import request_id

log = logging.getLogger(__name__)

LOOK_S: Final = 5.0
NEW_S: Final = 10.0
"""A card that is younger is still being placed by whoever took it in."""

UNPLACED_MOST_S: Final = 15 * 60.0
UNFETCHED_MOST_S: Final = 2 * 60.0
UNHEARD_MOST_S: Final = 2 * 60.0
ENDS: Final = frozenset({"done", "failed", "cancelled"})

NEVER_PLACED: Final = Failure(
    sentence="The queue could not be reached for 15 minutes. Nothing was used up: please ask again.", code="E-DOWN"
)
LOST: Final = Failure(
    sentence="This is over, but what came of it got lost: a fault of ours. Nothing was used up: please ask again.",
    code="E-INTERNAL",
)


class Reconciler:
    """Looks at all open cards every few seconds. One process does, but it does no harm if two do."""

    def __init__(self, services: Services, lease: Lease, events: Events) -> None:
        self._services, self._lease, self._events = services, lease, events
        self._unplaced_since: dict[str, float] = {}
        self._over_since: dict[str, float] = {}
        self._told_again: set[str] = set()

    async def reconcile(self, stop: asyncio.Event) -> None:
        """Keep looking until asked to stop."""
        while not stop.is_set():
            try:
                if await in_queue(self._lease.hold):
                    await self.look()
            except RedisError as error:
                log.warning("the queue can't be reached: %s", error)
                await self.look_without_queue()
            await pause(stop, LOOK_S)

    async def look(self) -> None:
        """Reclaim what dead workers held, end what is over, and place what is not placed.

        Raises
        ------
        RedisError
            If the queue can't be reached.
        """
        await in_queue(self._services.lanes.reclaim, now_s=self._services.clock())
        records = await self._settled_cards()
        await self._end_unfetched(records)
        states = await self._states(records)
        await self._end_unheard(states)
        await self._find_lost(states)
        for record in await self._settled_cards() if None in states.values() else records:
            with request_id(record.card.id):
                await self._place(record)

    async def look_without_queue(self) -> None:
        """End what could not be placed for too long; every process does this while the queue is away."""
        records = await self._settled_cards()
        await self._end_unfetched(records)
        for record in filter(_is_unplaced, records):
            await self._end_if_late(record, NEVER_PLACED)

    async def _settled_cards(self) -> list[CardRecord]:
        """List the open cards that nobody is taking in just now."""
        before_s = self._services.clock() - NEW_S
        records = [record for record in await self._services.records.open_cards() if record.card.created_s < before_s]
        unplaced = {record.card.id for record in records if _is_unplaced(record)}
        self._unplaced_since = {key: since_s for key, since_s in self._unplaced_since.items() if key in unplaced}
        return records

    async def _end_unfetched(self, records: Sequence[CardRecord]) -> None:
        """End cards that still ask for nothing: whoever fetched their files was restarted."""
        before_s = self._services.clock() - UNFETCHED_MOST_S
        for record in records:
            if not record.requests and record.card.created_s < before_s:
                log.warning("card %s: its file was never fetched", record.card.id)
                await end_unplaced(self._services, record, failure=None)

    async def _states(self, records: Sequence[CardRecord]) -> Mapping[str, State | None]:
        placed = [one.request.id for record in records for one in record.requests if one.state == "placed"]
        return await in_queue(self._services.lanes.states, placed) if placed else {}

    async def _find_lost(self, states: Mapping[str, State | None]) -> None:
        """Say of requests that the lanes have forgotten, because Redis lost them, that they are not placed."""
        lost = [name for name, state in states.items() if state is None]
        if lost:
            log.warning("the lanes have lost %d requests: %s", len(lost), lost)
            await self._services.records.mark_unplaced(lost)

    async def _end_unheard(self, states: Mapping[str, State | None]) -> None:
        """Have the lanes tell again how requests ended that are over there, but not in our records.

        An event that could not be read was dropped, for one. What they can't tell, or tell in vain, is a failure.
        """
        now_s = self._services.clock()
        over = [name for name, state in states.items() if state in ENDS]
        self._over_since = {name: self._over_since.get(name, now_s) for name in over}
        self._told_again &= set(over)
        unheard = [name for name, since_s in self._over_since.items() if now_s - since_s > UNHEARD_MOST_S]
        if not unheard or await in_queue(self._events.depth) > 0:
            return
        untold = [name for name in unheard if name not in self._told_again]
        told = await in_queue(self._services.lanes.tell_again, untold) if untold else ()
        self._told_again |= set(told)
        self._over_since |= dict.fromkeys(told, now_s)
        for name in set(unheard) - set(told):
            log.error("request %s is over, but how it ended got lost", name)
            await self._services.records.end_request(Ended(request=name, end="failed", failure=LOST), now_s=now_s)

    async def _place(self, record: CardRecord) -> None:
        if record.requests and all(one.state in ENDS for one in record.requests):
            await self._end_unreadable(record)
        if not _is_unplaced(record):
            return
        answer = await place(self._services, record)
        if isinstance(answer, Refused):
            await self._end_if_late(record, answer.failure)
        elif isinstance(answer, Resting):
            await self._end_if_late(record, NEVER_PLACED)

    async def _end_unreadable(self, record: CardRecord) -> None:
        """End what waits in the table and can't be read: no lane knows it, and nobody can place it."""
        failure = fault(UNREADABLE)
        if await end_unplaced(self._services, record, failure=failure):
            log.error("what waits of the card can't be read (error %s)", failure.error_id)

    async def _end_if_late(self, record: CardRecord, failure: Failure) -> None:
        """A limit that is reached may be free again soon, so that is waited for too."""
        now_s = self._services.clock()
        since_s = self._unplaced_since.setdefault(record.card.id, now_s)
        if now_s - since_s > UNPLACED_MOST_S:
            await end_unplaced(self._services, record, failure=failure)


def _is_unplaced(record: CardRecord) -> bool:
    return any(one.state == "unplaced" for one in record.requests)
