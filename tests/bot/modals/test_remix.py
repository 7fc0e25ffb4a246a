"""🎛 Remix, from the button to what is asked for."""

import pytest
from simcord.results import InteractionResult

from bot.app import Jamgram
from bot.fetching import FILE_MAX, TOO_BIG
from bot.found import CLEARED, DELETED
from bot.records.values import Ancestry
from bot.services import Services
from bot.words import SAID_BACK
from core.children import NO_WORDS
from core.contract import Remix
from core.limits import KEEP
from core.settings import Settings
from tests.bot.stage import Stage, attached, filled_in, png, rest, sentence


async def remix(stage: Stage) -> Remix:
    recipe = await stage.recipe()
    assert isinstance(recipe, Remix)
    return recipe


async def ancestry(stage: Stage) -> Ancestry:
    (asked,) = (await stage.only_card()).requests
    return asked.ancestry


async def refused(stage: Stage, result: InteractionResult) -> str:
    """What somebody was told of whose wish nothing came."""
    assert await stage.services.records.open_cards() == []
    return sentence(result)


async def test_the_modal_holds_the_clips_own_words(stage: Stage) -> None:
    message = await stage.made(prompt="rain", negative="voices")
    assert filled_in(await stage.press("Remix", message, stage.ben)) == {
        "prompt": "rain", "negative": "voices", "keep": "groove",
    }  # fmt: skip


async def test_the_clip_is_painted_over_with_what_was_typed(stage: Stage) -> None:
    message = await stage.made(prompt="rain", negative="voices", length=10, quality="fine", guidance=5.0, loop=True)
    await stage.fill("Remix", message, stage.ben, prompt="snow", negative="drums", keep="melody", seed="7")
    clip = await stage.clip(message)
    assert await remix(stage) == Remix(
        prompt="snow", negative="drums", seed=7, steps=50, guidance=5.0, length_s=10, loop=True,
        source=clip.png, strength=KEEP["melody"],
    )  # fmt: skip


async def test_it_is_a_child_of_the_clip_and_a_card_of_whoever_asked(stage: Stage) -> None:
    message = await stage.made()
    await stage.fill("Remix", message, stage.ben)
    assert await ancestry(stage) == Ancestry("remix", (await stage.clip(message)).id)
    assert (await stage.only_card()).card.origin.author == str(stage.ben.id)


async def test_each_clip_has_a_button_of_its_own(stage: Stage) -> None:
    message = await stage.made(variations=3)
    await stage.fill("Remix B", message)
    assert (await remix(stage)).source == (await stage.clip(message, "B")).png


async def test_who_leaves_the_seed_empty_gets_a_new_one(stage: Stage) -> None:
    message = await stage.made(seed=7)
    await stage.fill("Remix", message)
    assert (await remix(stage)).seed != 7


async def test_words_that_were_taken_out_are_the_clips_and_a_negative_is_none(stage: Stage) -> None:
    message = await stage.made(prompt="rain", negative="voices")
    await stage.fill("Remix", message, prompt=" ", negative="")
    recipe = await remix(stage)
    assert (recipe.prompt, recipe.negative) == ("rain", "")


async def test_todays_model_paints_it(stage: Stage) -> None:
    message = await stage.made()
    stage.change(settings=Settings(riff_model="riffusion/riffusion-model-v1"))
    await stage.fill("Remix", message)
    assert (await remix(stage)).model == "riffusion/riffusion-model-v1"


async def test_a_file_is_painted_over_in_place_of_the_clip(stage: Stage) -> None:
    stage.change(fetch=attached(stage))
    message = await stage.made(length=10)
    await stage.fill("Remix", message, prompt="snow", keep="mood", file=("hum.png", png(7)))
    recipe = await remix(stage)
    assert stage.services.artefacts.get(recipe.source) == png(7)
    assert (recipe.prompt, recipe.length_s, recipe.strength) == ("snow", 10, KEEP["mood"])
    assert await ancestry(stage) == Ancestry("remix", (await stage.clip(message)).id)


async def test_a_file_that_is_too_big_is_refused_before_it_is_fetched(stage: Stage) -> None:
    fetched: list[str] = []
    stage.change(fetch=attached(stage, log=fetched))
    message = await stage.made()
    result = await stage.fill("Remix", message, file=("hum.wav", bytes(FILE_MAX + 1)))
    assert (await refused(stage, result)).startswith(TOO_BIG)
    assert fetched == []


