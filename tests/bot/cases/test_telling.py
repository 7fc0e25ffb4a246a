"""How people learn of what was decided."""

from dataclasses import replace

from bot.card import CardView
from bot.cases.telling import answer_again, tell_user
from tests.bot.cases.docket import Docket

VIEW = CardView("**#1**: told.")


async def test_a_direct_message_calls_whom_it_is_for(docket: Docket) -> None:
    stage = docket.stage
    assert await tell_user(stage.bot, str(stage.ana.id), VIEW, nonce="case-1-told")
    assert docket.told() == ["**#1**: told."]


async def test_who_takes_no_direct_messages_is_not_told_and_nothing_breaks(docket: Docket) -> None:
    stage = docket.stage
    stage.refuse("POST", f"/channels/{stage.ana.user.dm_channel.id}/messages", status=403, code=50007)
    assert not await tell_user(stage.bot, str(stage.ana.id), VIEW, nonce="case-1-told")


async def test_an_answer_is_written_over_as_long_as_its_token_lives(docket: Docket) -> None:
    stage, card = docket.stage, await docket.card()
    assert await answer_again(stage.services, stage.bot, card, VIEW)
    assert stage.messages(stage.ana)[0].content == VIEW.content
    stage.clock.move(15 * 60)
    assert not await answer_again(stage.services, stage.bot, card, CardView("late"))
    assert not await answer_again(stage.services, stage.bot, replace(card, token=None), CardView("never"))
    assert stage.messages(stage.ana)[0].content == VIEW.content


async def test_the_answer_is_not_the_message_that_shows_the_card(docket: Docket) -> None:
    stage, card = docket.stage, await docket.card()
    assert await answer_again(stage.services, stage.bot, replace(card, message="123456789012345678"), VIEW)
    assert stage.messages(stage.ana)[0].content == VIEW.content


async def test_an_answer_that_is_gone_is_told_as_such(docket: Docket) -> None:
    stage, card = docket.stage, await docket.card()
    path = f"/webhooks/{stage.bot.application_id}/{card.token}/messages/@original"
    stage.refuse("PATCH", path, status=404, code=10008)
    assert not await answer_again(stage.services, stage.bot, card, VIEW)


async def test_an_author_who_can_be_told_nowhere_finds_it_in_their_standing(docket: Docket) -> None:
    stage, case = docket.stage, await docket.held()
    await docket.shown(case)
    stage.clock.move(15 * 60)
    stage.refuse("POST", f"/channels/{stage.ana.user.dm_channel.id}/messages", status=403, code=50007)
    await docket.decide("Remove", case, reason="no artists")
    assert docket.told() == []
    assert (await docket.now(case)).settled_s is not None
    shown = await stage.ana.slash(stage.channel, "account standing")
    assert shown.response is not None
    assert f"#{case.number}" in shown.response.content
    assert "no artists" in shown.response.content
