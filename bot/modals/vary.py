"""✨ Vary: how far from the clip."""

from typing import Any, Final

import discord
from discord import ui

from bot.found import clip_under
from bot.making import vary
from bot.modals.form import Choice, modal, radio
from bot.modals.typed import Typed
from bot.records.values import ClipRecord

Interaction = discord.Interaction[Any]

WAYS: Final[tuple[Choice, ...]] = (
    ("subtle", "Subtle", "The same piece, played a little otherwise."),
    ("strong", "Strong", "A relative of it: same words, other turns."),
)


def vary_modal(clip: ClipRecord) -> ui.Modal:
    """Ask for it. Call within the event loop."""
    return modal("vary", clip.id, f"Vary {clip.recipe.recipe_id}", radio("how", "How far", WAYS, chosen="subtle"))


async def varied(interaction: Interaction, clip_id: str, typed: Typed) -> None:
    """Paint it again."""
    clip = await clip_under(interaction, clip_id)
    await vary(interaction, clip, "strong" if typed.get("how") == "strong" else "subtle")
