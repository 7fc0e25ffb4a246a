"""What commands, buttons and modals end in: a clip, and what somebody wishes of it, become a card."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import discord

from bot.children import Shape, Wish, extend_of, morph_of, over_file, remix_of, vary_of
from bot.choices.here import is_private_here
from bot.family.deriving import take_in_child
from bot.intake import take_in, take_in_fetched
from bot.records.values import Ancestry, ClipRecord
from bot.services import services_of
from bot.uploads import Attached, require_small
from bot.uploads import keep as kept
from bot.words import said_back
from core.contract import Recipe, Region, Remix
from core.errors import UserError
from core.limits import Keep, Side, Variation

Interaction = discord.Interaction[Any]


async def remix(
    interaction: Interaction,
    parent: ClipRecord,
    wish: Wish,
    *,
    keep: Keep,
    region: Region | None = None,
    private: bool | None = None,
) -> None:
    """Paint over a clip, or over a part of it."""
    recipe = remix_of(parent, wish, model=model_of(interaction), keep=keep, region=region)
    await take_in_child(interaction, (parent,), (recipe,), ancestry=Ancestry("remix", parent.id), private=private)


async def remix_over(interaction: Interaction, parent: ClipRecord, wish: Wish, *, keep: Keep, file: Attached) -> None:
    """Paint over a file what a clip would be painted over, as long as the clip is."""
    require_small(file)
    recipe = remix_of(parent, wish, model=model_of(interaction), keep=keep)
    fetched = partial(_over, interaction, recipe, file)
    await take_in_child(interaction, (parent,), (), ancestry=Ancestry("remix", parent.id), fetched=fetched)


async def remix_file(interaction: Interaction, wish: Wish, *, keep: Keep, file: Attached, length_s: int) -> None:
    """Paint over a file that is no clip."""
    require_small(file)
    recipe = over_file(wish, model=model_of(interaction), keep=keep, length_s=length_s)
    fetched = partial(_over, interaction, recipe, file)
    private = await is_private_here(interaction, None)
    await take_in_fetched(interaction, fetched, asked=1, private=private, ancestry=Ancestry("remix"))


async def vary(interaction: Interaction, parent: ClipRecord, how: Variation, *, private: bool | None = None) -> None:
    """Paint a clip again from a beginning close to its own."""
    recipe = vary_of(parent, how, model=model_of(interaction))
    await take_in_child(interaction, (parent,), (recipe,), ancestry=Ancestry("vary", parent.id), private=private)


async def extend(
    interaction: Interaction, parent: ClipRecord, wish: Wish, *, side: Side, added_s: int, private: bool | None = None
) -> None:
    """Let a clip go on."""
    recipe = extend_of(parent, wish, model=model_of(interaction), side=side, added_s=added_s)
    await take_in_child(interaction, (parent,), (recipe,), ancestry=Ancestry("extend", parent.id), private=private)


async def morph(
    interaction: Interaction,
    ends: tuple[ClipRecord | str, ClipRecord | str],
    shape: Shape,
    *,
    seed: int | None = None,
    private: bool | None = None,
) -> None:
    """Turn one thing into another, each a clip or words."""
    recipe = morph_of(*ends, model=model_of(interaction), shape=shape, seed=seed)
    parents = tuple(end for end in ends if isinstance(end, ClipRecord))
    ancestry = Ancestry("morph", *dict.fromkeys(parent.id for parent in parents))
    if parents:
        await take_in_child(interaction, parents, (recipe,), ancestry=ancestry, private=private)
    else:
        alone = await is_private_here(interaction, private)
        await take_in(interaction, (recipe,), private=alone, ancestry=ancestry)


def model_of(interaction: Interaction) -> str:
    """Name the model that paints today; an earlier one may not be there any more."""
    return services_of(interaction).settings.riff_model


async def _over(interaction: Interaction, recipe: Remix, file: Attached) -> Sequence[Recipe]:
    """Fetch the file; if it can't be used, its words are said back."""
    try:
        key, _ = await kept(services_of(interaction), file, author=str(interaction.user.id))
    except UserError as error:
        raise UserError(f"{error}\n{said_back([recipe.prompt])}", code=error.code) from error
    return [recipe.model_copy(update={"source": key})]
