"""What waits for moderators, looked after."""

import asyncio

import discord
import pytest

from bot.cases.desk import CUT_OFF_S, LAPSE_EVERY_S
from bot.cases.outcomes import OPEN_MOST_S
from bot.records.oversight import NewCase
from tests.bot.cases.docket import Docket
from tests.bot.gallery.clips import put
from tests.bot.gallery.reading import labels, words
from tests.bot.stage import sentence


async def test_what_nobody_decides_in_72_hours_is_not_made_and_its_author_is_told(docket: Docket) -> None:
    case = await docket.held()
    await docket.shown(case)
    docket.stage.clock.move(OPEN_MOST_S - 1)
    await docket.desk.look()
    assert docket.told() == []
    docket.stage.clock.move(LAPSE_EVERY_S)
    await docket.desk.look()
    (told,) = docket.told()
    assert told.startswith(f"⌛ **#{case.number}** lapsed")
    assert "Nothing was used up" in told
    assert (await docket.stage.record(case.card_id)).card.state == "refused"
    card = await docket.shown(case)
    assert labels(card) == []
    assert "Nobody has to decide this any more" in words(card)
    await docket.desk.look()
    assert len(docket.told()) == 1


async def test_what_a_killed_bot_decided_and_did_not_carry_out_is_carried_out(docket: Docket) -> None:
    stage, case = docket.stage, await docket.held()
    await docket.shown(case)
    records = stage.services.records
    await records.decide(case.number, "remove", by=str(stage.mod.id), reason="no", now_s=stage.clock())
    await docket.desk.look()
    assert stage.messages(stage.ana)[0].content.startswith("**Jamgram makes music")
    stage.clock.move(CUT_OFF_S + 1)
    await docket.desk.look()
    assert stage.messages(stage.ana)[0].content.startswith(f"⛔ **#{case.number}**")
    assert "Removed" in words(await docket.shown(case))
    assert (await docket.now(case)).settled_s is not None


async def test_what_a_killed_bot_approved_is_made_and_its_end_finds_its_place(docket: Docket) -> None:
    stage, case = docket.stage, await docket.held()
    records = stage.services.records
    await records.decide(case.number, "approve", by=str(stage.mod.id), reason="", now_s=stage.clock())
    stage.clock.move(CUT_OFF_S + 1)
    await docket.desk.look()
    assert stage.messages(stage.ben) == []
    stage.worker.finish()
    await stage.deliver()
    await docket.desk.look()
    posted, word = stage.messages(stage.ben)
    assert len(posted.attachments) == 2
    assert "ready" in word.content


async def test_an_author_who_takes_it_back_needs_no_decision(docket: Docket) -> None:
    stage, case = docket.stage, await docket.held()
    await docket.shown(case)
    await stage.services.records.end_card(case.card_id, None, now_s=stage.clock())
    stage.clock.move(CUT_OFF_S + 1)
    await docket.desk.look()
    assert labels(await docket.shown(case)) == []
    assert docket.told() == []


async def test_a_clip_that_its_author_deletes_needs_no_decision(docket: Docket) -> None:
    stage, clip = docket.stage, await put(docket.stage)
    records = stage.services.records
    case = await records.open_case(NewCase("report", docket.server, clip.author, clip.card_id, clip.id), stage.clock())
    await docket.shown(case)
    await records.delete_clip(clip.id, stage.clock())
    stage.clock.move(LAPSE_EVERY_S)
    await docket.desk.look()
    assert (await docket.now(case)).state == "lapsed"
    stage.clock.move(CUT_OFF_S + 1)
    await docket.desk.look()
    card = await docket.shown(case)
    assert labels(card) == ["Go to it"]
    assert docket.told() == []
    assert [message.id for message in docket.posted()] == [card.id]


async def test_it_looks_until_it_is_stopped(docket: Docket) -> None:
    await docket.held()
    stop = asyncio.Event()
    looking = asyncio.create_task(docket.desk.look_after(stop))
    while not docket.posted():  # noqa: ASYNC110 - the simulation calls nobody
        await asyncio.sleep(0.01)
    stop.set()
    await looking
    assert isinstance(docket.posted()[0], discord.Message)


async def test_a_fault_in_one_case_keeps_no_other_waiting(docket: Docket, caplog: pytest.LogCaptureFixture) -> None:
    stage, case = docket.stage, await docket.held()
    await docket.shown(case)
    records = stage.services.records
    await records.decide(case.number, "remove", by=str(stage.mod.id), reason="no", now_s=stage.clock())
    await records.note_case(case.number, channel="nowhere", message="nothing")
    other = await docket.held()
    stage.clock.move(CUT_OFF_S + 1)
    await docket.desk.look()
    assert "can't be carried out" in caplog.text
    assert (await docket.now(other)).message is not None


async def test_servers_without_a_channel_hold_up_no_other(docket: Docket) -> None:
    stage = docket.stage
    for server in ("1", "2"):
        asked = NewCase("held", server, str(stage.ana.id), f"card-{server}")
        await stage.services.records.open_case(asked, stage.clock())
    await docket.desk.look()
    waiting = await stage.services.records.unposted_cases(9, besides=["1", "2"])
    assert waiting == []
    assert (await docket.shown(await docket.held())).author == stage.bot.user


async def test_open_cases_follow_the_moderators_to_another_channel(docket: Docket) -> None:
    stage, case = docket.stage, await docket.held()
    decided = await docket.held()
    await docket.decide("Remove", decided)
    await docket.shown(case)
    old, docket.room = docket.room, stage.guild.create_text_channel("moderators anew")
    await docket.with_room()
    stage.clock.move(LAPSE_EVERY_S)
    card = await docket.shown(case)
    assert f"#{case.number}" in words(card)
    (left,) = old.history()
    assert f"#{decided.number}" in words(left)


async def test_a_channel_that_is_gone_is_asked_no_more_and_what_waited_comes_to_the_next(docket: Docket) -> None:
    stage, case = docket.stage, await docket.held()
    await docket.shown(case)
    await gone(docket)
    other = await docket.held()
    await docket.desk.look()
    stage.clock.move(LAPSE_EVERY_S)
    result = await stage.riff(prompt="a ballad like Taylor Swift")
    assert "living artist" in sentence(result)
    assert (await stage.services.records.open_cases(docket.server)).total == 2
    docket.room = stage.guild.create_text_channel("moderators anew")
    await docket.with_room()
    stage.clock.move(LAPSE_EVERY_S)
    await docket.desk.look()
    assert len(docket.posted()) == 2
    assert (await docket.now(other)).message is not None


async def test_a_card_that_somebody_deletes_before_it_is_decided_comes_back(docket: Docket) -> None:
    case = await docket.held()
    first = await docket.shown(case)
    await first.delete()
    await docket.stage.env.settle()
    second = await docket.shown(case)
    assert second.id != first.id
    await docket.decide("Remove", case)
    await second.delete()
    await docket.stage.env.settle()
    await docket.desk.look()
    assert docket.posted() == []


async def gone(docket: Docket) -> None:
    """Delete the moderators' channel."""
    channel = docket.stage.bot.get_channel(docket.room.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.delete()


async def test_somebody_who_had_all_deleted_is_not_looked_for(docket: Docket) -> None:
    stage = docket.stage
    case = await stage.services.records.open_case(NewCase("held", docket.server, "gone-0123", "1"), stage.clock())
    card = await docket.shown(case)
    assert "by somebody" in words(card)
    await docket.decide("Remove", case)
    assert (await docket.now(case)).settled_s is not None
