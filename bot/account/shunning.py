"""People somebody wants nothing to do with: these can't remix theirs, and their riffs aren't in any of one's lists."""

from typing import Any, Final

import discord

from bot.patience import soon
from bot.services import services_of
from bot.words import mention
from core.errors import UserError

Interaction = discord.Interaction[Any]

SHUN_MOST: Final = 500

BLOCKED: Final = (
    "🙈 {who} can't make others of your riffs any more, and theirs are in none of your lists. They aren't told. "
    "`/account unblock` takes it back."
)
WAS_BLOCKED: Final = "🙈 You had blocked {who} before: nothing changed."
UNBLOCKED: Final = "👀 {who} is not blocked any more."
NOT_BLOCKED: Final = "You have not blocked {who}: nothing changed."
YOURSELF: Final = "You can't block yourself."
TOO_MANY: Final = f"You have blocked {SHUN_MOST} people, which is the most: unblock one first."


async def shun(interaction: Interaction, other: str) -> str:
    """Block somebody for whoever asks, and say what came of it.

    Raises
    ------
    UserError
        If it is they themselves, or they have blocked too many.
    """
    services, user = services_of(interaction), str(interaction.user.id)
    if other == user:
        raise UserError(YOURSELF, code="E-VALUE")
    known = await soon(services.records.shunned(user))
    if len(known) >= SHUN_MOST and other not in known:
        raise UserError(TOO_MANY, code="E-RATE")
    is_new = await soon(services.records.shun(user, other, now_s=services.clock()))
    return (BLOCKED if is_new else WAS_BLOCKED).format(who=mention(other))


async def unshun(interaction: Interaction, other: str) -> str:
    """Take that back, and say so."""
    records, user = services_of(interaction).records, str(interaction.user.id)
    was_blocked = await soon(records.unshun(user, other))
    return (UNBLOCKED if was_blocked else NOT_BLOCKED).format(who=mention(other))
