"""The finale: the track with its cover, who made it and what everybody did, its film, and a word in the gallery."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import discord

from bot.card import CardView, ended_view
from bot.card.title import seconds
from bot.delivery.content import Loaded
from bot.jams.board.view import mode_line, name_of
from bot.jams.conducting.clearance import cleared_of
from bot.jams.machine.acts import Closed
from bot.jams.moving import move
from bot.jams.naming import names_of
from bot.jams.showing import filming, gallery
from bot.jams.showing.credits import credits_of, people_of, section_lines
from bot.jams.showing.fitting import fitting
from bot.jams.showing.hearing import is_shown
from bot.jams.showing.letters import all_gone
from bot.jams.showing.posting import JamSaying, is_right, posted
from bot.jams.showing.presenting import present
from bot.jams.showing.statistics import lines
from bot.jams.showing.track import files_of
from bot.judging.shown import shown
from bot.judging.veiling import veiled_in
from bot.records.jam import FINALE, Jam, Post
from bot.records.values import CardRecord, ClipRecord
from bot.services import Services
from bot.words import escape, fit

CREDITS: Final = "credits"

TITLE: Final = "🏁 **{name}** · {mode} · {length} · {bpm} BPM"
FOOT: Final = "-# `{recipe}` · `{jam}`"
FIGURES: Final = "📊 **What everybody did** · `{jam}`"
FILE: Final = "Who entered what, in full."


async def tend(services: Services, client: discord.Client, jam: Jam) -> Jam:
    """Show the track and all that belongs to it, then end the jam."""
    if jam.phase != "finale" or jam.track is None or jam.thread is None or "frozen" in jam.halts:
        return jam
    clip = await services.records.clip(jam.track)
    if clip is not None and is_shown(clip):
        jam = await _show(services, client, jam, clip)
        if not await filming.tend(services, client, jam):
            return jam
        await gallery.tend(services, client, jam, clip)
    return await move(services, jam.id, Closed())


async def track_saying(
    services: Services, client: discord.Client, jam: Jam, clip: ClipRecord, record: CardRecord
) -> JamSaying:
    """Write the message with the track."""
    assert jam.thread is not None
    stars = await services.records.stars_of([clip.id])
    cleared = await cleared_of(services, jam)
    async with veiled_in(services, client, server=jam.server, channel=jam.thread):
        content = fitting(lambda most: _lines(jam, clip, cleared, most=most))
        view = CardView(content, tuple(files_of(jam, clip)), ended_view(record, stars).buttons)
    return JamSaying(FINALE, view, jam.thread, gone=all_gone(jam))


async def credits_saying(services: Services, client: discord.Client, jam: Jam) -> JamSaying:
    """Write the message with everybody's figures, and the file with everybody's words."""
    assert jam.thread is not None
    names, cleared = await names_of(client, jam.server, people_of(jam)), await cleared_of(services, jam)
    async with veiled_in(services, client, server=jam.server, channel=jam.thread):
        words = credits_of(jam, names, cleared=cleared).encode()
    view = CardView(fit([FIGURES.format(jam=jam.id), *lines(jam)]))
    drawn = (Loaded(f"{jam.id}_credits.txt", FILE, words),)
    return JamSaying(CREDITS, view, jam.thread, drawn=drawn, gone=all_gone(jam))


async def _show(services: Services, client: discord.Client, jam: Jam, clip: ClipRecord) -> Jam:
    """Show the track, and what everybody did, without what was taken out since; give the jam with where that is."""
    taken = all_gone(jam)
    if not is_right(jam, FINALE, gone=taken):
        record = await services.records.card(clip.card_id)
        assert record is not None
        saying = await track_saying(services, client, jam, clip, record)
        jam = _with(jam, FINALE, await present(services, client, jam, saying, clip=clip))
    if not is_right(jam, CREDITS, gone=taken):
        jam = _with(jam, CREDITS, await posted(services, client, jam, await credits_saying(services, client, jam)))
    return jam


def _with(jam: Jam, what: str, post: Post) -> Jam:
    return replace(jam, posts={**jam.posts, what: post})


def _lines(jam: Jam, clip: ClipRecord, cleared: frozenset[str], *, most: int) -> Iterator[str]:
    yield TITLE.format(name=name_of(jam), mode=mode_line(jam), length=seconds(clip.duration_s), bpm=jam.rules.bpm)
    if jam.theme:
        yield f"> {escape(shown(jam.theme), most=most)}"
    yield from section_lines(jam, cleared=cleared, most=most)
    yield FOOT.format(recipe=clip.recipe.recipe_id, jam=jam.id)
