"""/riff: words, and whatever else decides how the clip sounds."""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Any, Final

import discord
from discord import app_commands
from discord.app_commands import Choice, Range

from bot import suggestions
from bot.choices.here import settled_here
from bot.commands import Command
from bot.intake import take_in, take_in_fetched
from bot.patience import soon_or_nothing
from bot.records import Preset
from bot.services import services_of
from bot.uploads import keep, require_small
from core import recipes
from core.contract import Beat, Remix, Riff, seeds_from
from core.errors import UserError
from core.limits import (
    BPM_MAX,
    BPM_MIN,
    GUIDANCE_DEFAULT,
    GUIDANCE_MAX,
    GUIDANCE_MIN,
    NEGATIVE_MAX,
    PROMPT_MAX,
    SEED_MAX,
    STRENGTH_DEFAULT,
    STRENGTH_MAX,
    STRENGTH_MIN,
    VARIATIONS_MAX,
    OfferedLengthS,
)

Interaction = discord.Interaction[Any]

NO_SOURCE: Final = "A strength says how far to go from a source: attach one. Nothing was used up."
BEAT_OR_SOURCE: Final = "It can be painted over a beat or over a source, not both. Nothing was used up."


@app_commands.command(description="Make music from words: a spectrogram and its sound.")
@app_commands.describe(
    prompt="What to play, in your words.",
    negative="What not to play.",
    length="How many seconds; left out, as you or this server chose.",
    variations="How many clips, each from the next seed.",
    seed="Where the painter begins: same words and seed, same clip.",
    loop="Let the end run into the beginning.",
    bpm="Paint over a beat of so many beats a minute.",
    quality="How often the painter goes over it: 15, 25 or 50 times; left out, as you or this server chose.",
    guidance="How closely it keeps to the words.",
    source="A sound or spectrogram to paint over.",
    strength="How far to go from the source: near 1 leaves little of it.",
    private="Only you see it.",
)
async def riff(
    interaction: Interaction,
    prompt: Range[str, 1, PROMPT_MAX],
    *,
    negative: Range[str, 0, NEGATIVE_MAX] = "",
    length: OfferedLengthS | None = None,
    variations: Range[int, 1, VARIATIONS_MAX] = 1,
    seed: Range[int, 0, SEED_MAX] | None = None,
    loop: bool = False,
    bpm: Range[int, BPM_MIN, BPM_MAX] | None = None,
    quality: recipes.Quality | None = None,
    guidance: Range[float, GUIDANCE_MIN, GUIDANCE_MAX] = GUIDANCE_DEFAULT,
    source: discord.Attachment | None = None,
    strength: Range[float, STRENGTH_MIN, STRENGTH_MAX] | None = None,
    private: bool | None = None,
) -> None:
    """Answer with a card for one clip or several."""
    if source is None and strength is not None:
        raise UserError(NO_SOURCE, code="E-VALUE")
    if source is not None and bpm is not None:
        raise UserError(BEAT_OR_SOURCE, code="E-VALUE")
    settled = await settled_here(interaction)
    first = recipes.riff_of(
        {
            "prompt": prompt,
            "negative": negative,
            "length_s": length or settled.length,
            "seed": recipes.new_seed() if seed is None else seed,
            "loop": loop,
            "steps": recipes.STEPS[quality or settled.quality],
            "guidance": guidance,
            "model": services_of(interaction).settings.riff_model,
        }
    )
    wanted = seeds_from(first, count=variations)
    alone = settled.private_by_default if private is None else private
    if source is None:
        await take_in(interaction, wanted if bpm is None else _over_beat(wanted, bpm), private=alone)
        return
    require_small(source)
    over = partial(_over, interaction, wanted, source, strength=strength or STRENGTH_DEFAULT)
    await take_in_fetched(interaction, over, asked=len(wanted), private=alone)


def _over_beat(wanted: Sequence[Riff], bpm: int) -> list[Beat]:
    return [recipes.beat_of(one, bpm) for one in wanted]


async def _over(
    interaction: Interaction, wanted: Sequence[Riff], source: discord.Attachment, *, strength: float
) -> tuple[Remix, ...]:
    key, _ = await keep(services_of(interaction), source, author=str(interaction.user.id))
    return tuple(recipes.over(one, source=key, strength=strength) for one in wanted)


@riff.autocomplete("prompt")
async def offer_prompts(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Offer one's own recent words, the server's presets and styles; without the records, styles alone."""
    recent, presets = await asyncio.gather(_recent(interaction, typed), _presets(interaction))
    offers = suggestions.prompts(typed, recent=recent, presets=presets)
    return [Choice(name=shown, value=value) for shown, value in offers]


async def _recent(interaction: Interaction, typed: str) -> list[str]:
    records = services_of(interaction).records
    return await soon_or_nothing(records.recent_prompts(str(interaction.user.id), typed))


async def _presets(interaction: Interaction) -> list[Preset]:
    if interaction.guild_id is None:
        return []
    return await soon_or_nothing(services_of(interaction).records.presets(str(interaction.guild_id)))


COMMANDS: Final[tuple[Command, ...]] = (riff,)
