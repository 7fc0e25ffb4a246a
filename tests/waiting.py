"""Waiting for what must come true: patience costs nothing where it does."""

import asyncio
import time
from collections.abc import Callable
from typing import Final, TypeVar

PATIENCE_S: Final = 60.0

Seen = TypeVar("Seen")


def until(condition: Callable[[], Seen], *, patience_s: float = PATIENCE_S) -> Seen:
    """Look until there is something to see."""
    deadline_s = time.monotonic() + patience_s
    while not (seen := condition()):
        assert time.monotonic() < deadline_s, "it did not come true"
        time.sleep(0.02)
    return seen


async def eventually(condition: Callable[[], Seen], *, patience_s: float = PATIENCE_S) -> Seen:
    """Look until there is something to see, and let others have their turn meanwhile."""
    deadline_s = time.monotonic() + patience_s
    while not (seen := condition()):
        assert time.monotonic() < deadline_s, "it did not come true"
        await asyncio.sleep(0.01)
    return seen
