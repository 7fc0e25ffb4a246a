"""From an interaction to a question: an author is asked before others are made of their clip."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import discord

from bot.family.links import link
from bot.family.questions import is_public, put
from bot.family.telling import tell
from bot.intake import OPENING_S, Fetched, judged_record
from bot.judging.asking import Asked
from bot.judging.deciding import Allowed
from bot.judging.gate import judged_here, require_admitted
from bot.judging.turning import turn_away
from bot.origins import card_of
from bot.patience import in_time
from bot.records.asks import Ask
from bot.records.values import Ancestry, Card, ClipRecord
from bot.services import Services, services_of
from bot.words import mention
from core.contract import Recipe
from core.errors import UserError
from core.log import request_id

log = logging.getLogger(__name__)

A_DAY_S: Final = 24 * 3600.0
OPEN_MOST: Final = 3
"""Questions of one person to one author that may wait for an answer: each calls the author."""

ASKING: Final = "🙋 {owner} wants to be asked before others are made of this. I am asking …"
ASKED: Final = (
    "🙋 {owner} wants to be asked before others are made of this, so I have asked: {link}. "
    "You will hear of it within a day. Nothing was used up yet."
)
ASKED_DIRECTLY: Final = (
    "🙋 {owner} wants to be asked before others are made of this, so I have asked in a direct message. "
    "You will hear of it within a day. Nothing was used up yet."
)
TOO_MANY: Final = "{owner} has not answered your other questions yet. Nothing was used up: wait until then."
OUT_OF_REACH: Final = (
    "{owner} wants to be asked before others are made of this, and I can't reach them. Nothing was used up."
)

Interaction = discord.Interaction[Any]


async def ask_for(
    interaction: Interaction,
    clip: ClipRecord,
    recipes: Sequence[Recipe],
    *,
    ancestry: Ancestry,
    kind: Asked,
    fetched: Fetched | None = None,
) -> None:
    """Ask a clip's author whether these may be made of it; what would be held for moderators is refused.

    Raises
    ------
    UserError
        If the author can't be asked.
    DatabaseDownError
        If the question can't be remembered.
    """
    services, asking = services_of(interaction), ASKING.format(owner=mention(clip.author))
    await in_time(interaction, require_patience(services, clip, asker=str(interaction.user.id)))
    with request_id(str(interaction.id)):
        asked = replace(kind, may_hold=False)
        if fetched is not None:
            await in_time(interaction, require_admitted(services, asked))
            await tell(interaction, asking)
            recipes = await fetched()
        verdict, card = await judged_here(interaction, asked, recipes), card_of(interaction, private=kind.private)
        if not isinstance(verdict, Allowed):
            await turn_away(interaction, judged_record(card, verdict, ancestry=ancestry), verdict)
            return
        ask = ask_of(card, clip, verdict.recipes, ancestry=ancestry)
        if await _open(interaction, ask, asking):
            sentence, _ = await put_or_close(services, interaction.client, ask)
            await tell(interaction, sentence)


async def _open(interaction: Interaction, ask: Ask, asking: str) -> bool:
    """Remember a question, then acknowledge, as far as that can wait; False if another process asks this."""
    opening = asyncio.create_task(services_of(interaction).records.open_ask(ask))
    await asyncio.wait({opening}, timeout=OPENING_S)
    is_known = opening.done() and not opening.result()
    if not is_known and not interaction.response.is_done():
        await tell(interaction, asking)
    if not await opening:
        log.info("another process asks this")
        return False
    return True


async def require_patience(services: Services, clip: ClipRecord, *, asker: str) -> None:
    """See that somebody does not ask an author over and over.

    Raises
    ------
    UserError
        If too many of their questions wait for an answer.
    """
    waiting = await services.records.open_asks_to(clip.author)
    if sum(ask.origin.author == asker for ask in waiting) >= OPEN_MOST:
        raise UserError(TOO_MANY.format(owner=mention(clip.author)), code="E-RATE")


async def put_or_close(services: Services, client: discord.Client, ask: Ask) -> tuple[str, bool]:
    """Ask, and say in a sentence where, and whether that was possible; if it isn't, the question is closed."""
    put_at = await put(services, client, ask)
    owner = mention(ask.owner)
    if put_at is None or put_at.channel is None:
        await services.records.answer_ask(ask.id, "lapsed", now_s=services.clock())
        await services.records.settle_ask(ask.id)
        return OUT_OF_REACH.format(owner=owner), False
    if not is_public(client, put_at.channel):
        return ASKED_DIRECTLY.format(owner=owner), True
    return ASKED.format(owner=owner, link=link(ask.origin.server, put_at.channel, put_at.message)), True


def ask_of(card: Card, clip: ClipRecord, recipes: Sequence[Recipe], *, ancestry: Ancestry) -> Ask:
    """Draw up the question whether these may be made of a clip, on the card that was begun for them."""
    return Ask(
        id=card.id,
        clip=clip.id,
        owner=clip.author,
        origin=card.origin,
        recipes=tuple(recipes),
        ancestry=ancestry,
        private=card.private,
        upload_limit=card.upload_limit,
        created_s=card.created_s,
        until_s=card.created_s + A_DAY_S,
    )
