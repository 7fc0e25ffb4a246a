"""The stars that a card shows follow those that it has: its buttons are edited, no faster than Discord likes."""

import asyncio
import logging
from typing import Final

import discord

from bot.answers import LOST
from bot.buttons import buttons_of
from bot.card import ended_view
from bot.delivery.pace import Pace, Paces
from bot.records import DatabaseDownError
from bot.records.values import CardRecord
from bot.services import Services

log = logging.getLogger(__name__)

CHANNEL_EVERY_S: Final = 2.0
"""Of messages that are older than an hour, Discord lets 3 be edited in 6 s of a channel."""

LOOK_S: Final = 0.25


class StarCounter:
    """Brings the stars of cards up to date, in the background; a card that waits already waits once."""

    def __init__(self, *, paces: Paces | None = None) -> None:
        self._paces = paces or Paces(channels=Pace(CHANNEL_EVERY_S))
        self._waiting: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def follow(self, services: Services, client: discord.Client, record: CardRecord) -> None:
        """Let a card's buttons show its stars soon, if its message can be edited by the bot's token.

        What a jam shows has buttons of its own.
        """
        card = record.card
        if card.jam is not None:
            return
        if card.id in self._waiting or card.message is None or card.reach != "channel" or card.state != "ended":
            return
        self._waiting.add(card.id)
        task = asyncio.create_task(self._follow(services, client, record))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _follow(self, services: Services, client: discord.Client, record: CardRecord) -> None:
        card, now_s = record.card, asyncio.get_running_loop().time
        try:
            while not self._paces.take(card=card.id, channel=card.origin.channel, now_s=now_s()):  # noqa: ASYNC110 - a clock calls nobody
                await asyncio.sleep(LOOK_S)
        finally:
            self._waiting.discard(card.id)
        await _show(services, client, card.id)


async def _show(services: Services, client: discord.Client, card_id: str) -> None:
    """Show the stars as they are by now: whoever presses from here on begins anew."""
    try:
        record = await services.records.card(card_id)
        if record is None or record.card.message is None or record.card.state != "ended":
            return
        stars = await services.records.stars_of([one.request.id for one in record.requests])
        channel = client.get_partial_messageable(int(record.card.origin.channel))
        await channel.get_partial_message(int(record.card.message)).edit(view=buttons_of(ended_view(record, stars)))
    except (*LOST, DatabaseDownError) as error:
        log.info("card %s: its stars can't be shown just now: %s", card_id, error)
