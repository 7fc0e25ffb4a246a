"""🎛 Remix, of a file that somebody posted: what to paint over it, what stays of it, and how long."""

from typing import Any, Final

import discord
from discord import ui

from bot.making import remix_file
from bot.modals.form import Choice, modal, radio, text
from bot.modals.remix import KEEPS, keep_of, wish_of
from bot.modals.typed import Typed
from bot.services import services_of
from core.errors import UserError
from core.limits import LONGEST_S, NATIVE_LENGTH_S, NEGATIVE_MAX, PROMPT_MAX, SEED_MAX

Interaction = discord.Interaction[Any]

LENGTHS: Final[tuple[Choice, ...]] = tuple(
    (str(one), f"{one} s", "") for one in (NATIVE_LENGTH_S, 10, 20, 30, LONGEST_S)
)

FORGOTTEN: Final = "I was restarted and don't know the file any more. Nothing was used up: use the menu on it again."


def over_modal(name: str) -> ui.Modal:
    """Ask for it; the file is on the shelf under that name. Call within the event loop."""
    return modal(
        "over",
        name,
        "Remix this file",
        text("prompt", "What to play", most=PROMPT_MAX, required=True),
        text("negative", "What not to play", most=NEGATIVE_MAX),
        radio("keep", "What stays", KEEPS, chosen="groove"),
        text("seed", "Seed", most=len(str(SEED_MAX)), hint="Where the painter begins; empty: a new one."),
        radio("length", "How long", LENGTHS, chosen=str(NATIVE_LENGTH_S)),
    )


async def painted_over(interaction: Interaction, name: str, typed: Typed) -> None:
    """Paint over the file."""
    file = services_of(interaction).shelf.get(name)
    if file is None:
        raise UserError(FORGOTTEN, code="E-GONE")
    length_s = typed.number("length", least=NATIVE_LENGTH_S, most=LONGEST_S) or NATIVE_LENGTH_S
    await remix_file(interaction, wish_of(typed), keep=keep_of(typed), file=file, length_s=length_s)
