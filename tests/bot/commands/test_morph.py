"""/morph."""

import pytest

from bot.records.values import Ancestry
from core.contract import Morph
from tests.bot.stage import Stage, sentence


async def morph(stage: Stage, **options: object) -> Morph:
    first, last = options.pop("first", "rain"), options.pop("last", "jazz")
    await stage.ben.slash(stage.channel, "morph", **{"from": first, "to": last, **options})
    recipe = await stage.recipe()
    assert isinstance(recipe, Morph)
    return recipe


async def ancestry(stage: Stage) -> Ancestry:
    (asked,) = (await stage.only_card()).requests
    return asked.ancestry


async def test_words_turn_into_words(stage: Stage) -> None:
    recipe = await morph(stage)
    assert recipe == Morph(prompt="rain", to_prompt="jazz", seed=recipe.seed, to_seed=recipe.seed, length_s=20)
    assert await ancestry(stage) == Ancestry("morph")


async def test_every_option_reaches_the_recipe(stage: Stage) -> None:
    recipe = await morph(stage, stages=3, length=10, curve="ping-pong", seed=7, private=True)
    assert recipe == Morph(prompt="rain", to_prompt="jazz", seed=7, to_seed=7, length_s=10, stages=3, curve="ping-pong")
    assert (await stage.only_card()).card.private


async def test_a_clip_turns_into_words_and_words_into_a_clip(stage: Stage) -> None:
    clip = await stage.clip(await stage.made(prompt="rain", seed=7))
    recipe = await morph(stage, first=clip.id)
    assert (recipe.prompt, recipe.source, recipe.to_source, recipe.to_seed) == ("rain", clip.png, None, 7)
    assert await ancestry(stage) == Ancestry("morph", clip.id)


async def test_words_turn_into_a_clip(stage: Stage) -> None:
    clip = await stage.clip(await stage.made(prompt="jazz", seed=7))
    recipe = await morph(stage, last=clip.recipe.recipe_id)
    assert (recipe.to_prompt, recipe.source, recipe.to_source, recipe.seed) == ("jazz", None, clip.png, 7)
    assert await ancestry(stage) == Ancestry("morph", clip.id)


async def test_a_clip_turns_into_a_clip(stage: Stage) -> None:
    first, last = await stage.clip(await stage.made()), await stage.clip(await stage.made(prompt="jazz"))
    recipe = await morph(stage, first=first.id, last=last.id)
    assert (recipe.source, recipe.to_source) == (first.png, last.png)
    assert await ancestry(stage) == Ancestry("morph", first.id, last.id)


async def test_a_clip_that_is_not_there_is_told(stage: Stage) -> None:
    result = await stage.ben.slash(stage.channel, "morph", **{"from": "rain", "to": "R-000000"})
    assert "There is no clip `R-000000`" in sentence(result)


async def test_too_little_room_is_told(stage: Stage) -> None:
    clip = await stage.clip(await stage.made())
    result = await stage.ben.slash(stage.channel, "morph", **{"from": clip.id, "to": clip.id, "length": 10})
    assert "use at least 15 s" in sentence(result)


async def test_a_morph_is_shown_with_both_its_words(stage: Stage) -> None:
    await morph(stage)
    card = await stage.only_card()
    stage.worker.finish()
    await stage.deliver()
    assert (await stage.shown(card.card.id)).content.startswith("**rain → jazz**")


@pytest.mark.parametrize("option", ["from", "to"])
async def test_clips_are_offered_at_either_end(stage: Stage, option: str) -> None:
    clip = await stage.clip(await stage.made(prompt="rain"))
    choices = await stage.ben.autocomplete(stage.channel, "morph", option, "ra")
    assert [one["value"] for one in choices] == [clip.id]


async def test_whoever_types_words_is_offered_nothing_else(stage: Stage) -> None:
    await stage.made(prompt="rain")
    assert await stage.ben.autocomplete(stage.channel, "morph", "to", "jazz") == []
