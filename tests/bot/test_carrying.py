"""Files on their way through the bot's memory."""

import asyncio

import pytest

from bot.carrying import BUSY, ONE_AT_A_TIME, Carriers
from core.errors import UserError


async def hold(carriers: Carriers, author: str, until: asyncio.Event) -> None:
    async with carriers.carry(author):
        await until.wait()


async def test_so_many_are_carried_at_a_time() -> None:
    carriers, over, inside = Carriers(2), asyncio.Event(), asyncio.Event()
    first = [asyncio.ensure_future(hold(carriers, author, over)) for author in "ab"]
    inside.set()
    third = asyncio.ensure_future(hold(carriers, "c", inside))
    await asyncio.sleep(0.01)
    assert not third.done()
    over.set()
    await asyncio.gather(*first, third)


async def test_a_second_one_of_the_same_person_is_refused() -> None:
    carriers, over = Carriers(), asyncio.Event()
    first = asyncio.ensure_future(hold(carriers, "a", over))
    await asyncio.sleep(0)
    with pytest.raises(UserError, match=ONE_AT_A_TIME):
        await hold(carriers, "a", over)
    over.set()
    await first
    await hold(carriers, "a", over)


async def test_whoever_waits_too_long_is_told() -> None:
    carriers, over = Carriers(1, patience_s=0.05), asyncio.Event()
    first = asyncio.ensure_future(hold(carriers, "a", over))
    with pytest.raises(UserError, match=BUSY):
        await hold(carriers, "b", asyncio.Event())
    with pytest.raises(UserError, match=BUSY):
        await first
