"""The board in its thread."""

from dataclasses import dataclass, field, replace

import discord
import pytest

from bot.jams.board.keeping import ANEW_AFTER_S, EDIT_EVERY_S, Boards
from bot.jams.machine.acts import End, Pause, Resume
from bot.records.jam import BOARD, Jam
from bot.records.oversight import Filter
from tests.bot.jams.sessions import NAME, Session
from tests.bot.stage import Stage, custom_ids

THREAD_POSTS = "/channels/{thread}/messages"


@dataclass
class Easel:
    """A jam, and what keeps its board."""

    session: Session
    boards: Boards = field(default_factory=Boards)

    @property
    def stage(self) -> Stage:
        return self.session.stage

    async def tend(self, jam: Jam | None = None) -> list[discord.Message]:
        """Look once, and give what the bot posted in the thread."""
        await self.boards.tend(self.stage.services, self.stage.bot, jam or await self.session.now())
        return self.shown()

    def shown(self) -> list[discord.Message]:
        messages = sorted(self.session.thread.history(), key=lambda message: message.id)
        return [
            one for one in messages if one.author == self.stage.bot.user and one.type is discord.MessageType.default
        ]

    async def lead(self, act: type[Pause | Resume | End]) -> None:
        await self.session.do(act(str(self.stage.ana.id)))


@pytest.fixture
async def easel(session: Session) -> Easel:
    await session.begin()
    return Easel(session)


async def test_it_is_posted_once_pinned_and_noted(easel: Easel) -> None:
    (message,) = await easel.tend()
    (again,) = await easel.tend()
    assert message.id == again.id
    assert message.content.startswith(f"## 🎶 {NAME}")
    assert list(custom_ids(message)) == ["Contribute", "Join", "Listen", "Leave", "Next", "Pause", "Skip", "Tools"]
    assert (await easel.session.now()).posts[BOARD].message == str(message.id)
    assert message.pinned


async def test_what_changes_is_shown_as_it_was_last_and_not_too_often(easel: Easel) -> None:
    (before,) = await easel.tend()
    await easel.lead(Pause)
    (still,) = await easel.tend()
    assert still.content == before.content
    easel.stage.clock.move(EDIT_EVERY_S)
    (message,) = await easel.tend()
    assert "⏸️ It is paused" in message.content
    assert "Resume" in custom_ids(message)


async def test_a_clock_that_is_set_back_does_not_keep_it_as_it_was(easel: Easel) -> None:
    await easel.tend()
    await easel.lead(Pause)
    easel.stage.clock.move(-3600)
    (message,) = await easel.tend()
    assert "⏸️ It is paused" in message.content


async def test_another_process_goes_on_with_it(easel: Easel) -> None:
    (message,) = await easel.tend()
    await easel.lead(Pause)
    easel.boards = Boards()
    (again,) = await easel.tend()
    assert again.id == message.id
    assert "⏸️" in again.content


async def test_one_that_was_posted_and_not_noted_is_not_posted_twice(easel: Easel) -> None:
    (message,) = await easel.tend()
    await easel.stage.services.records.drop_jam_post(easel.session.id, BOARD)
    easel.boards = Boards()
    (again,) = await easel.tend()
    assert again.id == message.id
    assert (await easel.session.now()).posts[BOARD].message == str(message.id)


async def test_an_old_one_comes_to_the_end_of_the_thread(easel: Easel) -> None:
    (before,) = await easel.tend()
    easel.stage.clock.move(ANEW_AFTER_S)
    (unchanged,) = await easel.tend()
    assert unchanged.id == before.id
    await easel.lead(Pause)
    (after,) = await easel.tend()
    assert after.id > before.id
    assert after.pinned
    assert (await easel.session.now()).posts[BOARD].message == str(after.id)


async def test_one_that_somebody_deleted_is_posted_anew(easel: Easel) -> None:
    (before,) = await easel.tend()
    await easel.stage.mod.delete(before)
    await easel.lead(Pause)
    easel.stage.clock.move(EDIT_EVERY_S)
    (after,) = await easel.tend()
    assert after.id != before.id


async def test_without_the_right_to_pin_it_is_there_all_the_same(easel: Easel) -> None:
    easel.stage.refuse("PUT", f"/channels/{easel.session.thread.id}/messages/pins/*", status=403, code=50013)
    easel.stage.refuse("PUT", f"/channels/{easel.session.thread.id}/pins/*", status=403, code=50013)
    (message,) = await easel.tend()
    assert not message.pinned


async def test_at_the_end_there_is_at_once_nothing_to_press(easel: Easel) -> None:
    await easel.tend()
    await easel.lead(End)
    (message,) = await easel.tend()
    assert message.components == []
    assert "✅ It is over." in message.content


async def test_at_the_end_it_is_edited_once_however_often_somebody_looks(easel: Easel) -> None:
    await easel.tend()
    await easel.lead(End)
    for _ in range(3):
        await easel.tend()
    edits = [
        one for one in easel.stage.env.http_requests if one.method == "PATCH" and "✅ It is over." in str(one.json)
    ]
    assert len(edits) == 1


async def test_without_a_thread_there_is_no_board(easel: Easel) -> None:
    jam = replace(await easel.session.now(), thread=None)
    assert await easel.tend(jam) == []


async def test_a_name_that_rules_refuse_by_now_is_veiled(easel: Easel) -> None:
    server, records = str(easel.stage.guild.id), easel.stage.services.records
    await records.add_filter(server, Filter("no fridays", "block", (NAME.lower(),)), by="1", now_s=0)
    (message,) = await easel.tend()
    assert NAME not in message.content


async def test_what_discord_does_not_take_rises_to_whoever_looks(easel: Easel) -> None:
    path = THREAD_POSTS.format(thread=easel.session.thread.id)
    easel.stage.refuse("POST", path, status=403, code=50013)
    with pytest.raises(discord.Forbidden):
        await easel.tend()
    (message,) = await easel.tend()
    assert NAME in message.content
