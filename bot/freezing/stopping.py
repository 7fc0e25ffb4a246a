"""Freezing: what waits leaves the lanes, what is painted is dropped, and the records keep all of it for later."""

import logging
from typing import Final

from bot.placing import take_out
from bot.records.oversight import Freeze
from bot.services import Services

log = logging.getLogger(__name__)

AT_ONCE: Final = 100
"""Cards that are frozen in one transaction."""


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
