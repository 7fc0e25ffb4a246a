"""All that a jam posted, shown as it may be shown now: after something was hidden, taken down, or forgotten."""

import logging
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import asynccontextmanager

import discord

from bot.card import ended_view, removed_view
from bot.delivery.faults import Fault, fault_of
from bot.jams.board.view import board_view
from bot.jams.showing import gallery, reveals, voting
from bot.jams.showing.announcing import ANNOUNCED, SCHEDULED, announcement, outcome, plan
from bot.jams.showing.closing import last_word
from bot.jams.showing.finale import credits_saying, track_saying
from bot.jams.showing.hearing import is_shown
from bot.jams.showing.letters import lettered
from bot.jams.showing.opening import DONE, ON, name_of_thread, thread_of
from bot.jams.showing.posting import JamSaying, shown_again
from bot.judging.veiling import veiled_in
from bot.records.jam import BOARD, FINALE, GALLERY, Jam
from bot.services import Services

log = logging.getLogger(__name__)


async def show_again(services: Services, client: discord.Client, jam: Jam) -> None:
    """Edit every message of a jam that is there, and name its thread anew. What we may not edit stays as it is.

    Raises
    ------
    discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, TimeoutError
        If Discord does not answer for now.
    DatabaseDownError
        If the records don't.
    """
    async with _open_again(services, client, jam):
        for saying in [one async for one in _sayings(services, client, jam)]:
            post = jam.posts.get(saying.what)
            if post is not None:
                await _edited(shown_again(services, client, saying, post), what=saying.what)


@asynccontextmanager
async def _open_again(services: Services, client: discord.Client, jam: Jam) -> AsyncIterator[None]:
    """Have the thread open inside: what is in one that was put away can't be edited."""
    if jam.thread is None or jam.thread == jam.channel:
        yield
        return
    thread = await _thread(client, jam)
    was_away = thread is not None and thread.archived
    if thread is not None and was_away:
        await _edited(thread.edit(archived=False), what="the thread")
    yield
    async with veiled_in(services, client, server=jam.server, channel=jam.thread):
        name = name_of_thread(jam, beginning=DONE if jam.phase == "archived" else ON)
    if thread is not None and (was_away or thread.name != name):
        await _edited(thread.edit(name=name, archived=was_away), what="the thread")


async def _thread(client: discord.Client, jam: Jam) -> discord.Thread | None:
    try:
        return await thread_of(client, jam)
    except discord.HTTPException as error:
        if fault_of(error, by_token=False) is Fault.LATER:
            raise
        return None


async def _edited(edit: Awaitable[object], *, what: str) -> None:
    """Edit something, unless Discord does not let us."""
    try:
        await edit
    except discord.HTTPException as error:
        if fault_of(error, by_token=False) is Fault.LATER:
            raise
        log.info("%s stays as it is: %s", what, error)


async def _sayings(services: Services, client: discord.Client, jam: Jam) -> AsyncIterator[JamSaying]:
    """Write all that may have been posted, as it would be posted now."""
    async with veiled_in(services, client, server=jam.server, channel=jam.thread or jam.channel):
        plain = list(_plain(jam))
    for saying in plain:
        yield saying
    if jam.thread is None:
        return
    for one in jam.rounds:
        if lettered(jam, one.number):
            for saying in await voting.sayings(services, client, jam, one.number):
                yield saying
            yield (await reveals.saying_of(services, client, jam, one))[0]
    async for saying in _of_track(services, client, jam):
        yield saying


def _plain(jam: Jam) -> Iterator[JamSaying]:
    """Write what shows nothing but the jam itself."""
    if jam.phase == "archived":
        yield outcome(jam, SCHEDULED)
        yield outcome(jam, ANNOUNCED)
        if word := last_word(jam):
            yield word
    else:
        yield plan(jam)
        yield announcement(jam)
    if jam.thread is not None:
        yield JamSaying(BOARD, board_view(jam), jam.thread)


async def _of_track(services: Services, client: discord.Client, jam: Jam) -> AsyncIterator[JamSaying]:
    if jam.thread is None or FINALE not in jam.posts:
        return
    clip = await services.records.clip(jam.track or "")
    record = await services.records.card(clip.card_id) if clip else None
    if clip is None or record is None:
        yield JamSaying(FINALE, removed_view(), jam.thread)
    elif is_shown(clip):
        yield await track_saying(services, client, jam, clip, record)
    else:
        yield JamSaying(FINALE, removed_view() if clip.deleted_s is not None else ended_view(record), jam.thread)
    yield await credits_saying(services, client, jam)
    post = jam.posts.get(GALLERY)
    if clip is not None and post is not None and post.channel != jam.thread and is_shown(clip):
        yield await gallery.saying_of(services, client, jam, clip, post.channel)
