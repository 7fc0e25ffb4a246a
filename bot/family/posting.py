"""Cards that no interaction shows: posted by the bot where they belong."""

import asyncio
import logging
from dataclasses import replace
from typing import Final

import discord

from bot.answers import LOST
from bot.buttons import buttons_of, mentions_of
from bot.card import CardView, received_view, working_view
from bot.cases.veiling import with_veil
from bot.family.naming import with_credit_soon
from bot.family.saying import CLOSED, Saying, say
from bot.family.threads import Opening, close, opened
from bot.intake import judged_record
from bot.judging.deciding import Allowed
from bot.placing import Refused, Resting, end_unplaced, place, require_room
from bot.records import DatabaseDownError
from bot.records.values import Ancestry, Card, CardRecord
from bot.services import Services
from core.log import request_id

log = logging.getLogger(__name__)

GOING_ON: Final = ("open", "frozen")
"""Whoever was held up for long, by a slow acknowledgement, may find that a card has ended and its end is shown."""

POSTING_S: Final = 6.0
"""So soon a card is posted, or left to its end: the reconciler takes up what is older than 10 s."""


async def take_in_posted(
    services: Services,
    client: discord.Client,
    card: Card,
    allowed: Allowed,
    ancestry: Ancestry,
    *,
    opening: Opening | None = None,
) -> CardRecord | None:
    """Post a card that nobody's interaction shows, whose requests then wait in the lanes; None if it is known.

    The gate let them pass.

    One that no channel may show, as it is private, is seen when it ends.

    Raises
    ------
    UserError
        If its author has no room for so many requests. Nothing is left of it then.
    DatabaseDownError
        If it can't be remembered. Nothing is queued then.
    """
    record, most_waiting = judged_record(card, allowed, ancestry=ancestry), allowed.most_waiting
    with request_id(card.id):
        record = await with_veil(services, record)
        card = record.card
        await require_room(services, card.origin, asked=len(allowed.recipes), most_waiting=most_waiting)
        requests = [one.request for one in record.requests]
        if not await services.records.open_card(card, requests, ancestries=[ancestry]):
            log.info("another process has this card")
            return None
        record = await with_credit_soon(services, record)
        if card.reach == "channel":
            record = await post(services, client, record, opening=opening)
        await place_posted(services, client, record, most_waiting=most_waiting)
        return record


async def post(
    services: Services, client: discord.Client, record: CardRecord, *, opening: Opening | None
) -> CardRecord:
    """Post a recorded card, and give it as it is now: with its message, if it has one, and where it went.

    What can't be posted is left to its end, which then is posted.
    """
    try:
        async with asyncio.timeout(POSTING_S):
            return await _post(services, client, record, opening)
    except TimeoutError:
        log.warning("it is not posted in time; its end will be")
    except DatabaseDownError as error:
        log.warning("where it is can't be noted; its end looks for it: %s", error)
    return record


async def place_posted(
    services: Services, client: discord.Client, record: CardRecord, *, most_waiting: int | None = None
) -> None:
    """Let a posted card's requests wait in the lanes; the card itself says why if they can't."""
    placed = await place(services, record, most_waiting=most_waiting)
    log.info("asked for %d clips: %s", len(record.requests), type(placed).__name__.lower())
    if isinstance(placed, Refused):
        await end_unplaced(services, record, failure=placed.failure)
    if isinstance(placed, Resting):
        view = working_view(record, {}, resting=True, cancelling=False, now_s=record.card.created_s)
        await _show(client, record.card, view)


async def _post(services: Services, client: discord.Client, record: CardRecord, opening: Opening | None) -> CardRecord:
    if opening is not None:
        if not await opened(client, opening):
            return await _post_at_home(services, client, record)
        await services.records.note_thread(opening.root, channel=opening.channel, thread=opening.message)
    now = await services.records.card(record.card.id)
    if now is None or now.card.state not in GOING_ON:
        log.info("it ended before it was posted: its end is what is shown")
        return now or record
    try:
        return await _posted(services, client, record)
    except discord.HTTPException as error:
        log.info("the card can't be posted: %s", error)
        if record.card.home is None or error.code not in CLOSED:
            return record
    await close(services, record.card.origin.channel)
    return await _post_at_home(services, client, record)


async def _post_at_home(services: Services, client: discord.Client, record: CardRecord) -> CardRecord:
    """Post a card in the channel that its thread would be in, as a reply to what the thread would be on."""
    thread, home = record.card.origin.channel, record.card.home
    assert home is not None
    await services.records.move_card(record.card.id, channel=home, reply_to=thread)
    origin = record.card.origin.model_copy(update={"channel": home})
    record = replace(record, card=replace(record.card, origin=origin, home=None, reply_to=thread))
    try:
        return await _posted(services, client, record)
    except discord.HTTPException as error:
        log.info("nor can it be posted in the channel; its end will find a way: %s", error)
        return record


async def _posted(services: Services, client: discord.Client, record: CardRecord) -> CardRecord:
    """Post, and note the message. If nobody knows whether it is there, the end looks for it."""
    card = record.card
    saying = Saying(received_view(record), nonce=card.id, to=card.origin.author)
    try:
        message = await say(client, saying, channel=card.origin.channel, reply_to=card.reply_to)
    except discord.HTTPException:
        raise
    except LOST as error:
        log.warning("no answer to the card: %s", error)
        return record
    await services.records.note_message(card.id, message)
    return replace(record, card=replace(card, message=message))


async def _show(client: discord.Client, card: Card, view: CardView) -> None:
    """Say that the queue can't be reached. The refresher can't: its lease is in the Redis that is away."""
    if card.message is None:
        return
    message = client.get_partial_messageable(int(card.origin.channel)).get_partial_message(int(card.message))
    try:
        await message.edit(
            content=view.content, view=buttons_of(view), allowed_mentions=mentions_of(card.origin.author)
        )
    except LOST as error:
        log.warning("can't say that the queue rests: %s", error)
