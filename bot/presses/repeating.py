"""🔁 Reroll, 🔁 Try again and ✨ Vary: each makes a card of whoever pressed."""

from typing import Any

import discord

from bot.children import reseeded, vary_of
from bot.intake import take_in
from bot.presses.found import card_under, clip_under
from bot.recipes import new_seed, require_painted
from bot.services import services_of
from core.contract import AnyPaint, Recipe, seeds_from

Interaction = discord.Interaction[Any]


async def reroll(interaction: Interaction, card_id: str) -> None:
    """Paint the same words from new seeds."""
    record = await card_under(interaction, card_id)
    first = _today(interaction, require_painted(record.requests[0].request.recipe))
    recipes = seeds_from(reseeded(first, new_seed()), count=len(record.requests))
    await take_in(interaction, recipes, private=record.card.private)


async def again(interaction: Interaction, card_id: str) -> None:
    """Ask for the very same once more, of which nothing came."""
    record = await card_under(interaction, card_id)
    recipes = [_same(interaction, one.request.recipe) for one in record.requests]
    await take_in(interaction, recipes, private=record.card.private)


async def vary(interaction: Interaction, clip_id: str) -> None:
    """Paint the clip again from a beginning that is close to its own."""
    clip = await clip_under(interaction, clip_id)
    varied = vary_of(clip, "subtle", model=services_of(interaction).settings.riff_model)
    await take_in(interaction, [varied], private=clip.private)


def _same(interaction: Interaction, recipe: Recipe) -> Recipe:
    return _today(interaction, recipe) if isinstance(recipe, AnyPaint) else recipe


def _today(interaction: Interaction, recipe: AnyPaint) -> AnyPaint:
    """Let today's model paint it: an earlier one may not be there any more."""
    return recipe.model_copy(update={"model": services_of(interaction).settings.riff_model})
