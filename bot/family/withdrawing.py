"""Clips that were shown outside of their thread, and are deleted: what was shown there goes too."""

import logging
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

import discord

from bot.answers import LOST
from bot.family.links import link_to
from bot.records.lineage import Promotion
from bot.records.values import CardRecord, ClipRecord
from bot.services import Services

log = logging.getLogger(__name__)

SEARCHED: Final = 50
"""Messages of a channel that are looked through from the last one back."""

FIRST_SEARCHED: Final = 100
"""Messages that are looked through from when it was shown on."""

EARLIER: Final = timedelta(minutes=1)
"""Clocks may differ by this."""


async def withdraw(services: Services, client: discord.Client, record: CardRecord, clips: Sequence[ClipRecord]) -> None:
    """Take away what was shown of a card's clips outside of their thread. What can't be found stays there."""
    shown = await services.records.promoted([clip.id for clip in clips])
    for clip in clips:
        where = await _where(services, clip, shown[clip.id]) if clip.id in shown else None
        if where is not None:
            channel = client.get_partial_messageable(int(where))
            await _take_away(client, channel, record, clip, since_s=shown[clip.id].since_s)


async def _where(services: Services, clip: ClipRecord, promotion: Promotion) -> str | None:
    """Name the channel that it was shown in, whatever its server has chosen since."""
    if promotion.channel is not None or clip.root is None:
        return promotion.channel
    thread = await services.records.thread_of(clip.root)
    return None if thread is None else thread.channel


def clips_of(record: CardRecord) -> list[ClipRecord]:
    """List the clips of a card, deleted ones too: whoever deletes them again may have been cut off."""
    return [one.clip for one in record.requests if one.clip]


async def _take_away(
    client: discord.Client, channel: discord.PartialMessageable, record: CardRecord, clip: ClipRecord, *, since_s: float
) -> None:
    try:
        for history in _histories(channel, since_s):
            async for message in history:
                if message.author == client.user and _shows(message, record, clip):
                    await message.delete()
                    return
    except LOST as error:
        log.warning("clip %s: what was shown of it in channel %s may be there still: %s", clip.id, channel.id, error)


def _histories(channel: discord.PartialMessageable, since_s: float) -> Iterator[AsyncIterator[discord.Message]]:
    yield channel.history(limit=SEARCHED)
    since = datetime.fromtimestamp(since_s, tz=UTC) - EARLIER
    yield channel.history(limit=FIRST_SEARCHED, after=since, oldest_first=True)


def _shows(message: discord.Message, record: CardRecord, clip: ClipRecord) -> bool:
    """Tell it by where it leads, and among several clips of a card by its name, which goes with its words."""
    is_of_card = not message.components and link_to(record.card) in message.content
    is_nameless = clip.deleted_s is not None or len(record.requests) == 1
    return is_of_card and (is_nameless or f"`{clip.recipe.recipe_id}`" in message.content)
