"""🗑️ Delete of one riff, in its panel."""

from typing import Any

import discord
from simcord.results import InteractionResult

from bot.card import Button
from bot.gallery.deleting import GONE, NOT_YOURS, STILL_WORKING
from bot.gallery.finding import DELETED
from bot.records import DatabaseDownError, Records
from bot.records.values import Ancestry, ClipRecord
from core.ending import Ended
from tests.bot.gallery.clips import put
from tests.bot.gallery.reading import answer, labels, words
from tests.bot.stage import Stage, custom_ids, sentence


async def clip_of(stage: Stage, message: discord.Message, label: str = "Star") -> ClipRecord:
    clip = await stage.services.records.clip(custom_ids(message)[label].rpartition(":")[2])
    assert clip is not None
    return clip


async def asked(stage: Stage, clip: ClipRecord) -> discord.Message:
    result = await stage.press_on(Button("drop", clip.id, "🗑️", "Delete"))
    assert result.response is not None
    return stage.message(result.response.id)


async def drop(stage: Stage, clip: ClipRecord) -> discord.Message:
    """Delete a clip, and give what is said then."""
    question = await asked(stage, clip)
    await stage.press("Delete it", question)
    return stage.message(question.id)


async def directly(stage: Stage, clip: ClipRecord) -> InteractionResult:
    return await stage.press_on(Button("dropped", clip.id, "🗑️", "Delete it"), stage.ben)


async def test_it_is_offered_to_author_and_moderators(stage: Stage) -> None:
    clip = await put(stage)
    for who, offered in ((stage.ana, True), (stage.mod, True), (stage.ben, False)):
        panel = answer(await who.slash(stage.channel, "riffs show", riff=clip.id))
        assert ("Delete" in labels(panel)) == offered


async def test_the_riff_is_gone_and_its_card_says_who_took_it_away(stage: Stage) -> None:
    message = await stage.made()
    clip = await clip_of(stage, message)
    said = await drop(stage, clip)
    assert said.content == GONE.format(name=f"`{clip.recipe.recipe_id}`")
    assert said.components == []
    left = stage.message(message.id)
    assert left.content == f"🗑️ Removed by <@{stage.ana.id}>."
    assert (left.attachments, left.components) == ([], [])


async def test_its_place_in_the_family_stays(stage: Stage) -> None:
    clip = await clip_of(stage, await stage.made())
    child = await put(stage, "darker", ancestry=Ancestry("remix", clip.id))
    await drop(stage, clip)
    shown = answer(await stage.ben.slash(stage.channel, "riffs lineage", riff=child.id))
    assert words(shown).split("\n")[1] == "[removed] riff"


async def test_of_a_private_card_the_others_are_not_sent_anew(stage: Stage) -> None:
    """Its token is gone: its end would come as a direct message."""
    await stage.riff(variations=2, private=True)
    stage.worker.finish()
    asked_for = (await stage.only_card()).card.id
    await stage.deliver()
    clip = (await stage.record(asked_for)).requests[0].clip
    assert clip is not None
    await drop(stage, clip)
    assert await stage.services.records.undelivered() == 0


async def test_the_other_variations_of_its_card_stay(stage: Stage) -> None:
    message = await stage.made(variations=2)
    await drop(stage, await clip_of(stage, message, "Star A"))
    await stage.deliver()
    left = stage.message(message.id)
    assert "**A** 🗑️ Removed." in left.content
    assert [one.filename.rpartition("_")[2] for one in left.attachments[1:]] == ["B.mp3"]
    assert "Star A" not in custom_ids(left)
    assert "Star B" in custom_ids(left)


async def test_its_card_stops_showing_it_also_if_the_bot_stops_just_then(stage: Stage) -> None:
    message = await stage.made(variations=2)
    clip = await clip_of(stage, message, "Star A")
    question = await asked(stage, clip)
    stage.change(records=StopsAfterDeleting(stage.services.records))
    await stage.press("Delete it", question)
    await stage.deliver()
    assert "**A** 🗑️ Removed." in stage.message(message.id).content


class StopsAfterDeleting:
    """Real records of a process that is killed as soon as a clip is deleted."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def __getattr__(self, name: str) -> object:
        return getattr(self._records, name)

    async def delete_clip(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - whatever it takes
        await self._records.delete_clip(*args, **kwargs)
        raise DatabaseDownError("killed")


async def test_the_last_variation_takes_its_card_along(stage: Stage) -> None:
    message = await stage.made(variations=2)
    for label in ("Star A", "Star B"):
        await drop(stage, await clip_of(stage, message, label))
    assert "Removed by" in stage.message(message.id).content


async def test_others_may_not_even_with_the_buttons_id(stage: Stage) -> None:
    clip = await put(stage)
    assert sentence(await directly(stage, clip)) == NOT_YOURS
    assert sentence(await stage.press_on(Button("drop", clip.id, "🗑️", "Delete"), stage.ben)) == NOT_YOURS
    found = await stage.services.records.clip(clip.id)
    assert found is not None
    assert found.deleted_s is None


async def test_to_press_again_says_that_it_is_gone(stage: Stage) -> None:
    clip = await clip_of(stage, await stage.made())
    question = await asked(stage, clip)
    await stage.press("Delete it", question)
    assert sentence(await stage.press_on(Button("dropped", clip.id, "🗑️", "Delete it"))) == DELETED


async def test_a_card_that_is_worked_on_has_to_be_over_first(stage: Stage) -> None:
    """Of several clips one is there while the others are painted."""
    await stage.riff(variations=2)
    first = (await stage.only_card()).requests[0].request.id
    ended = Ended(request=first, end="done", made=stage.worker.made(first))
    assert await stage.services.records.end_request(ended, now_s=stage.clock())
    clip = await stage.services.records.clip(first)
    assert clip is not None
    assert sentence(await stage.press_on(Button("drop", clip.id, "🗑️", "Delete"))) == STILL_WORKING


async def test_a_card_that_discord_does_not_let_us_change_keeps_nothing_but_its_message(stage: Stage) -> None:
    message = await stage.made()
    clip = await clip_of(stage, message)
    stage.refuse("PATCH", "/channels/*", status=403, code=50001)
    assert (await drop(stage, clip)).content == GONE.format(name=f"`{clip.recipe.recipe_id}`")
    assert stage.message(message.id).content == message.content