async def test_a_file_that_nobody_can_read_is_told(stage: Stage) -> None:
    stage.change(fetch=attached(stage))
    message = await stage.made()
    result = await stage.fill("Remix", message, prompt="snow at night", file=("notes.txt", b"la la la"))
    assert "neither a picture nor a sound" in "".join(
        one.content for one in [result.response, *result.followups] if one
    )
    assert await stage.services.records.open_cards() == []


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [("seed", "seven", "The seed must be a whole number"), ("seed", "9999999999", "not 9999999999"),
     ("prompt", "a\x00b", "control character"), ("prompt", "\u200b", "is empty")],
)  # fmt: skip
async def test_a_wrong_value_is_told_and_nothing_that_was_typed_is_lost(
    stage: Stage, field: str, typed: str, told: str
) -> None:
    message = await stage.made()
    shown = await stage.press("Remix", message)
    fields = {**filled_in(shown), "negative": "drums and bass", field: typed}
    said = await refused(stage, await stage.ana.submit_modal(shown, fields))
    assert told in said
    assert SAID_BACK in said
    assert "drums and bass" in said


async def test_what_was_converted_needs_words(stage: Stage) -> None:
    stage.change(fetch=attached(stage))
    result = await stage.ana.slash(stage.channel, "play", file=("riff.png", png()))
    stage.worker.finish()
    await stage.deliver()
    assert result.response is not None
    message = stage.message(result.response.id)
    shown = await stage.press("Remix", message)
    said = await refused(stage, await stage.ana.submit_modal(shown, {**filled_in(shown), "prompt": " "}))
    assert said.startswith(NO_WORDS)
    await stage.fill("Remix", message, prompt="rain")
    assert (await remix(stage)).prompt == "rain"


async def test_a_private_clips_remix_is_private(stage: Stage) -> None:
    result = await stage.riff(private=True)
    stage.worker.finish()
    await stage.deliver()
    assert result.response is not None
    await stage.fill("Remix", stage.message(result.response.id))
    assert (await stage.only_card()).card.private


async def test_a_clip_that_was_deleted_meanwhile_is_told(stage: Stage) -> None:
    message = await stage.made()
    shown = await stage.press("Remix", message, stage.ben)
    await stage.services.records.delete_clip((await stage.clip(message)).id, stage.clock())
    said = await refused(stage, await stage.ben.submit_modal(shown, {**filled_in(shown), "prompt": "snow"}))
    assert said.startswith(DELETED)
    assert "snow" in said


async def test_a_clip_whose_files_went_meanwhile_is_told(stage: Stage) -> None:
    message = await stage.made()
    shown = await stage.press("Remix", message)
    await stage.services.records.mark_swept((await stage.clip(message)).id)
    assert (await refused(stage, await stage.ana.submit_modal(shown, filled_in(shown)))).startswith(CLEARED)


async def test_two_people_remix_the_same_clip_at_once(stage: Stage) -> None:
    message = await stage.made()
    first, second = await stage.press("Remix", message, stage.ana), await stage.press("Remix", message, stage.ben)
    await stage.ben.submit_modal(second, {**filled_in(second), "prompt": "of ben"})
    await stage.ana.submit_modal(first, {**filled_in(first), "prompt": "of ana"})
    cards = await stage.services.records.open_cards()
    parent = (await stage.clip(message)).id
    assert {one.card.origin.author for one in cards} == {str(stage.ana.id), str(stage.ben.id)}
    assert [one.requests[0].ancestry for one in cards] == [Ancestry("remix", parent)] * 2
    recipes = {one.card.origin.author: one.requests[0].request.recipe for one in cards}
    assert isinstance(recipes[str(stage.ben.id)], Remix)
    assert recipes[str(stage.ben.id)] == recipes[str(stage.ben.id)].model_copy(update={"prompt": "of ben"})


async def test_a_modal_that_an_earlier_process_showed_still_works(stage: Stage, services: Services) -> None:
    message = await stage.made()
    shown = await stage.press("Remix", message)
    await stage.env.restart_bot(Jamgram(services, deliver=rest, shard_count=1))
    await stage.ana.submit_modal(shown, {**filled_in(shown), "prompt": "snow"})
    assert (await remix(stage)).prompt == "snow"


async def test_the_bot_keeps_no_modal_in_memory(stage: Stage) -> None:
    await stage.press("Remix", await stage.made())
    assert stage.bot._connection._view_store._modals == {}
