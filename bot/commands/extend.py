"""/extend: a clip that goes on."""

from typing import Any, Final

import discord
from discord import app_commands
from discord.app_commands import Choice, Range

from bot import choosing, making
from bot.children import Wish
from bot.commands import Command
from core.limits import NATIVE_LENGTH_S, PROMPT_MAX, SEED_MAX, AddedS, Side

Interaction = discord.Interaction[Any]


@app_commands.command(description="Let a clip go on, up to 60 seconds.")
@app_commands.describe(
    riff="The clip: choose one, or type its name, such as R-7F3K9Q.",
    seconds="How much is added.",
    side="Whether it goes on from its end, leads to its beginning, or from its end back to its beginning.",
    prompt="What to play there; without it the clip's own words.",
    seed="Where the painter begins.",
    private="Only you see it.",
)
async def extend(
    interaction: Interaction,
    riff: str,
    *,
    seconds: AddedS = NATIVE_LENGTH_S,
    side: Side = "after",
    prompt: Range[str, 0, PROMPT_MAX] = "",
    seed: Range[int, 0, SEED_MAX] | None = None,
    private: bool | None = None,
) -> None:
    """Answer with a card."""
    clip = await choosing.clip_named(interaction, riff)
    wish = Wish(prompt, seed=seed)
    await making.extend(interaction, clip, wish, side=side, added_s=seconds, private=private)


@extend.autocomplete("riff")
async def offer(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Offer clips."""
    return await choosing.offer_clips(interaction, typed)


COMMANDS: Final[tuple[Command, ...]] = (extend,)
