"""Thawing: what was frozen joins the line again under its old ids, so that nothing is made or charged twice."""

import logging

from bot.placing import place
from bot.records.oversight import FreezeKind
from bot.services import Services
from core.log import request_id

log = logging.getLogger(__name__)


async def thaw(services: Services, server: str, kind: FreezeKind, target: str, *, by: str) -> int | None:
    """Thaw something, and say with how many cards it goes on; None if it was not frozen."""
    if not await services.records.thaw(server, kind, target, by=by, now_s=services.clock()):
        return None
    return await resume(services)


async def resume(services: Services) -> int:
    """Go on with the cards that no freeze covers any more, the oldest first; the reconciler does what fails here."""
    thawed = 0
    while ids := await services.records.thaw_cards(services.clock()):
        thawed += len(ids)
        for card_id in ids:
            with request_id(card_id):
                await _place(services, card_id)
    if thawed:
        log.info("%d cards are thawed", thawed)
    return thawed


async def _place(services: Services, card_id: str) -> None:
    record = await services.records.card(card_id)
    if record is not None and record.card.state == "open" and record.requests:
        await place(services, record, again=True)
