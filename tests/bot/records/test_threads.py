"""A family has one thread, whoever opens it at the same time."""

import asyncio

from bot.records import Records, Thread


async def test_a_thread_is_found_by_its_root_and_by_its_id(records: Records) -> None:
    noted = await records.note_thread("1-0", channel="700", thread="900")
    assert noted == Thread("1-0", "700", "900", "open")
    assert await records.thread_of("1-0") == noted
    assert await records.thread_named("900") == noted
    assert await records.thread_of("2-0") is None
    assert await records.thread_named("901") is None


async def test_the_first_thread_that_is_noted_holds(records: Records, other: Records) -> None:
    first = await records.note_thread("1-0", channel="700", thread="900")
    assert await other.note_thread("1-0", channel="701", thread="901") == first
    assert await records.thread_of("1-0") == first


async def test_processes_that_note_one_at_once_agree(records: Records, other: Records) -> None:
    calls = [
        process.note_thread("1-0", channel="700", thread=f"90{number}")
        for number, process in enumerate((records, other) * 3)
    ]
    noted = await asyncio.gather(*calls)
    assert set(noted) == {await records.thread_of("1-0")}


async def test_a_closed_thread_is_replaced(records: Records) -> None:
    await records.note_thread("1-0", channel="700", thread="900")
    assert await records.close_thread("1-0")
    assert await records.thread_of("1-0") == Thread("1-0", "700", "900", "closed")
    assert await records.note_thread("1-0", channel="700", thread="901") == Thread("1-0", "700", "901", "open")


async def test_a_thread_is_closed_once(records: Records, other: Records) -> None:
    await records.note_thread("1-0", channel="700", thread="900")
    assert await records.close_thread("1-0")
    assert not await other.close_thread("1-0")
    assert not await records.close_thread("2-0")
