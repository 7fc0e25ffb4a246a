"""Stores that are away when a test wants them to be."""

import asyncio
from typing import cast

from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from bot.records import DatabaseDownError, Records

NOWHERE = Redis(unix_socket_path="/nowhere/redis.sock", retry=Retry(NoBackoff(), 0))
"""A server that is away."""


def gone_before(records: Records, move: str, *, times: int) -> Records:
    """Real records whose database goes away just before one of their moves, so many times."""
    return cast("Records", GoneBefore(records, move, times=times))


class GoneBefore:
    """Real records whose database goes away just before one of their moves."""

    def __init__(self, records: Records, move: str, *, times: int) -> None:
        self._records, self._move, self._times = records, move, times

    def __getattr__(self, name: str) -> object:
        if name != self._move or self._times == 0:
            return getattr(self._records, name)
        self._times -= 1
        return self._gone

    async def _gone(self, *_: object, **__: object) -> None:
        raise DatabaseDownError("the database does not answer")


class Slow:
    """Real records of which one move takes a while."""

    def __init__(self, records: Records, move: str, *, takes_s: float) -> None:
        self._records, self._move, self._takes_s = records, move, takes_s

    def __getattr__(self, name: str) -> object:
        return self._slowly if name == self._move else getattr(self._records, name)

    async def _slowly(self, *given: object, **named: object) -> object:
        await asyncio.sleep(self._takes_s)
        return await getattr(self._records, self._move)(*given, **named)
