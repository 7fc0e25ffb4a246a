"""✨ Vary, from the button to what is asked for."""

import pytest

from bot.records.values import Ancestry
from core.contract import Remix, Riff
from core.limits import VARY, Variation
from tests.bot.stage import Stage, filled_in


@pytest.mark.parametrize("how", ["subtle", "strong"])
async def test_another_beginning_is_mixed_into_the_clips_own(stage: Stage, how: Variation) -> None:
    message = await stage.made(seed=7)
    await stage.fill("Vary", message, stage.ben, how=how)
    varied = await stage.recipe()
    assert isinstance(varied, Riff)
    assert varied.second is not None
    assert varied.second.amount == VARY[how]
    assert varied == Riff(prompt="lo-fi beats", seed=7, second=varied.second)


async def test_it_is_a_child_of_the_clip(stage: Stage) -> None:
    message = await stage.made()
    await stage.fill("Vary", message, stage.ben)
    (asked,) = (await stage.only_card()).requests
    assert asked.ancestry == Ancestry("vary", (await stage.clip(message)).id)


async def test_who_chooses_nothing_goes_a_little_way(stage: Stage) -> None:
    assert filled_in(await stage.press("Vary", await stage.made())) == {"how": "subtle"}


async def test_each_clip_is_varied_by_a_button_of_its_own(stage: Stage) -> None:
    message = await stage.made(variations=2, seed=7)
    await stage.fill("Vary B", message)
    varied = await stage.recipe()
    assert isinstance(varied, Riff)
    assert varied.seed == 8


async def test_a_remix_is_varied_over_the_same_source(stage: Stage) -> None:
    message = await stage.made()
    await stage.fill("Remix", message)
    remix = await stage.only_card()
    stage.worker.finish()
    await stage.deliver()
    await stage.fill("Vary", await stage.shown(remix.card.id))
    varied = await stage.recipe()
    assert isinstance(varied, Remix)
    assert varied.model_copy(update={"second": None}) == remix.requests[0].request.recipe
