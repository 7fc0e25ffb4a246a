"""What is looked after: jams that go on, and those whose end is not shown."""

from dataclasses import replace

import pytest

from bot.records import Records
from bot.records.jam import CLOSED, Jam, JamEvent, JamRules, Post

NOW_S = 1_800_000_000.0


async def kept(records: Records, jam_id: str, *, ended_s: float | None = None) -> Jam:
    """Keep a jam, which goes on or was over at a time."""
    jam = Jam(jam_id, "1", "2", f"host of {jam_id}", "Night Shift", "", JamRules("battle", 1), "lobby", NOW_S)
    assert await records.new_jam(jam, JamEvent(NOW_S, jam.host, "begin"))
    if ended_s is not None:
        assert await records.save_jam(jam, replace(jam, phase="archived", ended_s=ended_s))
    return jam


async def to_tend(records: Records) -> list[str]:
    return [jam.id for jam in await records.jams_to_tend(NOW_S)]


async def test_jams_that_go_on_are_looked_after(records: Records) -> None:
    await kept(records, "J000001")
    assert await to_tend(records) == ["J000001"]


@pytest.mark.parametrize(("ended_s", "named"), [(NOW_S + 1, ["J000001"]), (NOW_S - 1, [])])
async def test_jams_that_are_over_are_for_a_while(records: Records, ended_s: float, named: list[str]) -> None:
    await kept(records, "J000001", ended_s=ended_s)
    assert await to_tend(records) == named


async def test_jams_whose_end_is_shown_are_not(records: Records) -> None:
    await kept(records, "J000001", ended_s=NOW_S + 1)
    await records.note_jam_post("J000001", CLOSED, Post("1", "2", NOW_S))
    assert await to_tend(records) == []


async def test_it_is_known_when_somebody_looked(records: Records) -> None:
    assert await records.last_look() is None
    await records.looked(NOW_S)
    assert await records.last_look() == NOW_S
