"""Waiting for a store no longer than an interaction may wait."""

import asyncio

import pytest

from bot.patience import LEFT_MOST, SLOW, soon, soon_or_nothing
from bot.records import DatabaseDownError
from core.errors import UserError


async def answer(value: list[str], *, after: asyncio.Event | None = None) -> list[str]:
    if after:
        await after.wait()
    return value


async def down() -> list[str]:
    raise DatabaseDownError("the database does not answer")


async def test_what_is_ready_is_returned() -> None:
    assert await soon(answer(["a"])) == ["a"]


async def test_what_takes_too_long_is_told() -> None:
    with pytest.raises(UserError, match=SLOW):
        await soon(answer([], after=asyncio.Event()), within_s=0.01)


async def test_what_takes_too_long_goes_on_by_itself() -> None:
    event, done = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        await event.wait()
        done.set()

    with pytest.raises(UserError):
        await soon(work(), within_s=0.01)
    event.set()
    await asyncio.wait_for(done.wait(), 30)


async def test_a_store_that_hangs_is_not_asked_without_end() -> None:
    event, asked = asyncio.Event(), 0

    async def work() -> None:
        nonlocal asked
        asked += 1
        await event.wait()

    for _ in range(LEFT_MOST + 10):
        with pytest.raises(UserError, match=SLOW):
            await soon(work(), within_s=0)
    assert asked == LEFT_MOST
    event.set()
    await asyncio.sleep(0.01)
    await soon(work())


async def test_a_fault_that_nobody_waits_for_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    event = asyncio.Event()

    async def work() -> None:
        await event.wait()
        raise DatabaseDownError("away")

    with pytest.raises(UserError):
        await soon(work(), within_s=0.01)
    event.set()
    await asyncio.sleep(0.01)
    assert "what nobody waited for failed: DatabaseDownError: away" in caplog.text


async def test_a_fault_rises() -> None:
    with pytest.raises(DatabaseDownError):
        await soon(down())


async def test_suggestions_are_none_if_they_cannot_be_had() -> None:
    assert await soon_or_nothing(answer(["a"])) == ["a"]
    assert await soon_or_nothing(down()) == []
    assert await soon_or_nothing(answer(["a"], after=asyncio.Event()), within_s=0.01) == []
