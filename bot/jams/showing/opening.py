"""The thread of a jam is opened once: on the message that announces it; a private one by itself."""

import logging
from collections.abc import Awaitable, Callable
from typing import Final

import discord

from bot.answers import LOST
from bot.card import CardView
from bot.delivery.faults import Fault, fault_of
from bot.family.threads import ARCHIVED_AFTER_MIN, IS_THERE, NAME_MAX, cut
from bot.jams.machine.acts import JAMGRAM, Noted, Stop
from bot.jams.moving import move
from bot.jams.showing.announcing import announcement
from bot.jams.showing.posting import JamSaying, posted
from bot.jams.showing.telling import tell_host
from bot.judging.shown import shown
from bot.judging.veiling import veiled_in
from bot.records.jam import Jam, Post
from bot.services import Services
from bot.words import mention, plain, units
from core.codes import coded

log = logging.getLogger(__name__)

ON: Final = "🎶 JAM · "
DONE: Final = "✅ "

WELCOMED: Final = "welcome"
"""Under this name it is noted that the host of a private jam is in its thread."""

FULL: Final = 160006
"""A server has as many threads as it may."""

IN_THE_CHANNEL: Final = "🎶 `{jam}` · The jam is held right here: {why}"
NO_PRIVATE: Final = "🔒 `{jam}` · {host}, your jam is called off, as a private one needs a thread: {why}"
WELCOME: Final = (
    "🔒 `{jam}` · {host}, this thread is private: nobody finds it by themselves. `/jam invite` lets somebody in."
)
NOWHERE: Final = (
    "🔇 `{jam}` · {host}, your jam is called off: I may not write in <#{channel}>, where it was to be held."
)
TOO_MANY: Final = "this server has as many threads as it may have."
NEEDS: Final = "I may not open a thread in <#{channel}>. That needs the permission **{permission}**."
NO_PLACE: Final = "<#{channel}> has no such threads."


async def open_thread(services: Services, client: discord.Client, jam: Jam) -> Jam:
    """Open the thread and note it, and give the jam as it is then.

    Where there can be none, the jam is held in its channel, or called off if it is private.

    Raises
    ------
    discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, TimeoutError
        If Discord does not answer for now.
    DatabaseDownError
        If it can't be noted.
    """
    async with veiled_in(services, client, server=jam.server, channel=jam.channel):
        name, saying = name_of_thread(jam), announcement(jam)
    if jam.rules.is_private:
        return await _open_private(services, client, jam, name)
    try:
        post = await posted(services, client, jam, saying)
    except discord.HTTPException as error:
        if fault_of(error, by_token=False) is Fault.LATER:
            raise
        return await _call_off(services, client, jam, NOWHERE, why="")
    why = await _opened_on(client, jam, post, name)
    if why is not None:
        told = IN_THE_CHANNEL.format(jam=jam.id, why=why)
        await posted(services, client, jam, JamSaying("no-thread", CardView(told), jam.channel))
    return await move(services, jam.id, Noted(thread=post.message if why is None else jam.channel))


def name_of_thread(jam: Jam, *, beginning: str = ON) -> str:
    """Name its thread by its name."""
    return beginning + cut(plain(shown(jam.name)) or jam.id, NAME_MAX - units(beginning))


async def let_in(client: discord.Client, jam: Jam, user: str) -> bool:
    """Let somebody into the thread of a private jam; False if they can't be."""
    return await _in_private(client, jam, lambda thread: thread.add_user(discord.Object(int(user))))


async def put_out(client: discord.Client, jam: Jam, user: str) -> bool:
    """Put somebody out of the thread of a private jam; False if they still see it."""
    return await _in_private(client, jam, lambda thread: thread.remove_user(discord.Object(int(user))))


async def _in_private(client: discord.Client, jam: Jam, change: Callable[[discord.Thread], Awaitable[None]]) -> bool:
    """Change who is in the thread of a private jam, if it has one; False if that can't be."""
    if not jam.rules.is_private or jam.thread is None or jam.thread == jam.channel:
        return True
    try:
        await change(await thread_of(client, jam))
    except LOST as error:
        log.info("jam %s: it can't be changed who is in its thread: %s", jam.id, error)
        return False
    return True


async def thread_of(client: discord.Client, jam: Jam) -> discord.Thread:
    """Find its thread, also where it was archived.

    Raises
    ------
    discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, TimeoutError
        If Discord does not tell.
    """
    assert jam.thread is not None
    known = client.get_channel(int(jam.thread)) or await client.fetch_channel(int(jam.thread))
    assert isinstance(known, discord.Thread)
    return known


