"""A database on a server, which several bots can share."""

from collections.abc import Callable
from typing import Final

import asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import Session

from bot.records.address import PostgresqlAddress
from bot.records.database import ANSWER_S, Answer, Database, naming_outages

CONNECT_S: Final = 5.0
POOL: Final = 5


class PostgresqlDatabase(Database):
    """A server. Rows are locked one by one: a card's first, then what belongs to it."""

    def __init__(self, address: PostgresqlAddress, *, answer_s: float = ANSWER_S) -> None:
        self._engine = _engine_of(address, answer_s=answer_s)
        self._reader = self._engine.execution_options(isolation_level="REPEATABLE READ")

    async def read(self, work: Callable[[Session], Answer]) -> Answer:
        """See one state of all tables."""
        return await _run(self._reader, work)

    async def write(self, work: Callable[[Session], Answer]) -> Answer:
        """Change all or nothing. Whoever stops waiting calls it off."""
        return await _run(self._engine, work)

    async def close(self) -> None:
        """Let go of all connections."""
        await self._engine.dispose()


async def _run(engine: AsyncEngine, work: Callable[[Session], Answer]) -> Answer:
    with naming_outages():
        async with AsyncSession(engine) as session, session.begin():
            return await session.run_sync(work)


def _engine_of(address: PostgresqlAddress, *, answer_s: float) -> AsyncEngine:
    """Make an engine; it connects when it is used. Parameters are never shown: among them are tokens."""

    async def connect() -> asyncpg.Connection:
        times = {"timeout": min(CONNECT_S, answer_s), "command_timeout": answer_s}
        return await asyncpg.connect(address.dsn, **times, server_settings={"application_name": "jamgram"})

    return create_async_engine(
        "postgresql+asyncpg://",
        async_creator=connect,
        pool_size=POOL,
        pool_timeout=answer_s,
        pool_pre_ping=True,
        hide_parameters=True,
    )
