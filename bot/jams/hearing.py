"""Whoever writes in the thread of a jam is there: their host's seat is not offered to others."""

import logging
from dataclasses import dataclass, field
from typing import Final

import discord

from bot.delivery.pace import Pace
from bot.records import DatabaseDownError
from bot.services import Services

log = logging.getLogger(__name__)

NOTED_EVERY_S: Final = 60.0
"""So often it is noted of somebody, however much they write."""


@dataclass(slots=True)
class Ear:
    """Hears who writes in threads; what they write is nobody's business here."""

    noted: Pace = field(default_factory=lambda: Pace(NOTED_EVERY_S))

    async def hear(self, services: Services, message: discord.Message) -> None:
        """Note that somebody was there, if the thread is a jam's and they are in it."""
        if message.author.bot or message.webhook_id is not None or not isinstance(message.channel, discord.Thread):
            return
        thread, user, now_s = str(message.channel.id), str(message.author.id), services.clock()
        if not self.noted.take(f"{thread}-{user}", now_s=now_s):
            return
        try:
            jam = await services.records.jam_in(thread)
            if jam is not None and jam.phase != "archived" and jam.player(user) is not None:
                await services.records.seen_in_jam(jam.id, user, now_s)
        except DatabaseDownError as error:
            log.info("it is not noted who writes in thread %s: %s", thread, error)
