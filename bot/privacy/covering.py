"""Messages that showed somebody's clips, written over when their author takes everything away."""

import asyncio
import logging
from http import HTTPStatus
from typing import Final

import discord

from bot.answers import LOST, NOBODY
from bot.cases.posting import take_files_away
from bot.privacy.throttle import Throttle
from bot.records.oversight import Case
from bot.records.values import Card, ClipRecord

log = logging.getLogger(__name__)

ANSWER_S: Final = 60.0
"""One edit takes no longer, with the waits for rate limits."""

COVERED: Final = "🗑️ [removed by its author]"
THREAD: Final = "🎛 [removed] · {name}"
CASE: Final = "🗑️ **#{number}** · whoever this was about had all their data deleted."
DIRECT_MOST: Final = 1000
"""Direct messages that are looked through."""

ARCHIVED: Final = 50083


async def cover(client: discord.Client, throttle: Throttle, card: Card) -> bool:
    """Write over a card's message; False if that may work later. What can't be edited any more counts as done."""
    if card.message is None or card.reach != "channel":
        return True
    await throttle.turn(card.origin.channel)
    message = client.get_partial_messageable(int(card.origin.channel)).get_partial_message(int(card.message))
    try:
        async with asyncio.timeout(ANSWER_S):
            await _edit(client, message)
    except discord.HTTPException as error:
        log.info("card %s: its message can't be written over: %s", card.id, error)
        return is_final(error)
    except LOST as error:
        log.info("card %s: its message can't be written over now: %s", card.id, error)
        return False
    return True


async def cover_thread(client: discord.Client, thread: str, root: ClipRecord) -> None:
    """Take the words of a family's root out of the name of its thread, if that can be done."""
    name = THREAD.format(name=root.recipe.recipe_id)
    try:
        async with asyncio.timeout(ANSWER_S):
            found = client.get_channel(int(thread)) or await client.fetch_channel(int(thread))
            if isinstance(found, discord.Thread) and found.name != name:
                await _opened(found)
                await found.edit(name=name)
    except LOST as error:
        log.info("thread %s keeps its name: %s", thread, error)


async def cover_case(client: discord.Client, throttle: Throttle, case: Case) -> None:
    """Write over a case's card among the moderators: it shows words and a name."""
    if case.channel is None or case.message is None:
        return
    await throttle.turn(case.channel)
    view: discord.ui.LayoutView = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.TextDisplay(CASE.format(number=case.number)))
    place = client.get_partial_messageable(int(case.channel))
    try:
        async with asyncio.timeout(ANSWER_S):
            await place.get_partial_message(int(case.message)).edit(view=view, allowed_mentions=NOBODY)
            await take_files_away(client, place, case)
    except LOST as error:
        log.info("case %d: its card can't be written over: %s", case.number, error)


async def clear_direct(client: discord.Client, throttle: Throttle, user: str) -> None:
    """Delete what was sent to somebody in direct messages, as far as Discord lets us."""
    try:
        channel = await client.create_dm(discord.Object(int(user)))
        async for message in channel.history(limit=DIRECT_MOST):
            if message.author == client.user:
                await throttle.turn(str(channel.id))
                await message.delete()
    except LOST as error:
        log.info("direct messages to somebody who leaves may be there still: %s", error)


def is_final(error: discord.HTTPException) -> bool:
    """Tell whether there is no use in trying again: it is gone, or not ours to change."""
    client_errors = range(HTTPStatus.BAD_REQUEST, HTTPStatus.INTERNAL_SERVER_ERROR)
    return error.status in client_errors and error.status not in {HTTPStatus.UNAUTHORIZED, HTTPStatus.TOO_MANY_REQUESTS}


async def _edit(client: discord.Client, message: discord.PartialMessage) -> None:
    try:
        await _write_over(message)
    except discord.HTTPException as error:
        if error.code != ARCHIVED:
            raise
        found = await client.fetch_channel(message.channel.id)
        if not isinstance(found, discord.Thread):
            raise
        await _opened(found)
        await _write_over(message)


async def _write_over(message: discord.PartialMessage) -> None:
    await message.edit(content=COVERED, attachments=[], view=None, allowed_mentions=NOBODY)


async def _opened(thread: discord.Thread) -> None:
    """Open a thread that fell asleep: nothing in it can be changed otherwise."""
    if thread.archived:
        await thread.edit(archived=False)
