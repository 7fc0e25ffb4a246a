"""/morph: one continuous clip that turns from one thing into another."""

from typing import Any, Final, Literal

import discord
from discord import app_commands
from discord.app_commands import Choice, Range

from bot import choosing, making
from bot.children import Shape
from bot.commands import Command
from core.limits import PROMPT_MAX, SEED_MAX, STAGES_DEFAULT, STAGES_MAX, STAGES_MIN, Curve

Interaction = discord.Interaction[Any]

MorphS = Literal[10, 15, 20, 30, 60]


@app_commands.command(description="Turn one thing into another, each words or a clip.")
@app_commands.rename(first="from", last="to")
@app_commands.describe(
    first="Words, or a clip: choose one, or type its name, such as R-7F3K9Q.",
    last="Words, or a clip: choose one, or type its name, such as R-7F3K9Q.",
    stages="How many steps it takes on the way.",
    length="How many seconds.",
    curve="Whether it turns steadily, slowly at both ends, or there and back.",
    seed="Where the painter begins.",
    private="Only you see it.",
)
async def morph(
    interaction: Interaction,
    first: Range[str, 1, PROMPT_MAX],
    last: Range[str, 1, PROMPT_MAX],
    *,
    stages: Range[int, STAGES_MIN, STAGES_MAX] = STAGES_DEFAULT,
    length: MorphS = 20,
    curve: Curve = "linear",
    seed: Range[int, 0, SEED_MAX] | None = None,
    private: bool | None = None,
) -> None:
    """Answer with a card."""
    ends = await choosing.end_of(interaction, first), await choosing.end_of(interaction, last)
    shape = Shape(length_s=length, stages=stages, curve=curve)
    await making.morph(interaction, ends, shape, seed=seed, private=private)


@morph.autocomplete("first")
@morph.autocomplete("last")
async def offer(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Offer clips; whoever types words goes on typing."""
    return await choosing.offer_clips(interaction, typed)


COMMANDS: Final[tuple[Command, ...]] = (morph,)
