"""A card that its author or a moderator took away: its clips are deleted, and what waits for it is called off."""

import logging
from collections.abc import Iterable

import discord

from bot.cancelling import call_off
from bot.clearing import forget
from bot.family.withdrawing import clips_of, withdraw
from bot.jams.taking_out import taken_out
from bot.records import DatabaseDownError
from bot.records.values import CardRecord
from bot.services import Services
from core.errors import UserError

log = logging.getLogger(__name__)


async def messages_gone(services: Services, client: discord.Client, *, channel: int, messages: Iterable[int]) -> None:
    """Remove the cards that deleted messages showed, and have the cases posted anew that they showed to moderators.

    Most of them, from all over Discord, showed neither.
    """
    place, names = str(channel), [str(one) for one in messages]
    try:
        for case in await services.records.cases_of_messages(place, names):
            await services.records.note_case(case.number, channel=None, message=None)
        for record in await services.records.cards_of_messages(place, names):
            if record.card.state in {"open", "frozen", "ended"}:
                await withdraw(services, client, record, clips_of(record))
                await remove(services, record)
                await taken_out(services, client, record)
    except DatabaseDownError as error:
        log.warning("messages were deleted, and nobody knows whether they showed cards: %s", error)


async def remove(services: Services, record: CardRecord) -> None:
    """Delete what came of a card and call off what is open of it; nothing is posted for it again."""
    log.info("card %s: its message was deleted", record.card.id)
    await forget(services, record)
    try:
        await call_off(services, record)
    except UserError as error:
        log.warning("card %s: removed, but what waits for it could not be called off: %s", record.card.id, error)
