"""/remix and /vary: a clip painted again, over itself or from a beginning close to its own."""

from typing import Any, Final, Literal

import discord
from discord import app_commands
from discord.app_commands import Choice, Range

from bot import choosing, making
from bot.children import Wish, region_of
from bot.commands import Command
from bot.modals.remix import remix_modal
from core.limits import LONGEST_S, NEGATIVE_MAX, PROMPT_MAX, SEED_MAX, Keep, Variation

Interaction = discord.Interaction[Any]

Part = Literal["all", "bass", "middle", "treble"]


@app_commands.command(description="Paint over a clip: other words, the same melody, groove or mood.")
@app_commands.rename(from_s="from", to_s="to")
@app_commands.describe(
    riff="The clip: choose one, or type its name, such as R-7F3K9Q.",
    prompt="What to play; without it the clip's own words.",
    negative="What not to play; without it what the clip did not play.",
    keep="What stays of it.",
    seed="Where the painter begins.",
    part="Paint only its bass, middle or treble.",
    from_s="Paint only from this second on.",
    to_s="Paint only up to this second.",
    private="Only you see it.",
)
async def remix(
    interaction: Interaction,
    riff: str,
    *,
    prompt: Range[str, 0, PROMPT_MAX] = "",
    negative: Range[str, 0, NEGATIVE_MAX] | None = None,
    keep: Keep | None = None,
    seed: Range[int, 0, SEED_MAX] | None = None,
    part: Part = "all",
    from_s: Range[float, 0, LONGEST_S] = 0.0,
    to_s: Range[float, 0, LONGEST_S] | None = None,
    private: bool | None = None,
) -> None:
    """Answer with a card, or ask in a modal where nothing but the clip was said."""
    clip = await choosing.clip_named(interaction, riff)
    region = region_of(clip, part=part, from_s=from_s, to_s=to_s)
    said = (prompt, private, region, *(one is not None for one in (negative, keep, seed)))
    if not any(said):
        await interaction.response.send_modal(remix_modal(clip))
        return
    wish = Wish(prompt, negative=negative, seed=seed)
    await making.remix(interaction, clip, wish, keep=keep or "groove", region=region, private=private)


@app_commands.command(description="Paint a clip again, a little or much otherwise.")
@app_commands.describe(
    riff="The clip: choose one, or type its name, such as R-7F3K9Q.",
    how="How far from it.",
    private="Only you see it.",
)
async def vary(interaction: Interaction, riff: str, *, how: Variation = "subtle", private: bool | None = None) -> None:
    """Answer with a card."""
    clip = await choosing.clip_named(interaction, riff)
    await making.vary(interaction, clip, how, private=private)


@remix.autocomplete("riff")
@vary.autocomplete("riff")
async def offer(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Offer clips."""
    return await choosing.offer_clips(interaction, typed)


COMMANDS: Final[tuple[Command, ...]] = (remix, vary)
