"""Whoever is killed between a message and its note leaves nobody to post it twice."""

from collections import Counter
from typing import Any

from bot.records import DatabaseDownError
from bot.records.jam import CLOSED
from tests.bot.choices.choosing import choose
from tests.bot.jams.showing.scenes import begun, thread_messages
from tests.bot.stage import Stage


class Forgetful:
    """Records that can't note a message the first time: whoever posted it was cut off just then."""

    def __init__(self, records: object) -> None:
        self._records = records
        self.lost: set[str] = set()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever records have
        return getattr(self._records, name)

    async def note_jam_post(self, jam_id: str, what: str, *args: object, **fields: object) -> object:
        if what not in self.lost:
            self.lost.add(what)
            raise DatabaseDownError("it was cut off")
        note: Any = self._records
        return await note.note_jam_post(jam_id, what, *args, **fields)


async def test_a_whole_jam_has_each_message_once(stage: Stage) -> None:
    hall = stage.guild.create_text_channel("gallery")
    await choose(stage.services.records, "server", stage.guild.id, gallery=hall.id)
    playing = await begun(stage)
    forgetful = Forgetful(stage.services.records)
    playing.change(records=forgetful)
    await playing.begin(stage.ben)
    await playing.later(15)
    first = await playing.enter(stage.ana, "drums")
    await playing.enter(stage.ben, "bass")
    await playing.painted()
    await playing.until("voting")
    await playing.vote(stage.ben, first)
    await playing.until("reveal")
    await playing.until("finale")
    await playing.painted()
    await playing.paint()
    await playing.until("archived")
    jam = await playing.later(40)
    assert CLOSED in jam.posts
    assert {"vote-1", "reveal-1", "finale", "credits", "video", "gallery", "set-announced"} <= forgetful.lost
    beginnings = Counter(one.content.split("\n")[0] for one in thread_messages(stage) if one.author.bot)
    assert [line for line, times in beginnings.items() if times > 1] == []
    assert len(hall.history(viewer=stage.ben)) == 1
