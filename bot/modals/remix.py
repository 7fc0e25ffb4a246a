"""🎛 Remix: what to paint over a clip, and what stays of it."""

from typing import Any, Final

import discord
from discord import ui

from bot.children import Wish, words_of
from bot.found import clip_under
from bot.judging.shown import shown_to_reuse
from bot.making import remix, remix_over
from bot.modals.form import Choice, modal, radio, text, upload
from bot.modals.typed import Typed
from bot.records.values import ClipRecord
from core.contract import Painted
from core.limits import NEGATIVE_MAX, PROMPT_MAX, SEED_MAX, Keep

Interaction = discord.Interaction[Any]

KEEPS: Final[tuple[Choice, ...]] = (
    ("melody", "Melody", "Notes and chords stay, what plays them changes."),
    ("groove", "Groove", "The rhythm stays, much else changes."),
    ("mood", "Mood", "Only the rough shape stays: loud and quiet, high and low."),
)


def remix_modal(clip: ClipRecord) -> ui.Modal:
    """Ask for it, with the clip's own words to begin with. Call within the event loop."""
    recipe = clip.recipe
    negative = recipe.negative if isinstance(recipe, Painted) else ""
    return modal(
        "remix",
        clip.id,
        f"Remix {recipe.recipe_id}",
        text("prompt", "What to play", most=PROMPT_MAX, filled=shown_to_reuse(words_of(recipe)), required=True),
        text("negative", "What not to play", most=NEGATIVE_MAX, filled=shown_to_reuse(negative)),
        radio("keep", "What stays", KEEPS, chosen="groove"),
        text("seed", "Seed", most=len(str(SEED_MAX)), hint="Where the painter begins; empty: a new one."),
        upload("file", "Another file", hint="A sound or spectrogram to paint over instead of the clip."),
    )


async def remixed(interaction: Interaction, clip_id: str, typed: Typed) -> None:
    """Paint over the clip, or over the file in its place."""
    clip = await clip_under(interaction, clip_id)
    wish, keep = wish_of(typed), keep_of(typed)
    if typed.file is None:
        await remix(interaction, clip, wish, keep=keep)
    else:
        await remix_over(interaction, clip, wish, keep=keep, file=typed.file)


def wish_of(typed: Typed) -> Wish:
    """Read what was wished for: a negative prompt that was taken out is none."""
    return Wish(typed.get("prompt"), negative=typed.get("negative"), seed=typed.seed)


def keep_of(typed: Typed) -> Keep:
    """Read what stays."""
    kept: dict[str, Keep] = {"melody": "melody", "mood": "mood"}
    return kept.get(typed.get("keep"), "groove")
