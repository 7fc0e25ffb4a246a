"""Clips that somebody names while they type a command or fill in a modal."""

import re
from typing import Any, Final

import discord
from discord.app_commands import Choice

from bot import suggestions
from bot.origins import is_member
from bot.patience import in_time, soon_or_nothing
from bot.records.values import ClipRecord
from bot.services import services_of
from core.contract import CROCKFORD, RECIPE_ID_DIGITS
from core.errors import UserError

Interaction = discord.Interaction[Any]

NAME: Final = re.compile(rf"R-[{CROCKFORD}]{{{RECIPE_ID_DIGITS}}}", re.IGNORECASE)
CLIP_ID: Final = re.compile(r"\d{15,20}-\d")

UNKNOWN: Final = (
    "There is no clip {name} here that you can use. Nothing was used up: choose one of the list, or type its name, "
    "such as R-7F3K9Q."
)
CLEARED: Final = "The files of this clip were cleared away. Nothing was used up: reroll it, and use the new one."


async def offer_clips(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Offer one's own clips, those with one's star and the server's recent ones; none while the records hang."""
    viewer, server = viewer_of(interaction)
    found = await soon_or_nothing(services_of(interaction).records.find(typed, viewer, server, with_files=True))
    return [Choice(name=shown, value=value) for shown, value in suggestions.clips(found, viewer=viewer)]


async def clip_named(interaction: Interaction, name: str) -> ClipRecord:
    """Find the clip that somebody chose or typed.

    Raises
    ------
    UserError
        If there is none that they may see, or its files are gone.
    """
    words = name.strip()
    viewer, server = viewer_of(interaction)
    known = is_name(words)
    named = services_of(interaction).records.named
    found = await in_time(interaction, named(words.upper(), viewer, server)) if known else None
    if found is None:
        raise UserError(UNKNOWN.format(name=f"`{words.upper()}`" if known else "of that name"), code="E-UNKNOWN")
    if found.png is None:
        raise UserError(CLEARED, code="E-GONE")
    return found


async def end_of(interaction: Interaction, words: str) -> ClipRecord | str:
    """Tell a clip's name from words."""
    return await clip_named(interaction, words) if is_name(words.strip()) else words


def is_name(words: str) -> bool:
    """Tell whether words name a clip."""
    return bool(NAME.fullmatch(words) or CLIP_ID.fullmatch(words))


def viewer_of(interaction: Interaction) -> tuple[str, str | None]:
    """Say who looks, and from which server."""
    return str(interaction.user.id), str(interaction.guild_id) if is_member(interaction) else None
