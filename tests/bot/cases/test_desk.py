"""What waits for moderators, looked after."""

import asyncio

import discord

from bot.cases.desk import CUT_OFF_S
from bot.cases.outcomes import OPEN_MOST_S
from bot.records.oversight import NewCase
from tests.bot.cases.docket import Docket
from tests.bot.gallery.clips import put
from tests.bot.gallery.reading import labels, words


async def test_what_nobody_decides_in_72_hours_is_not_made_and_its_author_is_told(docket: Docket) -> None:
    case = await docket.held()
    await docket.shown(case)
    docket.stage.clock.move(OPEN_MOST_S - 1)
    await docket.desk.look()
    assert docket.told() == []
    docket.stage.clock.move(2)
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
