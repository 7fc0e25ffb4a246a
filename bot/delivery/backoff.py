"""How long to wait before the next try: twice as long each time, and never quite the same for two who wait."""

import asyncio
import contextlib
import random
from collections.abc import Callable
from typing import Final

DOUBLINGS_MAX: Final = 30

Chance = Callable[[], float]
"""Gives a number from 0 up to 1."""


def backoff_s(failures: int, *, first_s: float, most_s: float, chance: Chance = random.random) -> float:
    """Seconds to wait after so many failures in a row: between half and all of first_s · 2^(failures - 1)."""
    ceiling_s = min(most_s, first_s * 2.0 ** min(max(failures - 1, 0), DOUBLINGS_MAX))
    return ceiling_s * (0.5 + 0.5 * chance())


async def pause(stop: asyncio.Event, pause_s: float) -> None:
    """Wait, but not for longer than until somebody asks to stop."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), pause_s)
