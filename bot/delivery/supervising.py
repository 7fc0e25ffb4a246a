"""Loops that run for as long as the bot does: one that falls is set up again and takes no other with it."""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable
from typing import Final

from redis.exceptions import RedisError

from bot.delivery import metrics
from bot.delivery.backoff import Chance, backoff_s, pause
from bot.delivery.delivering import TokenRevokedError
from bot.delivery.edge import guarded
from core.faults import new_error_id

log = logging.getLogger(__name__)

FIRST_PAUSE_S: Final = 0.5
MOST_PAUSE_S: Final = 30.0
STEADY_S: Final = 60.0
"""A loop that ran for so long before it fell has its falls forgotten."""

OUTAGES: Final = (RedisError, OSError)
"""Something that we need is away; the records' own word for that is an OSError too."""

Loop = Callable[[asyncio.Event], Awaitable[None]]


async def keep(name: str, loop: Loop, stop: asyncio.Event, *, chance: Chance = random.random) -> None:
    """Run a loop until asked to stop, and again whenever it falls.

    Raises
    ------
    TokenRevokedError
        If the loop raises it: the bot can't go on.
    """
    falls = 0
    while not stop.is_set():
        began_s = time.monotonic()
        fall = await guarded(loop(stop))
        if fall is None:
            return
        if isinstance(fall, TokenRevokedError):
            raise fall
        falls = 1 if time.monotonic() - began_s > STEADY_S else falls + 1
        pause_s = backoff_s(falls, first_s=FIRST_PAUSE_S, most_s=MOST_PAUSE_S, chance=chance)
        _tell(name, fall, pause_s)
        await pause(stop, pause_s)


def _tell(name: str, fall: Exception, pause_s: float) -> None:
    metrics.CRASHES.labels(name).inc()
    if isinstance(fall, OUTAGES):
        log.warning("%s rests for %.1f s: %s", name, pause_s, fall)
        return
    error_id = new_error_id()
    log.error("%s fell and is set up again in %.1f s (error %s)", name, pause_s, error_id, exc_info=fall)
