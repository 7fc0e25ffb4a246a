"""Clips of a jam that are deleted, and people who are: the jam goes on without, and shows it no more."""

import logging
from collections.abc import Collection
from typing import Final

import discord

from bot.answers import LOST
from bot.clearing import forget
from bot.jams.board.buttons import OVER
from bot.jams.conducting.cards import card_of_video, clip_id_of
from bot.jams.machine.acts import JAMGRAM, Leave, RemoveEntry
from bot.jams.machine.errors import JamError
from bot.jams.machine.turns import is_in
from bot.jams.moving import move
from bot.jams.showing.again import show_again
from bot.jams.showing.forgetting import forgotten, untitled
from bot.privacy.pseudonym import pseudonym
from bot.privacy.untagging import untag
from bot.records.jam import VIDEO, Entry, Jam
from bot.records.values import CardRecord
from bot.services import Services

log = logging.getLogger(__name__)

OUT: Final = frozenset({"removed", "withdrawn"})


async def taken_out(services: Services, client: discord.Client, record: CardRecord) -> None:
    """Take what was on a card out of its jam, once it is deleted. Whoever is cut off does all of it again."""
    jam = await services.records.jam(record.card.jam) if record.card.jam else None
    if jam is None:
        return
    entry = jam.entry(record.card.id)
    if entry is not None:
        jam = await _without(services, jam, entry)
    elif jam.track is not None and any(one.request.id == jam.track for one in record.requests):
        await _without_film(services, client, jam)
    if entry is None or jam.phase in OVER:
        await show_as_it_is(services, client, jam)


async def unpainted_of(
    services: Services, user: str, server: str, *, besides: Collection[str]
) -> list[tuple[Jam, Entry]]:
    """List what somebody entered in the jams of a server that is not painted yet, but for what these cards paint."""
    jams = await services.records.open_jams(server)
    entries = [(jam, one) for jam in jams for one in jam.entries if one.user == user]
    return [(jam, one) for jam, one in entries if one.state in {"held", "ready"} and one.id not in besides]


async def entry_taken_out(services: Services, jam: Jam, entry: Entry, *, by: str) -> None:
    """Take an entry out for a moderator, unless that is done already or its jam is over by now."""
    await _done(services, jam, RemoveEntry(by, entry.id, as_moderator=True))


async def left_by(services: Services, client: discord.Client, user: str) -> None:
    """Have somebody who goes leave all jams, with all that they entered; another player leads what they led.

    What the jams posted names them no more.
    """
    alias = pseudonym(services.settings, user)
    for jam_id in await services.records.jams_naming(user):
        jam = await services.records.jam(jam_id)
        if jam is None:
            continue
        is_title_theirs = await services.records.is_titled_by(jam_id, user)
        jam = await _left(services, jam, user)
        if is_title_theirs or any(one.user == user and one.clip for one in jam.entries):
            await _unnamed(services, client, jam)
        shown = forgotten(jam, user, alias)
        await show_as_it_is(services, client, untitled(shown) if is_title_theirs else shown)


async def show_as_it_is(services: Services, client: discord.Client, jam: Jam) -> None:
    """Show the jam as it is now, as far as that can be done."""
    try:
        await show_again(services, client, jam)
    except LOST as error:
        log.warning("jam %s: what it posted may show still what is deleted: %s", jam.id, error)


async def _left(services: Services, jam: Jam, user: str) -> Jam:
    """Have somebody leave one jam, with all that they entered."""
    for entry in [one for one in jam.entries if one.user == user and one.state not in OUT]:
        jam = await _without(services, jam, entry)
    if jam.phase == "archived" or not is_in(jam.player(user)):
        return jam
    return await _done(services, jam, Leave(user))


async def _unnamed(services: Services, client: discord.Client, jam: Jam) -> None:
    """Take the title and the chapters out of the track that others led, and its film away that has them too."""
    clip = await services.records.clip(jam.track or "")
    if clip is not None and clip.deleted_s is None:
        film = card_of_video(jam)
        await _without_film(services, client, jam)
        await untag(services, clip, besides=[clip_id_of(film)] if film else [])


async def _without(services: Services, jam: Jam, entry: Entry) -> Jam:
    return await _done(services, jam, RemoveEntry(JAMGRAM, entry.id, as_moderator=True))


async def _done(services: Services, jam: Jam, act: RemoveEntry | Leave) -> Jam:
    """Do it, unless that is done already or the jam is over by now."""
    try:
        return await move(services, jam.id, act)
    except JamError as error:
        log.info("jam %s: %s has nothing to do: %s", jam.id, type(act).__name__, error)
        return await services.records.jam(jam.id) or jam


async def _without_film(services: Services, client: discord.Client, jam: Jam) -> None:
    """Delete the film of a track."""
    record = await services.records.card(card_of_video(jam) or "")
    if record is not None:
        await forget(services, record)
    post = jam.posts.get(VIDEO)
    if post is None:
        return
    try:
        await client.get_partial_messageable(int(post.channel)).get_partial_message(int(post.message)).delete()
    except LOST as error:
        log.info("jam %s: the film of its track may be there still: %s", jam.id, error)
