"""The clip that somebody means, if they may see it: its files may be gone."""

from typing import Any, Final

import discord

from bot.access import may_see
from bot.choosing import is_name, viewer_of
from bot.found import HIDDEN, is_here
from bot.patience import in_time
from bot.records.values import ClipRecord
from bot.services import services_of
from core.errors import UserError

Interaction = discord.Interaction[Any]

UNKNOWN: Final = (
    "There is no riff of that name that you may see. Choose one of the list that appears while you type, or type its "
    "name, such as R-7F3K9Q."
)
NO_CLIP: Final = "Jamgram doesn't know this riff any more."
DELETED: Final = "This riff was deleted."
NOT_FOR_YOU: Final = "This riff is not for you to see: its author shares it with others."


async def riff_named(interaction: Interaction, name: str) -> ClipRecord:
    """Find the clip that somebody chose or typed.

    Raises
    ------
    UserError
        If there is none that they may see, or the records don't answer in time.
    """
    words, (viewer, server) = name.strip(), viewer_of(interaction)
    if not is_name(words):
        raise UserError(UNKNOWN, code="E-UNKNOWN")
    found = await in_time(interaction, services_of(interaction).records.named(words.upper(), viewer, server))
    if found is None:
        raise UserError(UNKNOWN, code="E-UNKNOWN")
    return found


async def riff_of(interaction: Interaction, clip_id: str) -> ClipRecord:
    """Find the clip of a button.

    Raises
    ------
    UserError
        If it is deleted, or whoever pressed may not see it.
    """
    clip = await in_time(interaction, services_of(interaction).records.clip(clip_id))
    if clip is None:
        raise UserError(NO_CLIP, code="E-UNKNOWN")
    if clip.deleted_s is not None:
        raise UserError(DELETED, code="E-GONE")
    if may_see(clip, *viewer_of(interaction)):
        return clip
    if clip.hidden_s is not None:
        raise UserError(HIDDEN, code="E-HIDDEN")
    if not await _is_before(interaction, clip):
        raise UserError(NOT_FOR_YOU, code="E-HIDDEN")
    return clip


async def _is_before(interaction: Interaction, clip: ClipRecord) -> bool:
    """Tell whether somebody who may not find a clip is where its card stands: there they see it."""
    record = await in_time(interaction, services_of(interaction).records.card(clip.card_id))
    if record is None or record.card.private or clip.private:
        return False
    return is_here(interaction, record.card)
