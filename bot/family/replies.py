"""Replies to a clip that call the bot: "@Jamgram darker, add piano" is a remix of it."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import discord

from bot.answers import DATABASE_DOWN, LOST
from bot.card import LETTERS, CardView
from bot.children import Wish, remix_of, words_of
from bot.delivery.pace import Pace
from bot.family.asking import ask_of, put_or_close, require_patience
from bot.family.consent import whom_to_ask
from bot.family.phrasing import is_called, joined, lettered, without_mention
from bot.family.posting import take_in_posted
from bot.family.saying import Saying, say
from bot.family.spots import Spot, place_of_spot, spot_of
from bot.found import PRIVATE
from bot.intake import judged_record
from bot.judging.asking import Asked
from bot.judging.deciding import Allowed
from bot.judging.gate import judged, may_show
from bot.judging.people import person_of, place_of
from bot.judging.turning import NotTakenError, Turned, recorded
from bot.origins import area_of
from bot.placing import told_of
from bot.records import DatabaseDownError
from bot.records.values import Ancestry, Card, CardRecord, ClipRecord
from bot.secluded import is_secluded
from bot.services import Services
from bot.words import escape
from core.contract import Export, Recipe, Remix
from core.errors import UserError
from core.log import request_id
from core.request import UPLOAD_LIMIT_DEFAULT, Origin

log = logging.getLogger(__name__)

HINT: Final = (
    "Reply to one of my clips and say what to change, such as “@{me} darker, add piano”: I make a remix of it. "
    "`/riff` makes a new clip, and `/help` tells more."
)
NO_CLIP: Final = "There is no clip {letter} on that card. Nothing was used up."
NOT_DONE: Final = "There is no clip on that card yet. Nothing was used up: reply again when it is done."
NEVER: Final = "Nothing came of that card, so there is no clip on it. Nothing was used up: reply to another one."
NO_RIFF: Final = "That card holds a clip's file, not the clip. Nothing was used up: reply to the clip itself."
GONE: Final = "That clip's files are gone. Nothing was used up: reroll it, and reply to the new one."
YOURS_ALONE: Final = (
    "That clip is for you alone, and a reply is there for all to see. Nothing was used up: press 🎛️ **Remix** under it."
)
NO_WORDS: Final = "Say what to change, such as “darker, add piano”. Nothing was used up."

HINT_EVERY_S: Final = 60.0
"""So often a channel is told how to reply, however often the bot is called there."""

REFUSAL_EVERY_S: Final = 10.0
"""So often somebody is told why nothing comes of a reply, however often they reply."""

USUAL: Final = (discord.MessageType.default, discord.MessageType.reply)


@dataclass(slots=True)
class Manners:
    """How often the bot answers in words, so that nobody makes it flood a channel."""

    hints: Pace = field(default_factory=lambda: Pace(HINT_EVERY_S))
    """By channel."""
    refusals: Pace = field(default_factory=lambda: Pace(REFUSAL_EVERY_S))
    """By author."""


async def heard(services: Services, client: discord.Client, message: discord.Message, *, manners: Manners) -> None:
    """Make a remix if a message calls the bot and replies to a clip; say how that is done if it only calls.

    Among two, a reply needs no call.
    """
    me = client.user
    if me is None or message.author.bot or message.webhook_id is not None or message.type not in USUAL:
        return
    if not is_called(message.content, me.id) and (message.guild is not None or message.reference is None):
        return
    with request_id(str(message.id)):
        refusal = await _refusal(services, client, message, me, manners.hints)
        if refusal is not None and manners.refusals.take(str(message.author.id), now_s=services.clock()):
            await _reply(client, message, CardView(refusal))


async def _refusal(
    services: Services, client: discord.Client, message: discord.Message, me: discord.ClientUser, hints: Pace
) -> str | None:
    """Do what a message asks for, or say why not."""
    try:
        await _answer(services, client, message, me, hints)
    except NotTakenError as error:
        await _reply(client, message, error.view)
    except UserError as error:
        return told_of(error)
    except DatabaseDownError as error:
        log.warning("the records can't be reached: %s", error)
        return DATABASE_DOWN
    return None


async def _answer(
    services: Services, client: discord.Client, message: discord.Message, me: discord.ClientUser, hints: Pace
) -> None:
    record = await _card_of(services, message)
    if record is None:
        if hints.take(str(message.channel.id), now_s=services.clock()):
            await _reply(client, message, CardView(HINT.format(me=escape(me.display_name))))
        return
    said = without_mention(message.content, me.id)
    letter, words = lettered(said) if len(record.requests) > 1 else (None, said)
    parent = _clip_of(record, letter)
    _require_shared(parent, message)
    await _take_in(services, client, message, parent, words)


async def _card_of(services: Services, message: discord.Message) -> CardRecord | None:
    """Find the card that a message replies to."""
    reference = message.reference
    if reference is None or reference.message_id is None:
        return None
    found = await services.records.cards_of_messages(str(reference.channel_id), [str(reference.message_id)])
    return next(iter(found), None)


def _clip_of(record: CardRecord, letter: str | None) -> ClipRecord:
    """Choose the clip that is meant: the first if nothing is said.

    Raises
    ------
    UserError
        If there is none, or its files are gone.
    """
    named = dict(zip(LETTERS, (one.clip for one in record.requests), strict=False))
    if letter is not None and named.get(letter) is None:
        raise UserError(NO_CLIP.format(letter=letter))
    clips = [clip for clip in named.values() if clip is not None]
    if not clips:
        raise UserError(_why_none(record))
    clip = named.get(letter or "") or clips[0]
    if clip.png is None or clip.mp3 is None:
        raise UserError(GONE)
    return clip


def _why_none(record: CardRecord) -> str:
    """Say why a card has no clip, and whether it will have one."""
    if any(isinstance(one.request.recipe, Export) for one in record.requests):
        return NO_RIFF
    is_waiting = any(one.state in {"unplaced", "placed"} for one in record.requests) or not record.requests
    return NOT_DONE if record.card.state in {"open", "frozen"} and is_waiting else NEVER


def _require_shared(clip: ClipRecord, message: discord.Message) -> None:
    """Keep what is private to its author, and out of servers: what comes of a reply is seen by all who see the reply.

    Raises
    ------
    UserError
        If the clip is private.
    """
    if clip.visibility != "private":
        return
    if clip.author != str(message.author.id):
        raise UserError(PRIVATE)
    if message.guild is not None:
        raise UserError(YOURS_ALONE)


async def _take_in(
    services: Services, client: discord.Client, message: discord.Message, parent: ClipRecord, words: str
) -> None:
    if not words:
        raise UserError(NO_WORDS)
    card, ancestry = _begin(services, message), Ancestry("remix", parent.id)
    must_ask = await whom_to_ask(services, [parent], asker=card.origin.author) is not None
    spot = await _spot(services, client, message, card, parent) if not must_ask else None
    asked = replace(_asked(services, client, message, spot), may_hold=not must_ask)
    verdict = await judged(services, client, asked, [_remix_of(services, parent, words)])
    if not isinstance(verdict, Allowed):
        await _turn_away(services, judged_record(card, verdict, ancestry=ancestry), verdict)
    elif must_ask:
        await _ask(services, client, message, card, parent, verdict.recipes)
    else:
        opening, placed = (spot.opening, spot.takes(card)) if spot else (None, card)
        await take_in_posted(services, client, placed, verdict, ancestry, opening=opening)


async def _spot(
    services: Services, client: discord.Client, message: discord.Message, card: Card, parent: ClipRecord
) -> Spot | None:
    """Find where it belongs, if nothing was decided there that keeps it out."""
    spot = await spot_of(services, client, parent, origin=card.origin, asker=message.author)
    asked = _asked(services, client, message, spot)
    return spot if asked.shown is None or await may_show(services, asked, asked.shown) else None


def _asked(services: Services, client: discord.Client, message: discord.Message, spot: Spot | None) -> Asked:
    """Say who wrote a message, and where what comes of it is shown."""
    server = str(message.guild.id) if message.guild else None
    person = person_of(services, message.author, server=server)
    place = place_of(message.channel, server=server, channel=str(message.channel.id))
    return Asked(person, place, shown=place_of_spot(client, spot, server=server) if spot else None)


async def _turn_away(services: Services, record: CardRecord, turned: Turned) -> None:
    """Record what is held or refused, and say so below the message, for all to see: without the words."""
    view = await recorded(services, record, turned, alone=False)
    if view is not None:
        raise NotTakenError(view)


def _remix_of(services: Services, parent: ClipRecord, words: str) -> Remix:
    wish = Wish(joined(words_of(parent.recipe), words))
    return remix_of(parent, wish, model=services.settings.riff_model, keep="groove")


def _begin(services: Services, message: discord.Message) -> Card:
    """Begin the card that answers a message, whose id it has: however many processes hear it, it is one card."""
    server = message.guild
    return Card(
        id=str(message.id),
        origin=Origin(
            server=str(server.id) if server else None, channel=str(message.channel.id), author=str(message.author.id)
        ),
        reach="channel",
        private=False,
        upload_limit=server.filesize_limit if server else UPLOAD_LIMIT_DEFAULT,
        created_s=services.clock(),
        reply_to=str(message.id),
        secluded=server is not None and is_secluded(message.channel),
        area=area_of(message.channel),
    )


async def _ask(
    services: Services,
    client: discord.Client,
    message: discord.Message,
    card: Card,
    parent: ClipRecord,
    recipes: Sequence[Recipe],
) -> None:
    await require_patience(services, parent, asker=card.origin.author)
    ask = ask_of(card, parent, recipes, ancestry=Ancestry("remix", parent.id))
    if await services.records.open_ask(ask):
        sentence, _ = await put_or_close(services, client, ask)
        await _reply(client, message, CardView(sentence))


async def _reply(client: discord.Client, message: discord.Message, view: CardView) -> None:
    """Answer a message below it, once; it calls nobody, as whoever wrote is there."""
    saying = Saying(view, nonce=f"{message.id}-said")
    try:
        await say(client, saying, channel=str(message.channel.id), reply_to=str(message.id))
    except LOST as error:
        log.info("message %s can't be answered: %s", message.id, error)
