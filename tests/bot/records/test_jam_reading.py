"""What was played in a jam is read anew when it was saved, and only then; all else each time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.records import Records, jam_reading
from bot.records.jam import Post
from tests.bot.records.jamming import BEGUN, begun, found, jam, played, saved

POST = Post("900", "901", 1001.0)


@contextmanager
def watched() -> Iterator[list[str]]:
    """See which tables are read."""
    seen: list[str] = []

    def see(*given: object) -> None:
        seen.append(str(given[2]))

    event.listen(Engine, "before_cursor_execute", see)
    yield seen
    event.remove(Engine, "before_cursor_execute", see)


def of(statements: list[str], table: str) -> int:
    return sum(f"FROM {table} " in one.replace("\n", "") for one in statements)


async def test_what_was_played_is_read_once(records: Records) -> None:
    await saved(records, start := await begun(records), played(start))
    with watched() as seen:
        first, second = await records.open_jams(), await records.open_jams()
    assert first == second
    assert [of(seen, table) for table in ("jams", "jam_players", "jam_entries", "jam_votes")] == [2, 2, 0, 0]


async def test_what_somebody_else_saved_is_read(records: Records, other: Records) -> None:
    start = await begun(records)
    assert await other.jam(start.id) == start
    after = await saved(other, start, played(start))
    assert await records.jam(start.id) == after
    assert await records.open_jams() == [after]


async def test_who_was_seen_and_what_shows_it_is_read_each_time(records: Records, other: Records) -> None:
    start = await begun(records)
    await other.seen_in_jam(start.id, "601", 1100.0)
    await other.note_jam_post(start.id, "board", POST)
    now = await found(records)
    assert (now.players[1].seen_s, now.posts) == (1100.0, {"board": POST})


async def test_a_jam_that_took_the_id_of_another_is_not_that_one(records: Records) -> None:
    start = replace(played(jam()), phase="archived", ended_s=1500.0)
    assert await records.new_jam(start, BEGUN)
    assert await found(records) == start
    await records.forget_jams([start.id])
    await records.new_jam(replace(jam(), created_s=2000.0), BEGUN)
    assert (await found(records)).entries == ()


async def test_more_jams_than_are_remembered_are_read_all_the_same(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jam_reading, "KNOWN_MOST", 2)
    jams = [await begun(records, f"J00000{number}", host=str(600 + number)) for number in range(3)]
    jams = [await saved(records, one, played(one)) for one in jams]
    assert await records.open_jams() == jams
    assert await records.open_jams() == jams


async def test_a_jam_that_can_not_be_read_keeps_no_other_from_it(records: Records) -> None:
    good = await begun(records, "J000001")
    bad = await begun(records, "J000002", host="602")
    broken = replace(bad, rules=replace(bad.rules, mode="dance"))  # type: ignore[arg-type]
    assert await records.save_jam(bad, broken)
    assert await records.open_jams() == [good]
    assert await records.jam(bad.id) is None
