"""How long to wait before the next try."""

import asyncio
import time

import pytest

from bot.delivery.backoff import backoff_s, pause


@pytest.mark.parametrize(("failures", "seconds"), [(0, 2), (1, 2), (2, 4), (3, 8), (8, 256), (9, 300), (5000, 300)])
def test_each_failure_doubles_the_wait_up_to_a_bound(failures: int, seconds: float) -> None:
    assert backoff_s(failures, first_s=2, most_s=300, chance=lambda: 1.0) == seconds


def test_chance_takes_up_to_half_of_the_wait() -> None:
    assert backoff_s(3, first_s=2, most_s=300, chance=lambda: 0.0) == 4
    assert backoff_s(3, first_s=2, most_s=300, chance=lambda: 0.5) == 6


def test_two_who_wait_seldom_come_back_together() -> None:
    assert len({backoff_s(5, first_s=2, most_s=300) for _ in range(20)}) > 1


async def test_a_pause_ends_when_somebody_asks_to_stop() -> None:
    stop, began_s = asyncio.Event(), time.monotonic()
    asyncio.get_running_loop().call_later(0.05, stop.set)
    await pause(stop, 60)
    assert time.monotonic() - began_s < 30


async def test_a_pause_ends_by_itself() -> None:
    stop = asyncio.Event()
    await pause(stop, 0.01)
    assert not stop.is_set()
