"""The way to the database: transactions that read, transactions that write, and what it means when it's away."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, nullcontext
from typing import Final

import asyncpg
from sqlalchemy import URL, Connection, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.records.address import Address, PostgresqlAddress, SqliteAddress

CONNECT_S: Final = 5.0
ANSWER_S: Final = 5.0
"""How long PostgreSQL may take for one statement, and SQLite for another process's transaction."""
START_S: Final = 60.0
"""How long both may take at the start, when another process may be at the same migration."""
POOL: Final = 5

BEGIN: Final = "jamgram_begin"


class DatabaseDownError(ConnectionError):
    """The database can't be reached, hangs or can't write; nothing of the transaction happened, so far as is known."""


AWAY: Final = (DBAPIError, PoolTimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError)
OURS: Final = (DataError, IntegrityError, ProgrammingError)


@contextmanager
def naming_outages() -> Iterator[None]:
    """Give every way in which a database can be away one name; a wrong statement stays what it is."""
    try:
        yield
    except OURS:
        raise
    except AWAY as error:
        raise DatabaseDownError(f"the database does not answer: {words_of(error)}") from error


def words_of(error: BaseException) -> str:
    """What the database itself said, in one line, without the statement."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    said = str(error.orig if isinstance(error, DBAPIError) else error)
    return said.partition("\n")[0].rstrip(".") or type(error).__name__


class Database:
    """One database and its connections. All writing on SQLite takes the file's lock first, so nobody deadlocks."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        on_sqlite = engine.dialect.name == "sqlite"
        self._reader = engine if on_sqlite else engine.execution_options(isolation_level="REPEATABLE READ")
        self._writer = engine.execution_options(**{BEGIN: "BEGIN IMMEDIATE"}) if on_sqlite else engine
        self._turn: AbstractAsyncContextManager[None] = asyncio.Lock() if on_sqlite else nullcontext()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """See one state of all tables."""
        with naming_outages():
            async with AsyncSession(self._reader) as session, session.begin():
                yield session

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """Change all or nothing."""
        with naming_outages():
            async with self._turn, AsyncSession(self._writer) as session, session.begin():
                yield session

    async def close(self) -> None:
        """Let go of all connections."""
        await self._engine.dispose()


def engine_of(address: Address, *, answer_s: float = ANSWER_S) -> AsyncEngine:
    """Make an engine; it connects when it is used. Parameters are never shown: among them are tokens."""
    if isinstance(address, SqliteAddress):
        return _sqlite_engine(address, answer_s)
    return _postgresql_engine(address, answer_s)


def _sqlite_engine(address: SqliteAddress, answer_s: float) -> AsyncEngine:
    url = URL.create("sqlite+aiosqlite", database=str(address.path))
    options = {"isolation_level": None, "timeout": answer_s}
    engine = create_async_engine(url, connect_args=options, **_pool(answer_s))
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(BEGIN, "BEGIN"))


def _postgresql_engine(address: PostgresqlAddress, answer_s: float) -> AsyncEngine:
    async def connect() -> asyncpg.Connection:
        times = {"timeout": min(CONNECT_S, answer_s), "command_timeout": answer_s}
        return await asyncpg.connect(address.dsn, **times, server_settings={"application_name": "jamgram"})

    return create_async_engine("postgresql+asyncpg://", async_creator=connect, pool_pre_ping=True, **_pool(answer_s))


def _pool(answer_s: float) -> dict[str, float | bool]:
    return {"pool_size": POOL, "pool_timeout": answer_s, "hide_parameters": True}
