"""Freezing: what waits leaves the lanes, what is painted is dropped, and the records keep all of it for later."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from redis.exceptions import RedisError

from bot.records.oversight import Freeze
from bot.records.values import CardRecord
from bot.services import Services
from bot.threads import in_queue

log = logging.getLogger(__name__)

AT_ONCE: Final = 100
"""Cards that are frozen in one transaction, and requests that are withdrawn in one script."""


async def freeze(services: Services, frozen: Freeze) -> int | None:
    """Freeze something, and say how many cards that stopped; None if it was frozen already."""
    is_new = await services.records.freeze(frozen)
    stopped = await stop(services, frozen)
    return stopped if is_new else None


async def stop(services: Services, frozen: Freeze | None = None) -> int:
    """Stop what a freeze covers, or what any does that there is, and say how many cards that were.

    The records come first: who is cut off between the two, or finds no Redis, leaves the second to the next look.
    """
    stopped = 0
    while records := await services.records.freeze_cards(frozen, most=AT_ONCE):
        stopped += len(records)
        await take_out(services, records)
        if len(records) < AT_ONCE:
            break
    if stopped:
        log.info("%d cards are frozen", stopped)
    return stopped


async def take_out(services: Services, records: Iterable[CardRecord]) -> bool:
    """Withdraw all that is open of these cards from the lanes, wherever it is; False if Redis can't be reached."""
    ids = [one.request.id for record in records for one in record.requests if one.state in {"unplaced", "placed"}]
    try:
        for some in _pages(ids):
            await in_queue(services.lanes.withdraw, some)
    except RedisError as error:
        log.warning("frozen, but the queue can't be reached; what is in it is taken out when it is back: %s", error)
        return False
    return True


def _pages(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[first : first + AT_ONCE] for first in range(0, len(ids), AT_ONCE))
