"""A jam whose thread takes nothing: one that was put away is opened again; where we may not speak, it stands still."""

import logging
from typing import Final

import discord

from bot.jams.machine.acts import JAMGRAM, Pause
from bot.jams.moving import move
from bot.jams.showing.opening import thread_of
from bot.jams.showing.telling import tell_host
from bot.records.jam import Jam
from bot.services import Services
from bot.words import mention

log = logging.getLogger(__name__)

SHUT: Final = frozenset({50001, 50013, 50083, 160005})
"""A thread is hidden from us, not for us to write in, archived, or locked."""

STANDS: Final = "🔒 {host}, your jam `{jam}` is paused: {why} Once that is different, ▶️ Resume lets it go on."
LOCKED: Final = "its thread <#{thread}> was locked."
SILENT: Final = (
    "I may not write in its thread <#{thread}>, which needs **View Channel** and **Send Messages in Threads**."
)


async def reopen(services: Services, client: discord.Client, jam: Jam) -> None:
    """Open the thread again, or let the jam stand still and tell its host why; of a finale they hear at its end.

    Raises
    ------
    discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, TimeoutError
        If Discord does not tell, or does not let us open it.
    DatabaseDownError
        If it can't be noted that the jam stands still.
    """
    if jam.thread in {None, jam.channel} or jam.phase == "archived" or jam.halts:
        return
    thread = await thread_of(client, jam)
    why = _why_not(thread)
    if why is None:
        if thread.archived:
            await thread.edit(archived=False)
        return
    if jam.phase == "finale":
        return
    log.info("jam %s stands still: %s", jam.id, why)
    said = STANDS.format(host=mention(jam.host), jam=jam.id, why=why.format(thread=jam.thread))
    await tell_host(services, client, jam, f"shut-{jam.round}", said)
    await move(services, jam.id, Pause(JAMGRAM))


def _why_not(thread: discord.Thread) -> str | None:
    """Say why we can't speak there, if we can't."""
    granted = thread.permissions_for(thread.guild.me)
    if not granted.view_channel or not granted.send_messages_in_threads:
        return SILENT
    return LOCKED if thread.locked and not granted.manage_threads else None
