"""The thread of a jam, as people come into it: opened with the lobby, and what follows if somebody deletes it."""

import logging

import discord

from bot.answers import LOST
from bot.jams.conducting.losing import lost
from bot.jams.showing.opening import let_in, open_thread, welcome
from bot.records import DatabaseDownError
from bot.records.jam import Jam
from bot.services import Services
from core.log import request_id

__all__ = ["gone", "let_in", "tend"]

log = logging.getLogger(__name__)


async def tend(services: Services, client: discord.Client, jam: Jam) -> Jam:
    """Open the thread when the lobby opens, let the host of a private one in, and give the jam as it is then."""
    if jam.phase in {"scheduled", "archived"} or "frozen" in jam.halts:
        return jam
    if jam.thread is None:
        jam = await open_thread(services, client, jam)
    return await welcome(services, client, jam)


async def gone(services: Services, client: discord.Client, thread: int) -> None:
    """End the jam whose thread somebody deleted. If that is cut off, the next message that is for it finds out."""
    try:
        jam = await services.records.jam_in(str(thread))
        if jam is not None and jam.thread == str(thread) and jam.phase != "archived":
            with request_id(jam.id):
                await lost(services, client, jam)
    except (*LOST, DatabaseDownError) as error:
        log.warning("a thread was deleted, and its jam, if it had one, is not ended yet: %s", error)
