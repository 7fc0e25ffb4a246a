"""The card or clip that a button belongs to, and who may press it."""

from typing import Any, Final

import discord

from bot.access import may_see
from bot.choosing import viewer_of
from bot.patience import in_time
from bot.records.values import Card, CardRecord, ClipRecord
from bot.services import services_of
from core.errors import UserError

NO_CARD: Final = "Jamgram doesn't know this card any more."
DELETED: Final = "This was deleted."
HIDDEN: Final = "This was reported: nobody can use it until the moderators have looked at it."
CLEARED: Final = "The files of this clip were cleared away. **Reroll** paints a new one from the same words."
PRIVATE: Final = "This is private: only the person who asked for it can use it."
UNKNOWN_BUTTON: Final = "This button belongs to another version of Jamgram."
ELSEWHERE: Final = "This is not from here: press the button under its own card."

Interaction = discord.Interaction[Any]


async def card_under(interaction: Interaction, card_id: str) -> CardRecord:
    """Find the card of a button.

    Raises
    ------
    UserError
        If it was deleted, is somebody else's and private or elsewhere, or can't be found in time.
    """
    record = await in_time(interaction, services_of(interaction).records.card(card_id))
    if record is None:
        raise UserError(NO_CARD, code="E-UNKNOWN")
    if record.card.state == "removed":
        raise UserError(DELETED, code="E-GONE")
    require_allowed(interaction, record.card)
    return record


async def clip_under(interaction: Interaction, clip_id: str) -> ClipRecord:
    """Find the clip of a button, with its files.

    Raises
    ------
    UserError
        If it was deleted, its files are gone, it is somebody else's and private or elsewhere, or can't be found soon.
    """
    records = services_of(interaction).records
    clip = await in_time(interaction, records.clip(clip_id))
    record = await in_time(interaction, records.card(clip.card_id)) if clip else None
    if clip is None or record is None:
        raise UserError(NO_CARD, code="E-UNKNOWN")
    if clip.deleted_s is not None:
        raise UserError(DELETED, code="E-GONE")
    require_usable(interaction, clip, record.card)
    if clip.png is None or clip.mp3 is None:
        raise UserError(CLEARED, code="E-GONE")
    return clip


def require_allowed(interaction: Interaction, card: Card) -> None:
    """Keep what is private to its author, and what is public to those who see its channel."""
    if is_author(interaction, card.origin.author):
        return
    if card.private:
        raise UserError(PRIVATE, code="E-HIDDEN")
    if not is_here(interaction, card):
        raise UserError(ELSEWHERE, code="E-HIDDEN")


def require_usable(interaction: Interaction, clip: ClipRecord, card: Card) -> None:
    """Keep a clip to those who may see it: by what its author said, or because they see its card."""
    if is_author(interaction, clip.author) or may_see(clip, *viewer_of(interaction)):
        return
    if clip.hidden_s is not None:
        raise UserError(HIDDEN, code="E-HIDDEN")
    if clip.visibility == "private":
        raise UserError(PRIVATE, code="E-HIDDEN")
    require_allowed(interaction, card)


def require_shown(*clips: ClipRecord | None) -> None:
    """Keep everybody, its author too, from making others of a clip that moderators have to look at.

    Raises
    ------
    UserError
        If one of them is hidden.
    """
    if any(clip is not None and clip.hidden_s is not None for clip in clips):
        raise UserError(HIDDEN, code="E-HIDDEN")


def is_here(interaction: Interaction, card: Card) -> bool:
    """Tell whether somebody acts where a card is shown, or in the channel of its thread."""
    return str(interaction.channel_id) in {card.origin.channel, card.home}


def is_author(interaction: Interaction, author: str) -> bool:
    """Tell whether it was the author who pressed."""
    return str(interaction.user.id) == author


def manages_messages(interaction: Interaction, card: Card) -> bool:
    """Tell whether whoever pressed may manage the messages where the card is."""
    is_here = interaction.guild_id is not None and str(interaction.channel_id) == card.origin.channel
    return is_here and interaction.permissions.manage_messages
