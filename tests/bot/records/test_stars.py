"""A clip has one star of each person, whoever gives one at the same time."""

import asyncio

from bot.records import Records, StarCount
from tests.bot.records.clips import make


async def test_a_star_is_given_and_taken_back(records: Records) -> None:
    await make(records, "1")
    assert await records.star("1-0", "601", now_s=1.0) == StarCount(1, starred=True)
    assert await records.star("1-0", "602", now_s=2.0) == StarCount(2, starred=True)
    assert await records.star("1-0", "601", now_s=3.0) == StarCount(1, starred=False)
    assert await records.has_starred(["1-0"], "601") == set()
    assert await records.has_starred(["1-0", "2-0"], "602") == {"1-0"}


async def test_stars_are_counted_of_every_clip_that_is_named(records: Records) -> None:
    for name in ("1", "2"):
        await make(records, name)
    await records.star("1-0", "601", now_s=1.0)
    assert await records.stars_of(["1-0", "2-0", "nobody"]) == {"1-0": 1, "2-0": 0, "nobody": 0}
    assert await records.stars_of([]) == {}


async def test_what_is_not_there_is_not_starred(records: Records) -> None:
    await make(records, "1")
    await records.delete_clip("1-0", 2000.0)
    assert await records.star("1-0", "601", now_s=1.0) is None
    assert await records.star("nobody", "601", now_s=1.0) is None


async def test_stars_go_with_their_clip(records: Records) -> None:
    await make(records, "1")
    await records.star("1-0", "601", now_s=1.0)
    await records.delete_clip("1-0", 2000.0)
    assert await records.stars_of(["1-0"]) == {"1-0": 0}
    assert (await records.favorites("601", "800")).total == 0


async def test_people_who_star_at_once_are_all_counted(records: Records, other: Records) -> None:
    await make(records, "1")
    people = [(str(600 + number), [records, other][number % 2]) for number in range(10)]
    counts = await asyncio.gather(*(process.star("1-0", user, now_s=1.0) for user, process in people))
    assert sorted(count.count for count in counts if count) == list(range(1, 11))
    assert await records.stars_of(["1-0"]) == {"1-0": 10}


async def test_one_person_who_presses_twice_at_once_gives_and_takes_back(records: Records, other: Records) -> None:
    await make(records, "1")
    pressed = await asyncio.gather(*(process.star("1-0", "601", now_s=1.0) for process in (records, other)))
    assert sorted(one.starred for one in pressed if one) == [False, True]
    assert await records.stars_of(["1-0"]) == {"1-0": 0}
