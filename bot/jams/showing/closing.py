"""The end of a jam: a last word if there was no finale, its announcements set right, its thread put away."""

import logging
from collections.abc import Iterator
from typing import Final

import discord

from bot.card import CardView
from bot.delivery.faults import Fault, fault_of
from bot.family.links import link
from bot.jams.board.view import name_of
from bot.jams.showing.announcing import ANNOUNCED, SCHEDULED, outcome
from bot.jams.showing.opening import DONE, name_of_thread, thread_of
from bot.jams.showing.posting import JamSaying, posted, shown_again
from bot.jams.showing.telling import tell_host
from bot.judging.veiling import veiled_in
from bot.records.jam import CLOSED, FINALE, Jam, Post
from bot.services import Services
from bot.words import fit, mention

log = logging.getLogger(__name__)

OVER: Final = "over"
SETTLES_S: Final = 6.0
"""A board is edited every 5 seconds at most, and what is in a thread that is put away can't be."""

BARRED: Final = frozenset({Fault.FORBIDDEN, Fault.LOCKED})

TITLE: Final = "🏁 **{name}** is over · `{jam}`"
ENDED: Final = "It was ended by {by}."
TOO_FEW: Final = "Nobody else came in time: a jam needs two."
LEFT: Final = "Nobody took it up again in time."
SILENT: Final = "No section came of it, so there is no track."
UNJOINED: Final = "Its sections could not be joined to a track. They stay where they are:"
UNSHOWN: Final = (
    "Its track is made, but not shown here: `/jam export` has what there is of it. Its sections stay where they are:"
)
THEY_STAY: Final = "There is no track. Its sections stay where they are:"
SECTION: Final = "**{number}** {player}: {link}"


async def tend(services: Services, client: discord.Client, jam: Jam) -> None:
    """Close a jam that is over: not before its board has had the time to say so."""
    if jam.phase != "archived" or CLOSED in jam.posts:
        return
    if jam.ended_s is None or services.clock() - jam.ended_s >= SETTLES_S:
        await _close(services, client, jam)


async def _close(services: Services, client: discord.Client, jam: Jam) -> None:
    """Say that a jam is over and put its thread away, then note that nothing is left to do.

    Raises
    ------
    discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, TimeoutError
        If Discord does not answer for now.
    DatabaseDownError
        If it can't be noted.
    """
    async with veiled_in(services, client, server=jam.server, channel=jam.thread or jam.channel):
        word, outcomes, name = last_word(jam), list(_outcomes(jam)), name_of_thread(jam, beginning=DONE)
    if word is not None:
        await _say(services, client, jam, word)
    for saying in outcomes:
        await _set_right(services, client, jam, saying)
    await _put_away(client, jam, name)
    now = jam.posts.get(FINALE) or Post(jam.thread or jam.channel, "0", services.clock())
    await services.records.note_jam_post(jam.id, CLOSED, Post(now.channel, now.message, services.clock()))


def last_word(jam: Jam) -> JamSaying | None:
    """Say why there is no track; nothing where there is one, or where nothing began."""
    if FINALE in jam.posts or jam.thread is None:
        return None
    return JamSaying(OVER, CardView(fit(list(_lines(jam)))), jam.thread)


def _lines(jam: Jam) -> Iterator[str]:
    yield TITLE.format(name=name_of(jam), jam=jam.id)
    if jam.halts & {"orphaned", "frozen"}:
        yield LEFT
    elif jam.ended_by is not None and jam.ended_by.isdecimal():
        yield ENDED.format(by=mention(jam.ended_by))
    elif jam.round == 0:
        yield TOO_FEW
    if jam.sections:
        yield _of_the_track(jam)
        yield from _sections(jam)
    elif jam.round > 0:
        yield SILENT


def _of_the_track(jam: Jam) -> str:
    """Say why sections are listed rather than a track."""
    if jam.track is not None:
        return UNSHOWN
    return THEY_STAY if jam.ended_by is not None and jam.ended_by.isdecimal() else UNJOINED


def _sections(jam: Jam) -> Iterator[str]:
    for number, entry in enumerate(jam.sections, 1):
        post = jam.posts.get(f"reveal-{entry.round}")
        where = link(jam.server, post.channel, post.message) if post else f"`{entry.id}`"
        yield SECTION.format(number=number, player=mention(entry.user), link=where)


def _outcomes(jam: Jam) -> Iterator[JamSaying]:
    yield from (outcome(jam, what) for what in (SCHEDULED, ANNOUNCED) if what in jam.posts)


async def _say(services: Services, client: discord.Client, jam: Jam, word: JamSaying) -> None:
    """Say it in the thread; if that is closed to us, to the host."""
    try:
        await posted(services, client, jam, word)
    except discord.HTTPException as error:
        if fault_of(error, by_token=False) not in BARRED:
            raise
        log.info("jam %s: its end can't be told in its thread: %s", jam.id, error)
        await tell_host(services, client, jam, OVER, word.view.content)


async def _set_right(services: Services, client: discord.Client, jam: Jam, saying: JamSaying) -> None:
    """Let an announcement say that it is over. It may stay as it is where we may not change it any more."""
    mark = f"set-{saying.what}"
    if mark in jam.posts:
        return
    post = jam.posts[saying.what]
    try:
        await shown_again(services, client, saying, post)
    except discord.HTTPException as error:
        if fault_of(error, by_token=False) is Fault.LATER:
            raise
        log.info("jam %s: its announcement stays as it is: %s", jam.id, error)
    await services.records.note_jam_post(jam.id, mark, post)


async def _put_away(client: discord.Client, jam: Jam, name: str) -> None:
    """Rename the thread and archive it. It stays open to whoever writes in it; one that is gone stays so."""
    if jam.thread is None or jam.thread == jam.channel:
        return
    try:
        thread = await thread_of(client, jam)
        if thread.archived:
            await thread.edit(archived=False)
        await thread.edit(name=name, archived=True)
    except discord.HTTPException as error:
        if fault_of(error, by_token=False) is Fault.LATER:
            raise
        log.info("jam %s: its thread stays as it is: %s", jam.id, error)
