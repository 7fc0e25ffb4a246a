"""Who may have their data when."""

import asyncio

import pytest
from redis import Redis

from bot.privacy.turns import BUSY, RESTING, Exports
from core.errors import UserError
from core.redis_client import redis_of
from tests.waiting import eventually


async def test_nobody_has_two_at_once_in_whichever_process(redis: Redis) -> None:
    async with Exports().turn(redis, "1", holder="first"):
        with pytest.raises(UserError, match=BUSY):
            async with Exports().turn(redis, "1", holder="second"):
                raise AssertionError("had a second turn")


async def test_whoever_is_done_may_ask_again(redis: Redis) -> None:
    exports = Exports()
    for holder in ("first", "second"):
        async with exports.turn(redis, "1", holder=holder):
            pass


async def test_whoever_failed_may_ask_again(redis: Redis) -> None:
    exports = Exports()
    with pytest.raises(UserError, match="gone wrong"):
        async with exports.turn(redis, "1", holder="first"):
            raise UserError("gone wrong")
    async with exports.turn(redis, "1", holder="second"):
        pass


async def test_so_many_are_served_at_a_time_and_the_next_waits(redis: Redis) -> None:
    served: list[str] = []
    exports, done = Exports(at_once=1), asyncio.Event()

    async def serve(user: str) -> None:
        async with exports.turn(redis, user, holder=user):
            served.append(user)
            await done.wait()

    first = asyncio.create_task(serve("1"))
    await eventually(lambda: served)
    second = asyncio.create_task(serve("2"))
    await eventually(lambda: redis.exists("{jamgram}:export:2"))
    assert served == ["1"]
    done.set()
    await asyncio.gather(first, second)
    assert served == ["1", "2"]


async def test_without_redis_nobody_can_tell() -> None:
    with pytest.raises(UserError, match=RESTING):
        async with Exports().turn(redis_of("unix:///nowhere/redis.sock"), "1", holder="first"):
            raise AssertionError("had a turn")
