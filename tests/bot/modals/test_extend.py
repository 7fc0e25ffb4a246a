"""➡️ Extend, from the button to what is asked for."""

import pytest
from simcord.results import InteractionResult

from bot.records.values import Ancestry
from bot.words import SAID_BACK
from core.children import FULL
from core.contract import Extend
from core.limits import LengthS, Side
from tests.bot.stage import Stage, attached, filled_in, png, sentence


async def extended(stage: Stage) -> Extend:
    recipe = await stage.recipe()
    assert isinstance(recipe, Extend)
    return recipe


def offered(shown: InteractionResult) -> list[str]:
    assert shown.modal is not None
    fields = {label["component"]["custom_id"]: label["component"] for label in shown.modal["components"]}
    return [option["value"] for option in fields["seconds"]["options"]]


@pytest.mark.parametrize("side", ["after", "before", "loop"])
async def test_the_clip_goes_on_as_it_was_chosen(stage: Stage, side: Side) -> None:
    message = await stage.made(length=10, seed=7)
    await stage.fill("Extend", message, stage.ben, side=side, seconds="20", prompt="with strings")
    recipe = await extended(stage)
    assert recipe == Extend(
        prompt="with strings", seed=recipe.seed, length_s=30, added_s=20, side=side, loop=side == "loop",
        source=(await stage.clip(message)).png,
    )  # fmt: skip


async def test_it_is_a_child_of_the_clip(stage: Stage) -> None:
    message = await stage.made()
    await stage.fill("Extend", message, stage.ben)
    (asked,) = (await stage.only_card()).requests
    assert asked.ancestry == Ancestry("extend", (await stage.clip(message)).id)


async def test_who_changes_nothing_adds_five_seconds_of_the_same(stage: Stage) -> None:
    message = await stage.made()
    assert filled_in(await stage.press("Extend", message)) == {"side": "after", "seconds": "5"}
    await stage.fill("Extend", message)
    recipe = await extended(stage)
    assert (recipe.prompt, recipe.length_s, recipe.added_s) == ("lo-fi beats", 10, 5)


@pytest.mark.parametrize(
    ("length", "seconds"), [(5, ["5", "10", "15", "20", "30"]), (30, ["5", "10", "15", "20", "30"])]
)
async def test_what_there_is_room_for_is_offered(stage: Stage, length: LengthS, seconds: list[str]) -> None:
    assert offered(await stage.press("Extend", await stage.made(length=length))) == seconds


async def test_more_than_there_is_room_for_is_not_offered(stage: Stage) -> None:
    message = await stage.made(length=30)
    await stage.fill("Extend", message, seconds="20")
    card = await stage.only_card()
    stage.worker.finish()
    await stage.deliver()
    longer = await stage.shown(card.card.id)
    assert offered(await stage.press("Extend", longer)) == ["5", "10"]
    await stage.fill("Extend", longer, seconds="5")
    card = await stage.only_card()
    stage.worker.finish()
    await stage.deliver()
    said = sentence(await stage.fill("Extend", await stage.shown(card.card.id), seconds="10", prompt="strings"))
    assert "5 s can still be added to this one, not 10" in said
    assert SAID_BACK in said
    assert "strings" in said


async def test_what_is_full_is_told_before_anything_is_asked(stage: Stage) -> None:
    assert sentence(await stage.press("Extend", await stage.made(length=60))) == f"{FULL} Nothing was used up."


async def test_what_was_converted_goes_on_with_words(stage: Stage) -> None:
    stage.change(fetch=attached(stage))
    result = await stage.ana.slash(stage.channel, "play", file=("riff.png", png()))
    stage.worker.finish()
    await stage.deliver()
    assert result.response is not None
    await stage.fill("Extend", stage.message(result.response.id), prompt="rain", side="before")
    assert (await extended(stage)).prompt == "rain"
