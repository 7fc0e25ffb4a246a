"""/extend."""

import pytest

from bot.records.values import Ancestry
from core.children import FULL
from core.contract import Extend
from core.limits import Side
from tests.bot.stage import Stage, sentence


async def extended(stage: Stage) -> Extend:
    recipe = await stage.recipe()
    assert isinstance(recipe, Extend)
    return recipe


@pytest.mark.parametrize("side", ["before", "loop"])
async def test_every_option_reaches_the_recipe(stage: Stage, side: Side) -> None:
    clip = await stage.clip(await stage.made(length=10))
    await stage.ben.slash(
        stage.channel, "extend", riff=clip.id, seconds=20, side=side, prompt="with strings", seed=7, private=True
    )
    assert await extended(stage) == Extend(
        prompt="with strings", seed=7, length_s=30, added_s=20, side=side, loop=side == "loop", source=clip.png
    )
    assert (await stage.only_card()).card.private


async def test_the_clip_alone_goes_on_for_five_seconds(stage: Stage) -> None:
    clip = await stage.clip(await stage.made(prompt="rain"))
    await stage.ben.slash(stage.channel, "extend", riff=clip.recipe.recipe_id)
    recipe = await extended(stage)
    assert (recipe.prompt, recipe.side, recipe.added_s, recipe.length_s) == ("rain", "after", 5, 10)
    (asked,) = (await stage.only_card()).requests
    assert asked.ancestry == Ancestry("extend", clip.id)


async def test_more_than_there_is_room_for_is_told(stage: Stage) -> None:
    clip = await stage.clip(await stage.made(length=60))
    assert sentence(await stage.ben.slash(stage.channel, "extend", riff=clip.id)) == f"{FULL} Nothing was used up."


async def test_a_clip_that_is_not_there_is_told(stage: Stage) -> None:
    assert "There is no clip `R-000000`" in sentence(await stage.ben.slash(stage.channel, "extend", riff="R-000000"))
