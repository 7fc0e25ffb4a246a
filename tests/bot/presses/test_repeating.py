"""🔁 Reroll and 🔁 Try again."""

import discord
import pytest

from bot.found import DELETED, NO_CARD, PRIVATE
from bot.patience import SLOW
from bot.presses.repeating import reroll
from bot.records.values import Ancestry
from core.contract import Riff
from core.errors import UserError
from core.settings import Settings
from tests.bot.delivery.away import Slow
from tests.bot.stage import SORRY, Stage, custom_ids, sentence


async def recipes(stage: Stage) -> list[object]:
    return [one.request.recipe for one in (await stage.only_card()).requests]


async def varied(stage: Stage, message: discord.Message) -> discord.Message:
    """Make a variation, and find its message, wherever that is."""
    await stage.fill("Vary", message)
    asked = await stage.only_card()
    stage.worker.finish()
    await stage.deliver()
    return await stage.shown(asked.card.id)


async def test_a_reroll_paints_the_same_words_from_another_seed(stage: Stage) -> None:
    message = await stage.made(seed=7, length=10, negative="voices", quality="fine", guidance=5.0, loop=True)
    await stage.press("Reroll", message)
    (again,) = await recipes(stage)
    assert isinstance(again, Riff)
    assert again.seed != 7
    expected = Riff(
        prompt="lo-fi beats", seed=again.seed, length_s=10, negative="voices", steps=50, guidance=5.0, loop=True
    )
    assert again == expected


async def test_a_reroll_is_a_card_of_whoever_pressed(stage: Stage) -> None:
    message = await stage.made()
    result = await stage.press("Reroll", message, stage.ben)
    card = (await stage.only_card()).card
    assert card.origin.author == str(stage.ben.id)
    assert result.response is not None
    assert card.message == str(result.response.id) != str(message.id)
    assert stage.message(message.id).content == message.content


async def test_a_reroll_makes_as_many_variations(stage: Stage) -> None:
    message = await stage.made(variations=3, seed=7)
    await stage.press("Reroll", message)
    again = await recipes(stage)
    assert len(again) == 3
    assert {one.seed for one in again if isinstance(one, Riff)}.isdisjoint({7, 8, 9})


async def test_a_reroll_has_the_words_of_what_was_not_deleted(stage: Stage) -> None:
    message = await stage.made(variations=2, seed=7)
    card_id = custom_ids(message)["Reroll"].rpartition(":")[2]
    await stage.services.records.delete_clip(f"{card_id}-0", stage.clock())
    await stage.press("Reroll", message)
    assert {one.prompt for one in await recipes(stage) if isinstance(one, Riff)} == {"lo-fi beats"}


async def test_a_reroll_counts_against_the_limits_of_whoever_pressed(stage: Stage) -> None:
    message = await stage.made()
    await stage.riff(stage.ben, variations=4)
    assert "You can have 4 requests waiting" in sentence(await stage.press("Reroll", message, stage.ben))


async def test_a_reroll_uses_todays_model(stage: Stage) -> None:
    message = await stage.made()
    stage.change(settings=Settings(riff_model="riffusion/riffusion-model-v1"))
    await stage.press("Reroll", message)
    (again,) = await recipes(stage)
    assert isinstance(again, Riff)
    assert again.model == "riffusion/riffusion-model-v1"


async def test_a_private_clips_reroll_is_private(stage: Stage) -> None:
    result = await stage.riff(private=True)
    stage.worker.finish()
    await stage.deliver()
    assert result.response is not None
    again = await stage.press("Reroll", stage.message(result.response.id))
    assert again.ephemeral
    assert (await stage.only_card()).card.private


async def test_nobody_rerolls_what_is_private_to_another(stage: Stage) -> None:
    arrived = stage.watch()
    await stage.riff(private=True)
    await stage.ben.slash(stage.channel, "help")
    with pytest.raises(UserError, match=PRIVATE):
        await reroll(arrived[1], str(arrived[0].id))


