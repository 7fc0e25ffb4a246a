"""Questions to authors: posted where they are seen, answered once, carried out."""

import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Final

import discord

from bot.answers import LOST
from bot.buttons import buttons_of
from bot.card import CardView
from bot.card.asking import answered_view, question_view, refused_view, told_view
from bot.family.posting import take_in_posted
from bot.family.saying import CLOSED, Saying, direct_channel, say
from bot.family.spots import Spot, place_of_spot, spot_of
from bot.family.threads import close, opened
from bot.intake import judged_record
from bot.judging.asking import Asked, Texts, is_of_upload
from bot.judging.deciding import Allowed
from bot.judging.gate import judged
from bot.judging.people import person_of, place_of
from bot.judging.turning import recorded, said_aloud
from bot.judging.veiling import veiled_at
from bot.origins import area_of, member_of
from bot.records.asks import Answer, Ask
from bot.records.values import Card, ClipRecord
from bot.secluded import is_secluded_at
from bot.services import Services
from bot.words import mention
from core.errors import UserError
from core.log import request_id

log = logging.getLogger(__name__)

FORGOTTEN: Final = "R-??????"
"""Stands for the name of a clip that nobody remembers."""

DELETED: Final = "It was deleted in the meantime. Nothing was used up."


async def put(services: Services, client: discord.Client, ask: Ask) -> Ask | None:
    """Ask an author in the family's thread, or else in a direct message; None if neither is possible."""
    clip = await services.records.clip(ask.clip)
    if clip is None or clip.deleted_s is not None:
        return None
    saying = Saying(question_view(ask, clip.recipe.recipe_id), nonce=f"{ask.id}-ask", to=ask.owner)
    async for channel, reply_to in _places(services, client, ask, clip):
        try:
            message = await say(client, saying, channel=channel, reply_to=reply_to)
        except LOST as error:
            log.info("ask %s: not in channel %s: %s", ask.id, channel, error)
            if getattr(error, "code", None) in CLOSED:
                await close(services, channel)
            continue
        await services.records.note_ask(ask.id, channel=channel, message=message)
        return replace(ask, channel=channel, message=message)
    return None


async def _places(
    services: Services, client: discord.Client, ask: Ask, clip: ClipRecord
) -> AsyncIterator[tuple[str, str | None]]:
    """Name the places for a question, the best first."""
    spot = await _spot(services, client, ask, clip)
    if spot is not None:
        if await _is_there(services, client, spot):
            yield spot.channel, spot.reply_to
        if spot.home is not None:
            yield spot.home, spot.channel
    try:
        yield await direct_channel(client, ask.owner), None
    except LOST as error:
        log.info("ask %s: its owner takes no direct messages: %s", ask.id, error)


async def _spot(services: Services, client: discord.Client, ask: Ask, clip: ClipRecord) -> Spot | None:
    """Find where the children of a clip belong, as far as whoever asked, maybe a day ago, sees it."""
    return await spot_of(services, client, clip, origin=ask.origin, asker=await member_of(client, ask.origin))


async def _is_there(services: Services, client: discord.Client, spot: Spot) -> bool:
    if spot.opening is None:
        return True
    if not await opened(client, spot.opening):
        return False
    await services.records.note_thread(spot.opening.root, channel=spot.opening.channel, thread=spot.channel)
    return True


async def answer(services: Services, client: discord.Client, ask_id: str, said: Answer) -> bool:
    """Answer a question and do what was answered; False if it was answered before."""
    answered = await services.records.answer_ask(ask_id, said, now_s=services.clock())
    if answered is None:
        return False
    await carry_out(services, client, answered)
    return True


async def carry_out(services: Services, client: discord.Client, ask: Ask) -> None:
    """Do what was answered, and say so; whoever is cut off in between does it again."""
    with request_id(ask.id):
        clip = await services.records.clip(ask.clip)
        name = clip.recipe.recipe_id if clip else FORGOTTEN
        is_gone = clip is None or clip.deleted_s is not None
        await _show(client, ask, answered_view(ask, name, is_gone=is_gone))
        if ask.state != "approved":
            await _tell(client, ask, told_view(ask, name, is_gone=is_gone))
        elif refusal := await _refusal(services, client, ask):
            told = refused_view(ask, name, refusal.content)
            await _tell(client, ask, replace(told, buttons=refusal.buttons))
        await services.records.settle_ask(ask.id)
        log.info("ask %s: %s, carried out", ask.id, ask.state)


