"""A jam whose thread was deleted is over: its host is told, as nobody else can be where they played."""

import logging
from typing import Final

import discord

from bot.answers import LOST
from bot.card import CardView
from bot.family.saying import Saying, direct_channel, say
from bot.jams.machine.acts import JAMGRAM, Stop
from bot.jams.moving import move
from bot.judging.shown import shown
from bot.judging.veiling import veiled_in
from bot.records.jam import CLOSED, Jam, Post
from bot.services import Services
from bot.words import escape, mention

log = logging.getLogger(__name__)

GONE: Final = 10003
TOLD: Final = "lost"

OVER: Final = (
    "🕳️ {host}, the thread of your jam **{name}** (`{jam}`) was deleted, so it is over. {kept} is not lost: everybody "
    "finds theirs with `/riffs`. `/jam start` begins another one."
)


async def lost(services: Services, client: discord.Client, jam: Jam) -> bool:
    """End a jam if what it is shown in is gone for good, and say if so. Who is cut off leaves the rest to the next.

    Raises
    ------
    discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, TimeoutError
        If Discord does not say whether it is.
    """
    place = jam.thread or jam.channel
    if not await _is_gone(client, place):
        return False
    log.info("jam %s is over: %s is gone", jam.id, place)
    if TOLD not in jam.posts and jam.host.isdecimal():
        await _tell(services, client, jam)
    if jam.phase != "archived":
        await move(services, jam.id, Stop(JAMGRAM))
    await services.records.note_jam_post(jam.id, CLOSED, Post(place, "", services.clock()))
    return True


async def _is_gone(client: discord.Client, place: str) -> bool:
    try:
        await client.fetch_channel(int(place))
    except discord.NotFound as error:
        return error.code == GONE
    return False


async def _tell(services: Services, client: discord.Client, jam: Jam) -> None:
    """Tell its host in the channel, unless the jam was private, or else directly; it is not tried again."""
    if not jam.host.isdecimal():
        return
    async with veiled_in(services, client, server=jam.server, channel=jam.channel):
        words = _words(jam)
    saying = Saying(CardView(words), nonce=f"{jam.id}-{TOLD}", to=jam.host)
    told = None if jam.rules.is_private else await _said(client, saying, jam.channel)
    told = told or await _said(client, saying, None)
    if told is not None:
        await services.records.note_jam_post(jam.id, TOLD, Post(*told, services.clock()))


async def _said(client: discord.Client, saying: Saying, channel: str | None) -> tuple[str, str] | None:
    """Say it in a channel, or else directly, and name where and the message; None if that can't be."""
    assert saying.to is not None
    try:
        place = channel or await direct_channel(client, saying.to)
        return place, await say(client, saying, channel=place)
    except LOST as error:
        log.info("the host of a jam can't be told there: %s", error)
        return None


def _words(jam: Jam) -> str:
    count = len(jam.sections)
    kept = "What was made" if count == 0 else f"What was made, {count} section{'s' if count > 1 else ''},"
    return OVER.format(host=mention(jam.host), name=escape(shown(jam.name)), jam=jam.id, kept=kept)
