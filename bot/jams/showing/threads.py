"""The thread of a jam, from its first word to its last."""

import logging

import discord

from bot.jams.machine.acts import JAMGRAM, Stop
from bot.jams.moving import move
from bot.jams.showing.closing import close
from bot.jams.showing.opening import let_in, open_thread
from bot.records import DatabaseDownError
from bot.records.jam import CLOSED, Jam
from bot.services import Services

__all__ = ["gone", "let_in", "tend"]

log = logging.getLogger(__name__)


async def tend(services: Services, client: discord.Client, jam: Jam) -> None:
    """Open the thread when the lobby opens; close it when the jam is over."""
    if jam.phase == "archived":
        if CLOSED not in jam.posts:
            await close(services, client, jam)
    elif jam.phase != "scheduled" and jam.thread is None and "frozen" not in jam.halts:
        await open_thread(services, client, jam)


async def gone(services: Services, thread: str) -> None:
    """End the jam whose thread somebody deleted."""
    try:
        jam = await services.records.jam_in(thread)
        if jam is not None and jam.thread == thread and jam.phase != "archived":
            log.info("jam %s: its thread was deleted", jam.id)
            await move(services, jam.id, Stop(JAMGRAM))
    except DatabaseDownError as error:
        log.warning("a thread was deleted, and nobody knows whether it was a jam's: %s", error)
