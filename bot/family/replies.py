"""Replies to a clip that call the bot: "@Jamgram darker, add piano" is a remix of it."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import discord

from bot.answers import DATABASE_DOWN, LOST
from bot.card import CardView
from bot.children import Wish, remix_of, words_of
from bot.delivery.pace import Pace
from bot.family.asking import ask_of, put_or_close, require_patience
from bot.family.consent import whom_to_ask
from bot.family.meant import card_meant, clip_meant, require_shared
from bot.family.phrasing import is_called, joined, lettered, without_mention
from bot.family.posting import take_in_posted
from bot.family.saying import Saying, say
from bot.family.spots import Spot, place_of_spot, spot_of
from bot.intake import judged_record
from bot.judging.asking import Asked, Texts
from bot.judging.deciding import Allowed
from bot.judging.gate import judged, may_show
from bot.judging.people import person_of, place_of
from bot.judging.turning import NotTakenError, Turned, recorded, said_aloud
from bot.judging.veiling import veiled_at
from bot.origins import area_of
from bot.records import DatabaseDownError
from bot.records.values import Ancestry, Card, CardRecord, ClipRecord
from bot.secluded import is_secluded
from bot.services import Services
from bot.words import escape
from core.codes import coded
from core.contract import Recipe, Remix
from core.errors import UserError
from core.log import request_id
from core.request import UPLOAD_LIMIT_DEFAULT, Origin

log = logging.getLogger(__name__)

HINT: Final = (
    "Reply to one of my clips and say what to change, such as “@{me} darker, add piano”: I make a remix of it. "
    "`/riff` makes a new clip, and `/help` tells more."
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
        return said_aloud(error)
    except DatabaseDownError as error:
        log.warning("the records can't be reached: %s", error)
        return coded(DATABASE_DOWN, "E-DOWN")
    return None


async def _answer(
    services: Services, client: discord.Client, message: discord.Message, me: discord.ClientUser, hints: Pace
) -> None:
    record = await card_meant(services, message)
    if record is None:
        if hints.take(str(message.channel.id), now_s=services.clock()):
            await _reply(client, message, CardView(HINT.format(me=escape(me.display_name))))
        return
    said = without_mention(message.content, me.id)
    letter, words = lettered(said) if len(record.requests) > 1 else (None, said)
    parent = clip_meant(record, letter)
    require_shared(parent, message)
    await _take_in(services, client, message, parent, words)


async def _take_in(
    services: Services, client: discord.Client, message: discord.Message, parent: ClipRecord, words: str
) -> None:
    if not words:
        raise UserError(NO_WORDS, code="E-VALUE")
    card, ancestry = _begin(services, message), Ancestry("remix", parent.id)
    must_ask = await whom_to_ask(services, [parent], asker=card.origin.author) is not None
    spot = await _spot(services, client, message, card, parent) if not must_ask else None
    recipe = _remix_of(services, parent, words)
    inherited = frozenset({recipe.prompt.removesuffix(words.strip(" ,"))}) | Texts.of([parent.recipe]).all
    asked = replace(_asked(services, client, message, spot), may_hold=not must_ask, inherited=inherited)
    verdict = await judged(services, client, asked, [recipe])
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
    async with veiled_at(services, client, card):
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
