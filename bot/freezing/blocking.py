"""What somebody waits for who is blocked: it is called off, and its cards say why."""

import logging
from collections.abc import Sequence
from typing import Final

from bot.placing import end_unplaced, take_out
from bot.records.oversight import EVERYWHERE, JAMGRAM, Block
from bot.records.values import CardRecord
from bot.services import Services
from core.ending import Failure
from core.log import request_id

log = logging.getLogger(__name__)

CALLED_OFF: Final = "The moderators called this off when they blocked its author. Nothing was used up."


def holds(block: Block, *, now_s: float) -> bool:
    """Tell whether a block is a person's word and has not run out: to let somebody cool down calls off nothing."""
    return block.by != JAMGRAM and (block.until_s is None or now_s < block.until_s)


def is_of(record: CardRecord, blocks: Sequence[Block]) -> bool:
    """Tell whether a card's author is blocked where it was asked for."""
    here = {record.card.origin.server, EVERYWHERE}
    return any(block.user == record.card.origin.author and block.server in here for block in blocks)


async def call_off_of(services: Services, block: Block) -> int:
    """Call off what waits or is painted of somebody who is blocked, and say how many cards that were."""
    records = await services.records.unfinished_cards_of(block.user)
    return await call_off(services, [record for record in records if is_of(record, [block])])


async def call_off(services: Services, records: Sequence[CardRecord]) -> int:
    """End cards without a clip. What is made of them already is shown; what a worker makes meanwhile is not."""
    ended = 0
    for record in records:
        with request_id(record.card.id):
            ended += await _end(services, record)
    await take_out(services, records)
    return ended


async def _end(services: Services, record: CardRecord) -> bool:
    placed = [one.request.id for one in record.requests if one.state == "placed"]
    if placed:
        await services.records.mark_unplaced(placed)
    log.info("it is called off: its author is blocked")
    return await end_unplaced(services, record, failure=Failure(sentence=CALLED_OFF, code="E-STANDING"))
