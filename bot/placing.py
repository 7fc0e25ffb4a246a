"""A card's requests on their way into the lanes, and out of them."""

import logging
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from redis.exceptions import RedisError

from bot.records import DatabaseDownError
from bot.records.values import CardRecord
from bot.reproducing import reproduce
from bot.services import Services
from bot.threads import in_queue
from bot.words import moment
from core.codes import Code, coded
from core.ending import Failure
from core.errors import UserError
from core.lanes import LimitReached
from core.lanes.refusal import AGAIN, DAYS
from core.request import Origin

log = logging.getLogger(__name__)

AT_ONCE: Final = 100
"""Requests that are withdrawn in one script."""

SLOW_LANE: Final = "You are new in this server: the limit rises when you have been here for longer."


@dataclass(frozen=True, slots=True)
class Placed:
    """The lanes know every request of the card, unless it was frozen or ended meanwhile."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The lanes will not have them, and the sentence says why; `told` is it as a message. The card is as it was."""

    sentence: str
    told: str
    until_s: float | None = None
    """When another day begins, if nothing more is made on this one."""
    code: Code | None = None

    @property
    def failure(self) -> Failure:
        """Say it as the end of a card."""
        return Failure(sentence=self.sentence, code=self.code)


@dataclass(frozen=True, slots=True)
class Resting:
    """Redis can't be reached. The card is as it was; the reconciler asks again."""


async def place(
    services: Services, record: CardRecord, *, most_waiting: int | None = None, again: bool = False
) -> Placed | Refused | Resting:
    """Let a card's unplaced requests wait in the lanes, all or none. A request that is known there changes nothing.

    `most_waiting` is how many of its author's may wait, if that is less than everybody's may. `again` also asks for
    what the records say is placed: whoever thaws can't know whether it was taken out before that was noted.

    What the store has already doesn't wait: it ends here. Of a card that has clips the rest is not refused but fails,
    so that the clips are shown.
    """
    made = await reproduce(services, record)
    asked = {"unplaced", "placed"} if again else {"unplaced"}
    requests = [one.request for one in record.requests if one.state in asked and one.request.id not in made]
    if not requests:
        return Placed()
    try:
        await in_queue(services.lanes.enqueue, requests, now_s=services.clock(), most_waiting=most_waiting)
    except LimitReached as limit:
        if made or any(one.state == "done" for one in record.requests):
            await end_unplaced(services, record, failure=Failure(sentence=str(limit), code=limit.code))
            return Placed()
        return _refused(limit, slowly=most_waiting is not None)
    except RedisError as error:
        log.warning("card %s: the lanes can't be reached: %s", record.card.id, error)
        return Resting()
    await _note(services, record, [request.id for request in requests])
    return Placed()


async def place_together(services: Services, records: Sequence[CardRecord]) -> Placed | Refused | Resting:
    """Let the unplaced requests of several cards of one jam wait in the lanes, all or none: one pass may paint them."""
    asked = {record.card.id: [one.request for one in record.requests if one.state == "unplaced"] for record in records}
    requests = [request for of_card in asked.values() for request in of_card]
    if not requests:
        return Placed()
    try:
        await in_queue(services.lanes.enqueue, requests, now_s=services.clock())
    except LimitReached as limit:
        return _refused(limit, slowly=False)
    except RedisError as error:
        log.warning("cards %s: the lanes can't be reached: %s", list(asked), error)
        return Resting()
    for record in records:
        await _note(services, record, [request.id for request in asked[record.card.id]])
    return Placed()


def _refused(limit: LimitReached, *, slowly: bool) -> Refused:
    """Say which limit it was, and to whom is in the slow lane why it is so low."""
    why = f" {SLOW_LANE}" if slowly and limit.limit == "user" else ""
    told = coded(f"{_timed(limit)}{why}", limit.code)
    return Refused(f"{limit}{why}", told, _another_day(limit), limit.code)


def _another_day(limit: LimitReached) -> float | None:
    if limit.limit not in DAYS:
        return None
    return math.inf if limit.frees_s is None else limit.frees_s


async def require_room(services: Services, origin: Origin, *, asked: int, most_waiting: int | None = None) -> None:
    """See that so many requests may wait, before much is done for them; without Redis nobody knows.

    Raises
    ------
    LimitReached
        If they may not.
    """
    try:
        now_s, require = services.clock(), services.lanes.require_room
        await in_queue(require, origin, asked=asked, now_s=now_s, most_waiting=most_waiting)
    except RedisError as error:
        log.warning("the lanes can't be reached: %s", error)


def told_of(refusal: UserError) -> str:
    """Say a refusal in a message, where every reader's clock runs by itself, with its code."""
    return coded(_timed(refusal), refusal.code)


def _timed(refusal: UserError) -> str:
    if not isinstance(refusal, LimitReached) or refusal.frees_s is None:
        return str(refusal)
    return f"{refusal.fact} {AGAIN.format(when=moment(refusal.frees_s))}"


async def take_out(services: Services, records: Iterable[CardRecord]) -> bool:
    """Withdraw all that is open of these cards from the lanes, wherever it is; False if Redis can't be reached.

    What was thawed just then may have been placed before it was withdrawn: it is placed again.
    """
    asked = list(records)
    ids = [one.request.id for record in asked for one in record.requests if one.state in {"unplaced", "placed"}]
    try:
        for first in range(0, len(ids), AT_ONCE):
            await in_queue(services.lanes.withdraw, ids[first : first + AT_ONCE])
    except RedisError as error:
        log.warning("the queue can't be reached; what must not be painted is taken out when it is back: %s", error)
        return False
    for record in await services.records.open_cards_among([record.card.id for record in asked]):
        await place(services, record, again=True)
    return True


async def end_unplaced(services: Services, record: CardRecord, *, failure: Failure | None) -> bool:
    """End those requests of a card that no lane knows; without a failure they were cancelled. True if that ends it."""
    return await services.records.end_card(record.card.id, failure, now_s=services.clock())


async def _note(services: Services, record: CardRecord, placed: Sequence[str]) -> None:
    """Remember that the lanes have them. If that fails, the reconciler places them again, which changes nothing."""
    try:
        if not await services.records.mark_placed(record.card.id):
            log.info("card %s: nobody waits for it just now; taken out of the lanes again", record.card.id)
            await take_out(services, [record])
        await _call_off_what_ended(services, record, placed)
    except DatabaseDownError as error:
        log.warning("card %s: placed, but that can't be noted: %s", record.card.id, error)


async def _call_off_what_ended(services: Services, record: CardRecord, placed: Sequence[str]) -> None:
    """Take out of the lanes again what was cancelled on its way there: nobody waits for it."""
    now = await services.records.card(record.card.id)
    cancelled = {one.request.id for one in now.requests if one.state == "cancelled"} if now else set(placed)
    try:
        for request_id in cancelled.intersection(placed):
            await in_queue(services.lanes.cancel, request_id)
    except RedisError as error:
        log.warning("card %s: cancelled, but it is painted all the same: %s", record.card.id, error)