async def _opened_on(client: discord.Client, jam: Jam, post: Post, name: str) -> str | None:
    """Open a thread on a message; if there can be none, say why."""
    channel = client.get_partial_messageable(int(post.channel), guild_id=int(jam.server))
    message = channel.get_partial_message(int(post.message))
    try:
        await message.create_thread(name=name, auto_archive_duration=ARCHIVED_AFTER_MIN)
    except discord.HTTPException as error:
        return None if error.code == IS_THERE else _why_not(jam, error, "Create Public Threads")
    return None


async def _open_private(services: Services, client: discord.Client, jam: Jam, name: str) -> Jam:
    channel = client.get_channel(int(jam.channel))
    if not isinstance(channel, discord.TextChannel):
        return await _call_off(services, client, jam, NO_PRIVATE, why=NO_PLACE.format(channel=jam.channel))
    try:
        thread = await _opened_before(services, channel, jam, name) or await channel.create_thread(
            name=name,
            type=discord.ChannelType.private_thread,
            auto_archive_duration=ARCHIVED_AFTER_MIN,
            invitable=False,
        )
    except discord.HTTPException as error:
        return await _call_off(services, client, jam, NO_PRIVATE, why=_why_not(jam, error, "Create Private Threads"))
    return await move(services, jam.id, Noted(thread=str(thread.id)))


async def welcome(services: Services, client: discord.Client, jam: Jam) -> Jam:
    """Let its host into a private thread, once, tell them how others come in, and give the jam as it is then.

    The thread is noted by then: whatever is wrong with this opens no second one.

    Raises
    ------
    discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, TimeoutError
        If Discord does not answer for now.
    DatabaseDownError
        If it can't be noted.
    """
    if not jam.rules.is_private or jam.thread is None or jam.phase == "archived" or WELCOMED in jam.posts:
        return jam
    thread = await thread_of(client, jam)
    try:
        await thread.add_user(discord.Object(int(jam.host)))
    except discord.HTTPException as error:
        return await _call_off(services, client, jam, NO_PRIVATE, why=_why_not(jam, error, "Create Private Threads"))
    said = WELCOME.format(jam=jam.id, host=mention(jam.host))
    try:
        await posted(services, client, jam, JamSaying(WELCOMED, CardView(said), jam.thread, to=(jam.host,)))
    except discord.HTTPException as error:
        if fault_of(error, by_token=False) is Fault.LATER:
            raise
        log.info("jam %s: its host is not told how others come in: %s", jam.id, error)
        await services.records.note_jam_post(jam.id, WELCOMED, Post(jam.thread, "0", services.clock()))
    return jam


async def _opened_before(
    services: Services, channel: discord.TextChannel, jam: Jam, name: str
) -> discord.Thread | None:
    """Find a private thread that was opened and could not be noted: no message leads to it.

    Where another jam waits for one too it may be theirs, with their people in it: then it is nobody's.
    """
    if any(_waits_for_one_too(other, jam) for other in await services.records.open_jams(jam.server)):
        return None
    for thread in channel.threads:
        is_ours = thread.owner_id == channel.guild.me.id and thread.is_private() and thread.name == name
        if is_ours and await services.records.jam_in(str(thread.id)) is None:
            return thread
    return None


def _waits_for_one_too(other: Jam, jam: Jam) -> bool:
    is_waiting = other.thread is None and other.rules.is_private and other.phase != "scheduled"
    return is_waiting and other.id != jam.id and other.channel == jam.channel


def _why_not(jam: Jam, error: discord.HTTPException, permission: str) -> str:
    """Say why there is no thread.

    Raises
    ------
    discord.HTTPException
        If that may be different in a moment.
    """
    if fault_of(error, by_token=False) is Fault.LATER:
        raise error
    log.info("jam %s has no thread of its own: %s", jam.id, error)
    if error.code == FULL:
        return coded(TOO_MANY, "E-THREADS-FULL")
    words = NEEDS if fault_of(error, by_token=False) is Fault.FORBIDDEN else NO_PLACE
    return words.format(channel=jam.channel, permission=permission)


async def _call_off(services: Services, client: discord.Client, jam: Jam, words: str, *, why: str) -> Jam:
    """End a jam that can't be held anywhere, and tell its host."""
    said = words.format(jam=jam.id, host=mention(jam.host), channel=jam.channel, why=why)
    await tell_host(services, client, jam, "called-off", said)
    return await move(services, jam.id, Stop(JAMGRAM))
