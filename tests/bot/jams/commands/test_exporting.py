"""A jam that is over, as files."""

from bot.jams.commands.exporting import NO_TRACK, NOT_OVER, parts_of
from bot.jams.machine.acts import Closed, End, Mastered, Next
from tests.bot.gallery.reading import answer
from tests.bot.jams.sessions import Session
from tests.bot.stage import sentence


async def names(session: Session) -> list[str]:
    shown = answer(await session.stage.ben.slash(session.thread, "jam export"))
    return sorted(one.filename for one in shown.attachments)


async def test_before_the_end_there_is_nothing(session: Session) -> None:
    await session.begin()
    assert sentence(await session.stage.ben.slash(session.thread, "jam export")) == NOT_OVER


async def test_without_a_track_how_it_went_is_there(session: Session) -> None:
    await session.begin()
    await session.do(End(str(session.stage.ana.id)))
    shown = answer(await session.stage.ben.slash(session.thread, "jam export"))
    assert shown.content.endswith(NO_TRACK)
    assert [one.filename for one in shown.attachments] == [f"jam_{session.id}.json"]


async def test_the_track_comes_with_its_picture(session: Session) -> None:
    await session.begin()
    host = str(session.stage.ana.id)
    entry = await session.enter(session.stage.ben)
    await session.do(Next(host, round=1, phase="collecting"))
    await session.paint(entry)
    await session.do(End(host), Mastered(f"{entry.id}-0"), Closed())
    assert await names(session) == [f"jam_{session.id}.{ending}" for ending in ("json", "mp3", "png")]


def test_files_are_laid_into_messages_that_discord_takes() -> None:
    files = [("a", b"12345"), ("b", b"123"), ("c", b"1")]
    assert [[name for name, _ in part] for part in parts_of(files, most=6)] == [["a"], ["b", "c"]]
    assert [[name for name, _ in part] for part in parts_of(files, most=9)] == [["a", "b", "c"]]
