"""Somebody wants all of theirs deleted, and may think again for a day."""

import discord

from bot.card import Button
from bot.privacy.deleting import BEGUN, KEPT, NOT_YOURS, NOTHING_ASKED, SURE, THINK_AGAIN_S, UNDER_WAY
from tests.bot.privacy.leaving import LATER_S, Leaving
from tests.bot.stage import custom_ids, sentence


async def asked(leaving: Leaving) -> discord.Message:
    """Ask for it, and give the question."""
    stage = leaving.stage
    result = await stage.ana.slash(stage.channel, "account data delete")
    assert result.response is not None
    return stage.message(result.response.id)


async def confirmed(leaving: Leaving) -> discord.Message:
    question = await asked(leaving)
    await leaving.stage.press("Delete everything", question)
    return leaving.stage.message(question.id)


async def told(leaving: Leaving, command: str) -> str:
    return sentence(await leaving.stage.ana.slash(leaving.stage.channel, f"account data {command}"))


def begun(leaving: Leaving) -> str:
    due_s = round(leaving.stage.clock() + THINK_AGAIN_S)
    return BEGUN.format(when=f"<t:{due_s}:f> (<t:{due_s}:R>)")


async def test_it_says_what_goes_and_what_stays_before_anything_is_done(leaving: Leaving) -> None:
    question = await asked(leaving)
    assert question.content == SURE
    assert list(custom_ids(question)) == ["Delete everything"]
    assert await leaving.stage.services.records.erasure_of(leaving.user) is None


async def test_once_confirmed_it_says_when_and_how_to_take_it_back(leaving: Leaving) -> None:
    message = await confirmed(leaving)
    assert message.content == begun(leaving)
    assert list(custom_ids(message)) == ["Keep everything"]


async def test_it_is_due_in_a_day(leaving: Leaving) -> None:
    await confirmed(leaving)
    erasure = await leaving.stage.services.records.erasure_of(leaving.user)
    assert erasure is not None
    assert erasure.due_s == leaving.stage.clock() + 24 * 3600


async def test_the_button_takes_it_back(leaving: Leaving) -> None:
    message = await confirmed(leaving)
    await leaving.stage.press("Keep everything", message)
    assert leaving.stage.message(message.id).content == KEPT
    assert await leaving.stage.services.records.erasure_of(leaving.user) is None


async def test_so_does_the_command(leaving: Leaving) -> None:
    await confirmed(leaving)
    assert await told(leaving, "keep") == KEPT
    assert await told(leaving, "keep") == NOTHING_ASKED


async def test_who_asks_again_is_told_when_it_will_be_and_the_first_word_holds(leaving: Leaving) -> None:
    await confirmed(leaving)
    said = begun(leaving)
    leaving.stage.clock.move(3600)
    assert await told(leaving, "delete") == said
    question = Button("erase", leaving.user, "🗑️", "Delete everything")
    await leaving.stage.press_on(question)
    erasure = await leaving.stage.services.records.erasure_of(leaving.user)
    assert erasure is not None
    assert erasure.due_s == leaving.stage.clock() - 3600 + THINK_AGAIN_S


async def test_once_it_is_due_it_can_not_be_taken_back(leaving: Leaving) -> None:
    await confirmed(leaving)
    leaving.stage.clock.move(LATER_S)
    assert await told(leaving, "keep") == UNDER_WAY
    assert await told(leaving, "delete") == UNDER_WAY
    assert await leaving.stage.services.records.erasure_of(leaving.user) is not None


async def test_all_of_it_from_the_command_to_the_end(leaving: Leaving) -> None:
    await leaving.stage.made()
    await confirmed(leaving)
    leaving.stage.clock.move(LATER_S)
    await leaving.look()
    assert await leaving.is_done()
    assert await leaving.traces() == []


async def test_nobody_presses_for_somebody_else(leaving: Leaving) -> None:
    stage = leaving.stage
    for verb in ("erase", "keep"):
        button = Button(verb, leaving.user, "🗑️", "Press")
        assert sentence(await stage.press_on(button, stage.ben)) == NOT_YOURS
    assert await stage.services.records.erasure_of(leaving.user) is None
    assert await stage.services.records.erasure_of(str(stage.ben.id)) is None


async def test_who_comes_back_after_that_begins_anew(leaving: Leaving) -> None:
    await leaving.stage.made()
    await leaving.leave()
    await leaving.stage.made(prompt="anew")
    (clip,) = [one async for one in leaving.stage.services.records.everything_of(leaving.user) if one.kind == "clip"]
    assert clip.fields["recipe_id"]
    assert await told(leaving, "keep") == NOTHING_ASKED
