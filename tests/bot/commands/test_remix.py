"""/remix and /vary."""

import pytest
from simcord.results import InteractionResult

from bot.choosing import CLEARED
from bot.records.values import Ancestry, ClipRecord
from core.contract import Region, Remix, Riff
from core.limits import KEEP, VARY
from tests.bot.stage import Stage, filled_in, sentence


async def made(stage: Stage, **options: object) -> ClipRecord:
    return await stage.clip(await stage.made(**options))


async def remixed(stage: Stage, **options: object) -> InteractionResult:
    return await stage.ben.slash(stage.channel, "remix", **options)


async def remix(stage: Stage) -> Remix:
    recipe = await stage.recipe()
    assert isinstance(recipe, Remix)
    return recipe


async def test_every_option_reaches_the_recipe(stage: Stage) -> None:
    clip = await made(stage, prompt="rain", length=10)
    bounds = {"part": "bass", "from": 1.5, "to": 4.0}
    await remixed(stage, riff=clip.id, prompt="snow", negative="drums", keep="mood", seed=7, **bounds)
    assert await remix(stage) == Remix(
        prompt="snow", negative="drums", seed=7, length_s=10, source=clip.png, strength=KEEP["mood"],
        region=Region(high_hz=250, from_s=1.5, to_s=4.0),
    )  # fmt: skip


async def test_what_is_left_out_is_the_clips_own(stage: Stage) -> None:
    clip = await made(stage, prompt="rain", negative="voices")
    await remixed(stage, riff=clip.id, keep="melody")
    recipe = await remix(stage)
    assert (recipe.prompt, recipe.negative, recipe.strength) == ("rain", "voices", KEEP["melody"])
    assert recipe.region is None


async def test_the_clip_alone_asks_for_the_rest(stage: Stage) -> None:
    clip = await made(stage, prompt="rain")
    shown = await remixed(stage, riff=clip.id)
    await stage.ben.submit_modal(shown, {**filled_in(shown), "prompt": "snow"})
    assert (await remix(stage)).prompt == "snow"


async def test_it_is_a_child_of_the_clip(stage: Stage) -> None:
    clip = await made(stage)
    await remixed(stage, riff=clip.id, prompt="snow")
    (asked,) = (await stage.only_card()).requests
    assert asked.ancestry == Ancestry("remix", clip.id)


async def test_a_clip_is_found_by_its_name(stage: Stage) -> None:
    clip = await made(stage)
    await remixed(stage, riff=f" {clip.recipe.recipe_id.lower()} ", prompt="snow")
    assert (await remix(stage)).source == clip.png


async def test_a_remix_can_be_private(stage: Stage) -> None:
    clip = await made(stage)
    result = await remixed(stage, riff=clip.id, private=True)
    assert result.ephemeral
    assert (await stage.only_card()).card.private


@pytest.mark.parametrize("name", ["R-000000", "lo-fi beats", "1300000000000000001-0"])
async def test_a_clip_that_is_not_there_is_told(stage: Stage, name: str) -> None:
    assert "Nothing was used up: choose one of the list" in sentence(await remixed(stage, riff=name, prompt="snow"))


async def test_nobody_remixes_what_is_private_to_another(stage: Stage) -> None:
    clip = await private(stage)
    assert "There is no clip" in sentence(await remixed(stage, riff=clip.id, prompt="snow"))
    assert "There is no clip" in sentence(await remixed(stage, riff=clip.recipe.recipe_id, prompt="snow"))
    await stage.ana.slash(stage.channel, "remix", riff=clip.id, prompt="snow")
    assert (await stage.only_card()).card.private


async def private(stage: Stage) -> ClipRecord:
    result = await stage.riff(private=True)
    stage.worker.finish()
    await stage.deliver()
    assert result.response is not None
    return await stage.clip(stage.message(result.response.id))


async def test_a_clip_whose_files_were_cleared_away_is_told(stage: Stage) -> None:
    clip = await made(stage)
    await stage.services.records.mark_swept(clip.id)
    assert sentence(await remixed(stage, riff=clip.id, prompt="snow")) == CLEARED


@pytest.mark.parametrize("times", [{"from": 6.0}, {"from": 2.0, "to": 2.0}, {"to": 0.0}])
async def test_times_between_which_there_is_nothing_are_told(stage: Stage, times: dict[str, float]) -> None:
    clip = await made(stage)
    assert "the clip lasts 5.1 s" in sentence(await remixed(stage, riff=clip.id, **times))


async def test_two_people_remix_the_same_clip_at_once(stage: Stage) -> None:
    clip = await made(stage)
    await remixed(stage, riff=clip.id, prompt="of ben")
    await stage.ana.slash(stage.channel, "remix", riff=clip.id, prompt="of ana")
    cards = await stage.services.records.open_cards()
    assert {one.card.origin.author for one in cards} == {str(stage.ana.id), str(stage.ben.id)}
    assert [one.requests[0].ancestry.parent for one in cards] == [clip.id, clip.id]


# Vary.


async def test_a_clip_is_varied(stage: Stage) -> None:
    clip = await made(stage, seed=7)
    await stage.ben.slash(stage.channel, "vary", riff=clip.id, how="strong")
    varied = await stage.recipe()
    assert isinstance(varied, Riff)
    assert varied.second is not None
    assert varied.second.amount == VARY["strong"]
    (asked,) = (await stage.only_card()).requests
    assert asked.ancestry == Ancestry("vary", clip.id)


async def test_a_variation_can_be_private(stage: Stage) -> None:
    clip = await made(stage)
    assert (await stage.ben.slash(stage.channel, "vary", riff=clip.id, private=True)).ephemeral


# Autocomplete.


@pytest.mark.parametrize("command", ["remix", "vary", "extend"])
async def test_clips_are_offered_while_somebody_types(stage: Stage, command: str) -> None:
    clip = await made(stage, prompt="rain at night")
    await stage.made(prompt="jazz")
    (choice,) = await stage.ben.autocomplete(stage.channel, command, "riff", "RAIN")
    assert choice == {"name": f"{clip.recipe.recipe_id} · rain at night · 5.1 s", "value": clip.id}
