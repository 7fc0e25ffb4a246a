"""A riff that a moderator names."""

from typing import Any, Final

import discord

from bot.choosing import is_name, viewer_of
from bot.moderators.people import server_of
from bot.patience import soon
from bot.records.values import ClipRecord
from bot.services import services_of
from core.errors import UserError

Interaction = discord.Interaction[Any]

FINDING_S: Final = 5.0

UNKNOWN: Final = (
    "There is no riff of that name in this server. Nothing was changed: choose one of the list, or type its name, "
    "such as R-7F3K9Q."
)


GONE: Final = (
    "There is no riff of that name here that could be shown again. What was removed, or deleted by its author, is gone "
    "for good. Nothing was changed."
)


async def clip_here(interaction: Interaction, name: str, *, otherwise: str = UNKNOWN) -> ClipRecord:
    """Find a riff of this server that a moderator names: also one that is hidden, or shown in some channels alone.

    Raises
    ------
    UserError
        If there is none. What is private is nobody's but its author's.
    """
    words, records, server = name.strip(), services_of(interaction).records, server_of(interaction)
    found = await soon(records.named_in(words.upper(), server), within_s=FINDING_S) if is_name(words) else None
    own = found is not None and found.author == viewer_of(interaction)[0]
    if found is None or (found.private and not own):
        raise UserError(otherwise, code="E-UNKNOWN")
    return found
