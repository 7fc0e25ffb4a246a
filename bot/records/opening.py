"""The start: the database is made or brought up to date, or a sentence says what is wrong with it."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.records.address import Address, SqliteAddress
from bot.records.database import AWAY, START_S, Database, DatabaseDownError, engine_of, words_of
from bot.records.migrating import is_current, migrate
from bot.records.models import CardRow
from core.errors import UserError


async def prepare(address: Address) -> AsyncEngine:
    """Make the database if it can be made here, bring it to the tables of today, and return the way to it."""
    with saying_what_is_wrong(str(address)):
        if isinstance(address, SqliteAddress):
            await asyncio.to_thread(_make_file, address.path)
        engine = engine_of(address)
        try:
            await _bring_up_to_date(address, engine)
        except BaseException:
            await engine.dispose()
            raise
        return engine


async def _bring_up_to_date(address: Address, engine: AsyncEngine) -> None:
    if not await is_current(engine):
        patient = engine_of(address, answer_s=START_S)
        try:
            await migrate(patient)
        finally:
            await patient.dispose()
    await write_nothing(Database(engine))


async def write_nothing(database: Database) -> None:
    """Change no row, in the way in which rows are changed."""
    async with database.writing() as session:
        await session.execute(update(CardRow).where(CardRow.id == "").values(token=None))


def _make_file(path: Path) -> None:
    """Make the file, if it isn't there, and let it be read while it is written: it stays so for good."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path, timeout=START_S, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


@contextmanager
def saying_what_is_wrong(what: str) -> Iterator[None]:
    """Turn what a database says into a sentence."""
    try:
        yield
    except (*AWAY, sqlite3.Error, DatabaseDownError) as error:
        raise UserError(f"{what} can't be used: {words_of(error.__cause__ or error)}. Check DATABASE_URL.") from error
