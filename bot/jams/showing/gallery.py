"""A jam's track in the gallery of its server."""

import logging
from typing import Final

import discord

from bot.card import CardView
from bot.choices.here import settled_in
from bot.delivery.faults import Fault, fault_of
from bot.family.links import link
from bot.jams.board.view import mode_line, name_of
from bot.jams.showing.credits import people_of
from bot.jams.showing.posting import JamSaying, posted
from bot.jams.showing.track import files_of
from bot.judging.veiling import veiled_in
from bot.records.jam import FINALE, GALLERY, Jam, Post
from bot.records.values import ClipRecord
from bot.services import Services
from bot.words import fit, mention

log = logging.getLogger(__name__)

TRACK: Final = "🎶 **{name}** · {mode} · `{recipe}` · `{jam}`"
BY: Final = "by {people}"
WHERE: Final = "🏁 {link}"
BARRED: Final = "🖼️ I can't show the track in the gallery {channel}: `/riff-admin selftest` says what I lack there."
NAMED_MOST: Final = 16


async def tend(services: Services, client: discord.Client, jam: Jam, clip: ClipRecord) -> None:
    """Show the track in the gallery, once, if there is one and everybody in the server may hear it."""
    if GALLERY in jam.posts or clip.secluded or clip.visibility == "private" or jam.rules.is_private:
        return
    channel = (await settled_in(services, jam.server)).gallery
    if channel is None:
        return
    await services.records.promote(clip.id, services.clock(), channel=channel)
    try:
        await posted(services, client, jam, await saying_of(services, client, jam, clip, channel))
    except discord.HTTPException as error:
        if fault_of(error, by_token=False) is Fault.LATER:
            raise
        await services.records.take_back_promotion(clip.id)
        await _say_so(services, client, jam, channel, error)


async def saying_of(services: Services, client: discord.Client, jam: Jam, clip: ClipRecord, channel: str) -> JamSaying:
    """Write what the gallery shows. Whoever deletes the track finds it by the link."""
    async with veiled_in(services, client, server=jam.server, channel=channel):
        post = jam.posts[FINALE]
        people = ", ".join(mention(one) for one in people_of(jam)[:NAMED_MOST])
        recipe = clip.recipe.recipe_id
        title = TRACK.format(name=name_of(jam), mode=mode_line(jam), recipe=recipe, jam=jam.id)
        where = WHERE.format(link=link(jam.server, post.channel, post.message))
        view = CardView(fit([title, BY.format(people=people), where]), tuple(files_of(jam, clip)))
        return JamSaying(GALLERY, view, channel)


async def _say_so(
    services: Services, client: discord.Client, jam: Jam, channel: str, error: discord.HTTPException
) -> None:
    """Say in the thread that it is not in the gallery, and leave it at that."""
    log.warning("jam %s can't be shown in the gallery: %s", jam.id, error)
    assert jam.thread is not None
    saying = JamSaying("no-gallery", CardView(BARRED.format(channel=f"<#{channel}>")), jam.thread)
    post = await posted(services, client, jam, saying)
    await services.records.note_jam_post(jam.id, GALLERY, Post(post.channel, post.message, post.at_s))
