"""🌀 Morph, from the button to what is asked for."""

import pytest

from bot.records.values import Ancestry
from bot.words import SAID_BACK
from core.contract import Morph
from tests.bot.stage import Stage, filled_in, sentence


async def morph(stage: Stage) -> Morph:
    recipe = await stage.recipe()
    assert isinstance(recipe, Morph)
    return recipe


async def test_a_clip_turns_into_words(stage: Stage) -> None:
    message = await stage.made(prompt="rain", seed=7)
    await stage.fill("Morph", message, stage.ben, to="jazz", curve="ease", length="30", stages="3")
    assert await morph(stage) == Morph(
        prompt="rain", seed=7, to_prompt="jazz", to_seed=7, source=(await stage.clip(message)).png,
        length_s=30, stages=3, curve="ease",
    )  # fmt: skip


async def test_it_is_a_child_of_the_clip(stage: Stage) -> None:
    message = await stage.made()
    await stage.fill("Morph", message, stage.ben, to="jazz")
    (asked,) = (await stage.only_card()).requests
    assert asked.ancestry == Ancestry("morph", (await stage.clip(message)).id)


async def test_a_clip_turns_into_a_clip_that_is_named(stage: Stage) -> None:
    first, second = await stage.made(prompt="rain"), await stage.made(prompt="jazz")
    clips = await stage.clip(first), await stage.clip(second)
    await stage.fill("Morph", first, to=clips[1].recipe.recipe_id.lower())
    recipe = await morph(stage)
    assert (recipe.prompt, recipe.to_prompt) == ("rain", "jazz")
    assert (recipe.source, recipe.to_source) == (clips[0].png, clips[1].png)
    (asked,) = (await stage.only_card()).requests
    assert asked.ancestry == Ancestry("morph", clips[0].id, clips[1].id)


async def test_a_clip_that_turns_into_itself_is_its_parent_once(stage: Stage) -> None:
    message = await stage.made()
    clip = await stage.clip(message)
    await stage.fill("Morph", message, to=clip.id)
    (asked,) = (await stage.only_card()).requests
    assert asked.ancestry == Ancestry("morph", clip.id)


async def test_which_of_several_clips_is_asked(stage: Stage) -> None:
    message = await stage.made(variations=3, seed=7)
    second = await stage.clip(message, "B")
    await stage.fill("Morph", message, which=second.id, to="jazz")
    assert (await morph(stage)).source == second.png


async def test_of_one_clip_it_is_not_asked(stage: Stage) -> None:
    shown = await stage.press("Morph", await stage.made())
    assert filled_in(shown) == {"curve": "linear", "length": "20", "stages": "5"}


@pytest.mark.parametrize(("stages", "told"), [("9", "from 2 to 8, not 9"), ("x", "from 2 to 8, not x")])
async def test_wrong_stages_are_told_and_the_words_said_back(stage: Stage, stages: str, told: str) -> None:
    said = sentence(await stage.fill("Morph", await stage.made(), to="jazz at night", stages=stages))
    assert told in said
    assert SAID_BACK in said
    assert "jazz at night" in said


async def test_a_clip_that_nobody_knows_is_told(stage: Stage) -> None:
    said = sentence(await stage.fill("Morph", await stage.made(), to="r-000000"))
    assert "There is no clip `R-000000` here" in said


async def test_somebody_elses_private_clip_is_nobodys(stage: Stage) -> None:
    await stage.riff(stage.ben, prompt="secret", seed=3, private=True)
    name = (await stage.recipe()).recipe_id
    stage.worker.finish()
    await stage.deliver()
    said = sentence(await stage.fill("Morph", await stage.made(), to=name))
    assert f"There is no clip `{name}` here" in said


async def test_two_clips_need_room_to_turn(stage: Stage) -> None:
    message = await stage.made()
    said = sentence(await stage.fill("Morph", message, to=(await stage.clip(message)).id, length="10"))
    assert "use at least 15 s" in said
