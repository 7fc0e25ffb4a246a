"""A card that its author or a moderator took away: what waits for it is called off, and nothing is posted again."""

import asyncio
import logging
from collections.abc import Iterable

from redis.exceptions import RedisError

from bot.records.values import CardRecord
from bot.services import Services

log = logging.getLogger(__name__)


async def message_gone(services: Services, *, channel: int, message: int) -> None:
    """Remove the card that a deleted message showed, if it showed one."""
    record = await services.records.card_of_message(str(channel), str(message))
    if record is not None and record.card.state != "removed":
        await remove(services, record)


async def messages_gone(services: Services, *, channel: int, messages: Iterable[int]) -> None:
    """Remove the cards of messages that were deleted together."""
    for message in sorted(messages):
        await message_gone(services, channel=channel, message=message)


async def remove(services: Services, record: CardRecord) -> None:
    """Remove a card and call off what is open of it."""
    log.info("card %s: its message was deleted", record.card.id)
    await services.records.remove_card(record.card.id)
    if any(one.state == "unplaced" for one in record.requests):
        await services.records.end_card(record.card.id, None, now_s=services.clock())
    placed = [one.request.id for one in record.requests if one.state == "placed"]
    try:
        for request_id in placed:
            await asyncio.to_thread(services.lanes.cancel, request_id)
    except RedisError as error:
        log.warning("card %s: removed, but it is painted all the same: %s", record.card.id, error)
