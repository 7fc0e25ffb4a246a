"""The start: the database is made or brought up to date, or a sentence says what is wrong with it."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.records.address import Address, SqliteAddress
from bot.records.database import AWAY, START_S, DatabaseDownError, engine_of, words_of
from bot.records.migrating import migrate
from core.errors import UserError


async def prepare(address: Address) -> None:
    """Make the database if it can be made here, and bring it to the tables of today."""
    with saying_what_is_wrong(str(address)):
        if isinstance(address, SqliteAddress):
            await asyncio.to_thread(_make_file, address.path)
        engine = engine_of(address, answer_s=START_S)
        try:
            await migrate(engine)
        finally:
            await engine.dispose()


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
