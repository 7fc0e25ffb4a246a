"""A case's card among the moderators."""

from bot.cases.desk import FIRST_RETRY_S
from bot.records.oversight import NewCase
from tests.bot.cases.docket import Docket
from tests.bot.gallery.clips import put
from tests.bot.gallery.reading import labels, require_sendable, words


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
    clip = await put(docket.stage)
    case = await docket.stage.services.records.open_case(
        NewCase("report", docket.server, clip.author, clip.card_id, clip.id), docket.stage.clock()
    )
    card = await docket.shown(case)
    _, reply = docket.posted()
    assert reply.reference is not None
    assert reply.reference.message_id == card.id
    picture, sound = reply.attachments
    assert picture.is_spoiler()
    assert sound.filename.endswith(".mp3")


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
