"""What a moderator wants to do about somebody: why, for how long, with how many riffs."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

import discord
from discord import ui

from bot.answers import NOBODY, defer
from bot.cases.moderators import require_moderator
from bot.modals.form import Choice, modal, radio, text
from bot.modals.typed import Typed
from bot.moderators.acting import block_user, freeze_target, purge_user, strike_user
from bot.moderators.durations import DURATIONS, Duration
from bot.moderators.people import UNKNOWN, server_of, user_in
from bot.moderators.removing import PURGE_MOST
from bot.records.oversight import REASON_MAX
from core.errors import UserError

Interaction = discord.Interaction[Any]

PURGE_FIRST: Final = 10

HOW_MANY: Final = "Say how many riffs should go. Nothing was changed."
LASTS: Final[tuple[Choice, ...]] = tuple((one, one.capitalize(), "") for one in DURATIONS)
LONGEST: Final[Duration] = "a day"
"""What is chosen in a modal before anybody does."""

Act = Callable[[Interaction, str, Typed], Awaitable[str]]


def person_modal(action: str, user: str) -> ui.Modal:
    """Ask for what an action needs to know. Call within the event loop.

    Raises
    ------
    UserError
        If there is no such action, or nobody it is about.
    """
    if action not in FORMS:
        raise UserError(UNKNOWN, code="E-UNKNOWN")
    title, labels = FORMS[action]
    return modal("person", f"{action}-{user_in(user)}", title, *labels())


async def acted(interaction: Interaction, target: str, typed: Typed) -> None:
    """Do it."""
    action, _, user = target.partition("-")
    if action not in ACTS:
        raise UserError(UNKNOWN, code="E-UNKNOWN")
    await require_moderator(interaction, server_of(interaction))
    user = user_in(user)
    await defer(interaction)
    said = await ACTS[action](interaction, user, typed)
    await interaction.edit_original_response(content=said, allowed_mentions=NOBODY)


def _why(*, required: bool = False) -> ui.Label[Any]:
    hint = "They read it, and it is in the audit log."
    return text("reason", "Why", most=REASON_MAX, hint=hint, required=required)


async def _strike(interaction: Interaction, user: str, typed: Typed) -> str:
    return await strike_user(interaction, user, typed.get("reason"))


async def _block(interaction: Interaction, user: str, typed: Typed) -> str:
    chosen = next((one for one in DURATIONS if one == typed.get("duration")), LONGEST)
    return await block_user(interaction, user, chosen, typed.get("reason"))


async def _freeze(interaction: Interaction, user: str, typed: Typed) -> str:
    return await freeze_target(interaction, "user", user, typed.get("reason"))


async def _purge(interaction: Interaction, user: str, typed: Typed) -> str:
    number = typed.number("number", least=1, most=PURGE_MOST)
    if number is None:
        raise UserError(HOW_MANY, code="E-VALUE")
    return await purge_user(interaction, user, number, typed.get("reason"))


FORMS: Final[dict[str, tuple[str, Callable[[], tuple[ui.Label[Any], ...]]]]] = {
    "strike": ("Give a strike", lambda: (_why(required=True),)),
    "block": ("Block", lambda: (radio("duration", "For how long", LASTS, chosen=LONGEST), _why())),
    "freeze": ("Freeze", lambda: (_why(),)),
    "purge": (
        "Remove their last riffs here",
        lambda: (text("number", "How many", most=3, filled=str(PURGE_FIRST), required=True), _why()),
    ),
}
ACTS: Final[dict[str, Act]] = {"strike": _strike, "block": _block, "freeze": _freeze, "purge": _purge}