async def test_a_card_that_is_unknown_says_so(stage: Stage) -> None:
    arrived = stage.watch()
    await stage.ana.slash(stage.channel, "help")
    with pytest.raises(UserError, match=NO_CARD):
        await reroll(arrived[0], "123")


async def test_a_clip_that_was_varied_is_rerolled_into_another_variation(stage: Stage) -> None:
    message = await stage.made(seed=7)
    first = await varied(stage, message)
    await stage.press("Reroll", first)
    (again,) = await recipes(stage)
    clip = await stage.clip(first)
    assert isinstance(again, Riff)
    assert isinstance(clip.recipe, Riff)
    assert again.seed == 7
    assert again.second != clip.recipe.second


async def test_what_came_of_a_clip_is_rerolled_into_a_sibling(stage: Stage) -> None:
    message = await stage.made()
    await stage.press("Reroll", await varied(stage, message))
    (asked,) = (await stage.only_card()).requests
    assert asked.ancestry == Ancestry("vary", (await stage.clip(message)).id)


async def test_what_came_of_nothing_is_rerolled_into_what_comes_of_nothing(stage: Stage) -> None:
    await stage.press("Reroll", await stage.made())
    (asked,) = (await stage.only_card()).requests
    assert asked.ancestry == Ancestry("reroll")


async def test_looks_that_are_quick_enough_one_by_one_may_take_too_long_together(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Discord awaits the acknowledgement of all of them: of both ends of a morph, and of where its family lives."""
    ends = [await stage.clip(await stage.made(prompt=prompt)) for prompt in ("rain", "jazz")]
    await stage.ana.slash(stage.channel, "morph", **{"from": ends[0].id, "to": ends[1].id})
    asked = await stage.only_card()
    stage.worker.finish()
    await stage.deliver()
    message = await stage.shown(asked.card.id)
    monkeypatch.setattr("bot.patience.LOOK_UPS_S", 0.5)
    stage.change(records=Slow(stage.services.records, "clip", takes_s=0.2))
    assert sentence(await stage.press("Reroll", message)) == SLOW
    assert await stage.services.records.open_cards() == []


async def test_a_sibling_is_made_of_a_parent_that_was_deleted(stage: Stage) -> None:
    message = await stage.made()
    parent = await stage.clip(message)
    child = await varied(stage, message)
    await stage.press("Delete", message)
    await stage.press("Reroll", child)
    (asked,) = (await stage.only_card()).requests
    assert asked.ancestry == Ancestry("vary", parent.id)


async def test_a_clip_whose_files_were_cleared_away_can_be_rerolled(stage: Stage) -> None:
    message = await stage.made()
    await stage.services.records.mark_swept((await stage.clip(message)).id)
    await stage.press("Reroll", message)
    assert len(await recipes(stage)) == 1


async def test_a_card_that_was_removed_cannot_be_rerolled(stage: Stage) -> None:
    message = await stage.made()
    await stage.services.records.remove_card(custom_ids(message)["Reroll"].rpartition(":")[2], 0.0)
    assert sentence(await stage.press("Reroll", message)) == DELETED


async def test_what_failed_is_tried_again_just_so(stage: Stage) -> None:
    result = await stage.riff(seed=7)
    (asked,) = (await stage.only_card()).requests
    stage.worker.take()
    stage.worker.finish({asked.request.id: SORRY})
    await stage.deliver()
    assert result.response is not None
    message = stage.message(result.response.id)
    assert SORRY.sentence in message.content
    await stage.press("Try again", message)
    assert await recipes(stage) == [asked.request.recipe]


@pytest.mark.parametrize("is_hers", [False, True])
async def test_of_a_parent_that_became_private_only_its_author_makes_siblings(stage: Stage, *, is_hers: bool) -> None:
    message = await stage.made()
    child = await varied(stage, message)
    await stage.services.records.set_visibility((await stage.clip(message)).id, "private")
    result = await stage.press("Reroll", child, stage.ana if is_hers else stage.ben)
    if is_hers:
        assert (await stage.only_card()).card.private
    else:
        assert sentence(result) == PRIVATE
        assert await stage.services.records.open_cards() == []
