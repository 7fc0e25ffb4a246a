"""The ends of requests, from the stream into the records; only then are they acknowledged."""

import asyncio
import logging
import random
from collections import Counter
from collections.abc import Callable
from typing import Final

from redis.exceptions import RedisError

from bot.delivery import metrics
from bot.delivery.backoff import Chance, backoff_s, pause
from bot.delivery.edge import guarded
from bot.records import DatabaseDownError
from bot.services import Services
from bot.threads import in_queue
from core.ending import Ended
from core.events import Event, Events
from core.faults import fault
from core.log import request_id

log = logging.getLogger(__name__)

WAIT_S: Final = 1.0
"""So long a look at the stream waits; it holds a thread for that time, and the bot's end too."""

TRIES: Final = 5
"""After so many, an end that can't be recorded is recorded as a failure of ours."""

UNRECORDED: Final = "It was made, but could not be kept: a fault of ours. Nothing was used up: try again."

FIRST_PAUSE_S: Final = 0.5
MOST_PAUSE_S: Final = 15.0


class Listener:
    """Hears ends, also when Redis, the database or one of the ends is not well."""

    def __init__(
        self, services: Services, events: Events, *, on_end: Callable[[], None], chance: Chance = random.random
    ) -> None:
        self._services, self._events, self._on_end, self._chance = services, events, on_end, chance
        self._failures: Counter[str] = Counter()

    async def listen(self, stop: asyncio.Event) -> None:
        """Hear until asked to stop."""
        failures = 0
        while not stop.is_set():
            try:
                await self.hear()
                failures = 0
            except (RedisError, DatabaseDownError) as error:
                failures += 1
                pause_s = backoff_s(failures, first_s=FIRST_PAUSE_S, most_s=MOST_PAUSE_S, chance=self._chance)
                log.warning("no ends can be heard, the next try is in %.1f s: %s", pause_s, error)
                await pause(stop, pause_s)

    async def hear(self, *, wait_s: float = WAIT_S) -> int:
        """Record what is in the stream now, and say how many ends that were.

        Raises
        ------
        RedisError, DatabaseDownError
            If one of them is away; nothing is lost by that.
        """
        events = await in_queue(self._events.read, wait_s=wait_s)
        over: list[str] = []
        try:
            for event in events:
                over += [event.entry] if await self._is_over(event) else []
        finally:
            if over:
                self._on_end()
                await in_queue(self._events.acknowledge, over)
        return len(over)

    async def _is_over(self, event: Event) -> bool:
        """Record an end. One that can't be recorded stays in the stream for some more tries and holds up no other."""
        with request_id(event.ended.request):
            error = await self._fault_in(event.ended)
            if error is not None and not await self._given_up(event, error):
                return False
            self._failures.pop(event.entry, None)
            return True

    async def _fault_in(self, ended: Ended) -> Exception | None:
        """Record an end and say what is wrong with it, if anything is. A database that is away is no fault of it."""
        error = await guarded(self._record(ended))
        if isinstance(error, DatabaseDownError):
            raise error
        return error

    async def _record(self, ended: Ended) -> None:
        metrics.ENDS.labels(ended.end).inc()
        card_id = await self._services.records.end_request(ended, now_s=self._services.clock())
        if card_id is None:
            log.warning("an end of a request that nobody knows was dropped")

    async def _given_up(self, event: Event, error: Exception) -> bool:
        """Count a try that failed; after the last one record a failure of ours instead."""
        self._failures[event.entry] += 1
        failure = fault(UNRECORDED)
        log.error("the end can't be recorded (error %s)", failure.error_id, exc_info=error)
        if self._failures[event.entry] < TRIES:
            return False
        said = Ended(request=event.ended.request, end="failed", failure=failure)
        if unsayable := await self._fault_in(said):
            log.error("nor can its failure; the end is dropped", exc_info=unsayable)
        return True
