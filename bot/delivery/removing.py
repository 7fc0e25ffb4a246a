"""A card that its author or a moderator took away: its clips are deleted, and what waits for it is called off."""

import logging
from collections.abc import Iterable

from bot.cancelling import call_off
from bot.clearing import forget
from bot.records.values import CardRecord
from bot.services import Services
from core.errors import UserError

log = logging.getLogger(__name__)


async def message_gone(services: Services, *, channel: int, message: int) -> None:
    """Remove the card that a deleted message showed, if it showed one."""
    record = await services.records.card_of_message(str(channel), str(message))
    if record is not None and record.card.state in {"open", "ended"}:
        await remove(services, record)


async def messages_gone(services: Services, *, channel: int, messages: Iterable[int]) -> None:
    """Remove the cards of messages that were deleted together."""
    for message in sorted(messages):
        await message_gone(services, channel=channel, message=message)


async def remove(services: Services, record: CardRecord) -> None:
    """Delete what came of a card and call off what is open of it; nothing is posted for it again."""
    log.info("card %s: its message was deleted", record.card.id)
    await forget(services, record)
    try:
        await call_off(services, record)
    except UserError as error:
        log.warning("card %s: removed, but what waits for it could not be called off: %s", record.card.id, error)
