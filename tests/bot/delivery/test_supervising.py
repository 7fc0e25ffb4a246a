"""Loops that run for as long as the bot does."""

import asyncio
from collections.abc import Callable

import pytest
from redis.exceptions import ConnectionError as NoConnectionError

from bot.delivery.delivering import TokenRevokedError
from bot.delivery.supervising import keep
from bot.records import DatabaseDownError
from core.errors import UserError
from tests.waiting import eventually


class Falling:
    """A loop that falls some times and then runs until it is asked to stop."""

    def __init__(self, *falls: Exception, steady: Callable[[], None] = lambda: None) -> None:
        self._falls, self._steady, self.begun = list(falls), steady, 0

    async def __call__(self, stop: asyncio.Event) -> None:
        self.begun += 1
        if self._falls:
            raise self._falls.pop(0)
        self._steady()
        await stop.wait()


async def kept(*falls: Exception) -> Falling:
    """Keep a loop until it is steady, then ask it to stop."""
    stop = asyncio.Event()
    loop = Falling(*falls, steady=stop.set)
    await asyncio.wait_for(keep("loop", loop, stop, chance=lambda: 0.0), 60)
    return loop


async def test_a_loop_that_does_not_fall_is_begun_once() -> None:
    assert (await kept()).begun == 1


async def test_a_loop_that_falls_is_set_up_again() -> None:
    assert (await kept(ZeroDivisionError("zero"), ValueError("value"))).begun == 3


async def test_a_fall_is_logged_with_an_id(caplog: pytest.LogCaptureFixture) -> None:
    await kept(ZeroDivisionError("zero"))
    assert "loop fell and is set up again in 0.2 s (error " in caplog.text
    assert "ZeroDivisionError: zero" in caplog.text


@pytest.mark.parametrize("away", [NoConnectionError("no redis"), DatabaseDownError("no database"), OSError("no disk")])
async def test_something_that_is_away_is_told_without_a_traceback(
    away: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    await kept(away)
    assert f"loop rests for 0.2 s: {away}" in caplog.text
    assert "Traceback" not in caplog.text


async def test_a_token_that_was_reset_ends_the_bot() -> None:
    with pytest.raises(TokenRevokedError):
        await kept(TokenRevokedError())


async def test_a_sentence_for_a_user_that_strayed_into_a_loop_ends_no_bot() -> None:
    assert (await kept(UserError("Ask for less."))).begun == 2


async def test_a_loop_is_not_set_up_again_after_the_end() -> None:
    begun = []

    async def falls_at_the_end(stop: asyncio.Event) -> None:
        begun.append(stop)
        asyncio.get_running_loop().call_soon(stop.set)
        raise ZeroDivisionError

    await asyncio.wait_for(keep("loop", falls_at_the_end, asyncio.Event()), 30)
    assert len(begun) == 1


async def test_a_cancelled_loop_is_not_kept() -> None:
    stop = asyncio.Event()
    loop = Falling()
    keeping = asyncio.create_task(keep("loop", loop, stop))
    await eventually(lambda: loop.begun)
    keeping.cancel()
    with pytest.raises(asyncio.CancelledError):
        await keeping
