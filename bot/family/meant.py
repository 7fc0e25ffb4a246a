"""Which clip a reply means, and whether all who read along may see what comes of it."""

from typing import Final

import discord

from bot.card import LETTERS
from bot.found import PRIVATE, require_shown
from bot.records.values import CardRecord, ClipRecord
from bot.services import Services
from core.contract import Export
from core.errors import UserError

NO_CLIP: Final = "There is no clip {letter} on that card. Nothing was used up."
NOT_DONE: Final = "There is no clip on that card yet. Nothing was used up: reply again when it is done."
NEVER: Final = "Nothing came of that card, so there is no clip on it. Nothing was used up: reply to another one."
NO_RIFF: Final = "That card holds a clip's file, not the clip. Nothing was used up: reply to the clip itself."
GONE: Final = "That clip's files are gone. Nothing was used up: reroll it, and reply to the new one."
YOURS_ALONE: Final = (
    "That clip is for you alone, and a reply is there for all to see. Nothing was used up: press 🎛️ **Remix** under it."
)


async def card_meant(services: Services, message: discord.Message) -> CardRecord | None:
    """Find the card that a message replies to."""
    reference = message.reference
    if reference is None or reference.message_id is None:
        return None
    found = await services.records.cards_of_messages(str(reference.channel_id), [str(reference.message_id)])
    return next(iter(found), None)


def clip_meant(record: CardRecord, letter: str | None) -> ClipRecord:
    """Choose the clip that is meant: the first if nothing is said.

    Raises
    ------
    UserError
        If there is none, or its files are gone.
    """
    named = dict(zip(LETTERS, (one.clip for one in record.requests), strict=False))
    if letter is not None and named.get(letter) is None:
        raise UserError(NO_CLIP.format(letter=letter), code="E-UNKNOWN")
    clips = [clip for clip in named.values() if clip is not None]
    if not clips:
        raise UserError(_why_none(record), code="E-GONE")
    clip = named.get(letter or "") or clips[0]
    if clip.png is None or clip.mp3 is None:
        raise UserError(GONE, code="E-GONE")
    return clip


def _why_none(record: CardRecord) -> str:
    """Say why a card has no clip, and whether it will have one."""
    if any(isinstance(one.request.recipe, Export) for one in record.requests):
        return NO_RIFF
    is_waiting = any(one.state in {"unplaced", "placed"} for one in record.requests) or not record.requests
    return NOT_DONE if record.card.state in {"open", "frozen"} and is_waiting else NEVER


def require_shared(clip: ClipRecord, message: discord.Message) -> None:
    """Keep what is private to its author, and out of servers: what comes of a reply is seen by all who see the reply.

    Raises
    ------
    UserError
        If the clip is private, or hidden.
    """
    require_shown(clip)
    if clip.visibility != "private":
        return
    if clip.author != str(message.author.id):
        raise UserError(PRIVATE, code="E-HIDDEN")
    if message.guild is not None:
        raise UserError(YOURS_ALONE, code="E-HIDDEN")
