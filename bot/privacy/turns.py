"""Exports take their turns: a few at a time, and one of each person."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from redis import Redis
from redis.exceptions import RedisError

from bot.threads import in_queue
from core.errors import UserError
from core.lease import Lease

log = logging.getLogger(__name__)

AT_ONCE: Final = 2
"""People whom one process serves at a time; the others wait."""

LEASE_S: Final = 120.0
"""Longer than one archive takes: so long after an export was cut off its owner may ask again."""

BUSY: Final = "Your data is on its way already: wait until it is there, or ask again in a few minutes."
RESTING: Final = "Your data can't be gathered just now: try again in a minute."


class Exports:
    """Bounds how many people are served."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._free = asyncio.Semaphore(at_once)

    @asynccontextmanager
    async def turn(self, redis: Redis, user: str, *, holder: str) -> AsyncIterator[Lease]:
        """Wait for a turn and keep it inside; nobody has two at once, in whichever process.

        Raises
        ------
        UserError
            If another export of theirs is on its way, or nobody can tell.
        """
        lease = Lease(redis, f"{{jamgram}}:export:{user}", holder=holder, ttl_s=LEASE_S)
        if not await renewed(lease):
            raise UserError(BUSY, code="E-BUSY")
        try:
            async with self._free:
                yield lease
        finally:
            await _let_go(lease)


async def renewed(lease: Lease) -> bool:
    """Take a lease, or keep it for longer; False if another has it.

    Raises
    ------
    UserError
        If nobody can tell.
    """
    try:
        return await in_queue(lease.hold)
    except RedisError as error:
        raise UserError(RESTING, code="E-DOWN") from error


async def _let_go(lease: Lease) -> None:
    try:
        await in_queue(lease.release)
    except RedisError as error:
        log.info("an export's lease lapses by itself: %s", error)
