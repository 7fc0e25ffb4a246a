"""Threads for calls that block."""

import asyncio
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from redis.exceptions import ConnectionError as CutOffError
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as HangsError

from bot.threads import AWAY_S, QUEUE_MOST, QueueThreads, in_files, in_queue
from core.log import name_request, request_id
from tests.bot.stage import Clock

PROMPT_S = 30.0
"""A call that had to wait for those that hang would never come back, and the machine may stand still for a while."""


@contextmanager
def hanging() -> Iterator[threading.Event]:
    """An event that everybody waits for until the end."""
    event = threading.Event()
    try:
        yield event
    finally:
        event.set()


def hangs() -> None:
    raise HangsError("no answer")


async def test_a_hundred_calls_that_hang_hold_up_no_look_for_an_address() -> None:
    with hanging() as event:
        calls = [asyncio.ensure_future(in_queue(event.wait)) for _ in range(100)]
        await asyncio.sleep(0)
        async with asyncio.timeout(PROMPT_S):
            assert await asyncio.get_running_loop().getaddrinfo("localhost", 443)
    await asyncio.gather(*calls)


@pytest.mark.parametrize("hung", ["queue", "files"])
async def test_a_store_that_hangs_holds_up_no_other(hung: str) -> None:
    hold, other = (in_queue, in_files) if hung == "queue" else (in_files, in_queue)
    with hanging() as event:
        calls = [asyncio.ensure_future(hold(event.wait)) for _ in range(QUEUE_MOST + 1)]
        await asyncio.sleep(0)
        async with asyncio.timeout(PROMPT_S):
            assert await other(str, 7) == "7"
    await asyncio.gather(*calls)


async def test_whoever_asks_a_redis_that_hangs_hears_at_once_that_somebody_waited_in_vain() -> None:
    clock = Clock(0.0)
    queue = QueueThreads(1, "test", clock=clock)
    with pytest.raises(HangsError):
        await queue.call(hangs)
    with pytest.raises(CutOffError, match="a moment ago"):
        await queue.call(str, 7)
    clock.move(AWAY_S)
    assert await queue.call(str, 7) == "7"


async def test_a_redis_that_is_gone_is_asked_each_time() -> None:
    """It says so at once, so that nothing is won by not asking."""
    queue = QueueThreads(1, "test")

    def refused() -> None:
        raise CutOffError("refused")

    with pytest.raises(RedisError, match="refused"):
        await queue.call(refused)
    assert await queue.call(str, 7) == "7"


async def test_lines_that_are_logged_in_a_thread_name_whoever_called() -> None:
    line = logging.LogRecord("test", logging.INFO, "", 0, "a line", (), None)
    with request_id("card 7"):
        await in_queue(name_request, line)
    assert getattr(line, "request", None) == "card 7"
