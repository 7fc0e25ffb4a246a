"""🔁 Reroll and 🔁 Try again: each makes a card of whoever pressed, and its clips come of the same as those there."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import discord

from bot.children import reseeded
from bot.choices.here import is_private_here
from bot.family.deriving import take_in_child
from bot.found import PRIVATE, card_under, is_author, require_shown
from bot.intake import take_in
from bot.making import model_of
from bot.patience import in_time
from bot.records.values import Ancestry, CardRecord, ClipRecord
from bot.services import services_of
from core.contract import AnyPaint, Recipe, seeds_from
from core.errors import UserError
from core.recipes import new_seed, require_painted

Interaction = discord.Interaction[Any]


async def reroll(interaction: Interaction, card_id: str) -> None:
    """Paint the same words from new seeds."""
    record = await _shown_card(interaction, card_id)
    first = _today(interaction, require_painted(record.first.request.recipe))
    recipes = seeds_from(reseeded(first, new_seed()), count=len(record.requests))
    ancestry = record.requests[0].ancestry
    rerolled = ancestry if ancestry.parent else replace(ancestry, operation="reroll")
    await _ask(interaction, record, recipes, ancestry=rerolled)


async def again(interaction: Interaction, card_id: str) -> None:
    """Ask for the very same once more, of which nothing came."""
    record = await _shown_card(interaction, card_id)
    recipes = [_same(interaction, one.request.recipe) for one in record.requests]
    await _ask(interaction, record, recipes, ancestry=record.requests[0].ancestry)


async def _shown_card(interaction: Interaction, card_id: str) -> CardRecord:
    record = await card_under(interaction, card_id)
    require_shown(*(one.clip for one in record.requests))
    return record


async def _ask(interaction: Interaction, record: CardRecord, recipes: Sequence[Recipe], *, ancestry: Ancestry) -> None:
    """Ask for siblings, where those of their parents are shown; without a parent that is there, where it is asked.

    A file of a clip is no child of it: it needs nobody's consent, and only who asked sees it.
    """
    parents = [] if ancestry.operation == "export" else await _parents(interaction, ancestry)
    private = record.card.private or await is_private_here(interaction, None)
    repeats = [one.request.recipe for one in record.requests]
    if parents:
        asked = len(recipes)
        await take_in_child(
            interaction, parents, recipes, ancestry=ancestry, private=private, asked=asked, repeats=repeats
        )
    else:
        await take_in(interaction, recipes, private=private, ancestry=ancestry, repeats=repeats)


async def _parents(interaction: Interaction, ancestry: Ancestry) -> list[ClipRecord]:
    """Find the parents that were not deleted.

    Raises
    ------
    UserError
        If one of them has become private since, and is somebody else's.
    """
    records = services_of(interaction).records
    ids = [one for one in (ancestry.parent, ancestry.other_parent) if one is not None]
    found = [await in_time(interaction, records.clip(one)) for one in ids]
    parents = [one for one in found if one is not None and one.deleted_s is None]
    if any(one.visibility == "private" and not is_author(interaction, one.author) for one in parents):
        raise UserError(PRIVATE, code="E-HIDDEN")
    return parents


def _same(interaction: Interaction, recipe: Recipe) -> Recipe:
    return _today(interaction, recipe) if isinstance(recipe, AnyPaint) else recipe


def _today(interaction: Interaction, recipe: AnyPaint) -> AnyPaint:
    """Let today's model paint it: an earlier one may not be there any more."""
    return recipe.model_copy(update={"model": model_of(interaction)})
