"""A case's card among the moderators."""

import pytest

from bot.cases.desk import FIRST_RETRY_S
from bot.records.oversight import Case, NewCase
from tests.bot.cases.docket import Docket
from tests.bot.gallery.clips import put
from tests.bot.gallery.reading import labels, require_sendable, words


async def reported(docket: Docket) -> Case:
    clip = await put(docket.stage)
    asked = NewCase("report", docket.server, clip.author, clip.card_id, clip.id)
    return await docket.stage.services.records.open_case(asked, docket.stage.clock())


async def test_a_held_prompt_is_posted_with_what_was_found_in_it(docket: Docket) -> None:
    case = await docket.held()
    card = await docket.shown(case)
    require_sendable(card)
    assert f"#{case.number}" in words(card)
    assert "> a hymn like __**Taylor Swift**__" in words(card)
    assert docket.stage.ana.mention in words(card)
    assert labels(card) == ["Approve", "Remove", "Strike", "Block", "Open"]


async def test_it_is_posted_once(docket: Docket) -> None:
    await docket.shown(await docket.held())
    await docket.desk.look()
    assert len(docket.posted()) == 1


async def test_what_a_killed_bot_posted_and_could_not_note_is_found_again(docket: Docket) -> None:
    case = await docket.held()
    await docket.desk.look()
    (posted,) = docket.posted()
    await docket.stage.services.records.note_case(case.number, channel=str(docket.room.id), message=None)
    docket.stage.clock.move(3600)
    await docket.desk_of("bot-2").look()
    assert docket.posted() == [posted]
    assert (await docket.now(case)).message == str(posted.id)


async def test_a_reported_clip_can_be_heard_and_its_picture_is_behind_a_click(docket: Docket) -> None:
    card = await docket.shown(await reported(docket))
    _, reply = docket.posted()
    assert reply.reference is not None
    assert reply.reference.message_id == card.id
    picture, sound = reply.attachments
    assert picture.is_spoiler()
    assert sound.filename.endswith(".mp3")


@pytest.mark.parametrize(("status", "code"), [(403, 50013), (400, 160002), (413, 40005)])
async def test_a_channel_that_takes_no_files_has_the_cards_alone(docket: Docket, status: int, code: int) -> None:
    case = await reported(docket)
    records, room = docket.stage.services.records, str(docket.room.id)
    await docket.shown(case)
    await records.note_case(case.number, channel=room, message=None)
    docket.stage.refuse("POST", f"/channels/{room}/messages", status=status, code=code)
    await docket.shown(await docket.held())
    assert (await docket.now(case)).message is not None


async def test_files_that_discord_can_not_take_just_now_are_posted_later(docket: Docket) -> None:
    case = await reported(docket)
    room = str(docket.room.id)
    await docket.shown(case)
    await docket.stage.services.records.note_case(case.number, channel=room, message=None)
    docket.stage.refuse("POST", f"/channels/{room}/messages", status=503, code=0, times=None)
    await docket.desk.look()
    assert (await docket.now(case)).message is None


async def test_a_channel_that_takes_nothing_is_tried_again_later(docket: Docket) -> None:
    await docket.held()
    docket.stage.refuse("POST", f"/channels/{docket.room.id}/messages", status=403, code=50013)
    await docket.desk.look()
    assert docket.posted() == []
    docket.stage.clock.move(FIRST_RETRY_S)
    await docket.desk.look()
    assert len(docket.posted()) == 1


async def test_without_a_channel_cases_wait_until_one_is_chosen(docket: Docket) -> None:
    await docket.choose("mod_channel", "")
    await docket.held()
    await docket.desk.look()
    assert docket.posted() == []
    await docket.with_room()
    docket.stage.clock.move(FIRST_RETRY_S)
    await docket.desk.look()
    assert len(docket.posted()) == 1