async def _refusal(services: Services, client: discord.Client, ask: Ask) -> CardView | None:
    """Have made what was allowed, of whoever asked for it; if it can't be, say why."""
    named = (ask.ancestry.parent or ask.clip, ask.ancestry.other_parent, ask.clip)
    found = [await services.records.clip(name) for name in dict.fromkeys(named) if name]
    parents = [clip for clip in found if clip is not None and clip.deleted_s is None]
    if len(parents) < len(found):
        return CardView(DELETED)
    try:
        return await _take_in(services, client, ask, parents)
    except UserError as error:
        return CardView(said_aloud(error))


async def _take_in(
    services: Services, client: discord.Client, ask: Ask, parents: Sequence[ClipRecord]
) -> CardView | None:
    """Let what was allowed pass the gate, a day later maybe, and post it; or say that it is held or refused."""
    asker, card = await member_of(client, ask.origin), _card_of(client, ask, now_s=services.clock())
    origin = ask.origin
    async with veiled_at(services, client, card):
        spot = None if ask.private else await spot_of(services, client, parents[0], origin=origin, asker=asker)
    place = place_of(client.get_channel(int(origin.channel)), server=origin.server, channel=origin.channel)
    asked = Asked(
        person_of(services, asker, server=origin.server, known_as=origin.author),
        place,
        shown=place_of_spot(client, spot, server=origin.server) if spot else None,
        private=ask.private,
        upload=is_of_upload(ask.recipes, ask.ancestry, parents),
        inherited=Texts.of([clip.recipe for clip in parents]).all,
    )
    verdict = await judged(services, client, asked, ask.recipes)
    if not isinstance(verdict, Allowed):
        record = judged_record(card, verdict, ancestry=ask.ancestry)
        return await recorded(services, record, verdict, alone=False)
    opening, placed = (spot.opening, spot.takes(card)) if spot else (None, card)
    await take_in_posted(services, client, placed, verdict, ask.ancestry, opening=opening)
    return None


def _card_of(client: discord.Client, ask: Ask, *, now_s: float) -> Card:
    """Begin the card that nobody's interaction shows any more: what is private is sent when it is done."""
    return Card(
        id=ask.id,
        origin=ask.origin,
        reach="token" if ask.private else "channel",
        private=ask.private,
        upload_limit=ask.upload_limit,
        created_s=now_s,
        secluded=is_secluded_at(client, ask.origin),
        area=area_of(client.get_channel(int(ask.origin.channel))),
    )


async def _show(client: discord.Client, ask: Ask, view: CardView) -> None:
    """Write what was answered over the question."""
    if ask.channel is None or ask.message is None:
        return
    message = client.get_partial_messageable(int(ask.channel)).get_partial_message(int(ask.message))
    try:
        await message.edit(content=view.content, view=buttons_of(view), allowed_mentions=discord.AllowedMentions.none())
    except LOST as error:
        log.info("ask %s: its answer can't be shown: %s", ask.id, error)


async def _tell(client: discord.Client, ask: Ask, view: CardView) -> None:
    """Tell who asked, below the question, or else in a direct message."""
    saying = Saying(view, nonce=f"{ask.id}-told", to=ask.origin.author)
    try:
        if ask.channel is not None and is_public(client, ask.channel):
            await say(client, saying, channel=ask.channel, reply_to=ask.message)
            return
    except LOST as error:
        log.info("ask %s: its asker can't be told there: %s", ask.id, error)
    try:
        await say(client, saying, channel=await direct_channel(client, ask.origin.author))
    except LOST as error:
        log.warning("ask %s: its asker can't be told: %s", ask.id, error)


def is_public(client: discord.Client, channel: str) -> bool:
    """Tell a channel of a server from its owner's direct messages."""
    return isinstance(client.get_channel(int(channel)), discord.abc.GuildChannel | discord.Thread)


async def tell_asker(client: discord.Client, ask: Ask, sentence: str) -> None:
    """Tell who asked that their question could not be put to anybody."""
    await _tell(client, ask, CardView(f"{mention(ask.origin.author)} {sentence}"))
