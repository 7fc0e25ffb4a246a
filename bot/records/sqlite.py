"""A database in a file: one transaction is one trip to a thread, because the file is read and written where it is."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from contextvars import copy_context
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from bot.records.address import SqliteAddress
from bot.records.database import ANSWER_S, START_S, Answer, Database, DatabaseDownError, naming_outages

READERS: Final = 3
BEGIN: Final = "jamgram_begin"


class SqliteDatabase(Database):
    """A file. Whoever writes takes its lock first, so that two processes never wait for each other."""

    def __init__(self, address: SqliteAddress, *, answer_s: float = ANSWER_S) -> None:
        self._engine = _engine_of(address, answer_s=answer_s)
        self._writer = self._engine.execution_options(**{BEGIN: "BEGIN IMMEDIATE"})
        self._reading = ThreadPoolExecutor(READERS, "records-reading")
        self._writing = ThreadPoolExecutor(1, "records-writing")
        self._is_closed = False

    async def read(self, work: Callable[[Session], Answer]) -> Answer:
        """See one state of all tables, also while others write."""
        return await self._run(self._reading, self._engine, work)

    async def write(self, work: Callable[[Session], Answer]) -> Answer:
        """Change all or nothing, in the order of the calls. Whoever stops waiting has it done all the same."""
        return await self._run(self._writing, self._writer, work)

    async def close(self) -> None:
        """Wait for what is under way, and let go of the file."""
        self._is_closed = True
        for threads in (self._writing, self._reading):
            await asyncio.to_thread(threads.shutdown)
        self._engine.dispose()

    async def _run(self, threads: ThreadPoolExecutor, engine: Engine, work: Callable[[Session], Answer]) -> Answer:
        if self._is_closed:
            raise DatabaseDownError("the database was closed")
        context = copy_context()
        with naming_outages():
            return await asyncio.get_running_loop().run_in_executor(threads, context.run, _transact, engine, work)


def _transact(engine: Engine, work: Callable[[Session], Answer]) -> Answer:
    with Session(engine) as session, session.begin():
        return work(session)


def make_file(path: Path) -> None:
    """Make the file, if it isn't there, and let it be read while it is written: it stays so for good."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path, timeout=START_S, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


def _engine_of(address: SqliteAddress, *, answer_s: float) -> Engine:
    """Make an engine that begins transactions itself. Parameters are never shown: among them are tokens."""
    url = URL.create("sqlite", database=str(address.path))
    options = {"isolation_level": None, "timeout": answer_s, "check_same_thread": False}
    engine = create_engine(url, connect_args=options, pool_size=READERS + 1, hide_parameters=True)
    event.listen(engine, "connect", _keep_references)
    event.listen(engine, "begin", _begin)
    return engine


def _keep_references(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(BEGIN, "BEGIN"))
