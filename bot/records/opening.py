"""The start: the database is made or brought up to date, or a sentence says what is wrong with it."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.records.address import Address, SqliteAddress
from bot.records.database import ANSWER_S, AWAY, START_S, Database, DatabaseDownError, words_of
from bot.records.migrating import is_current, migrate
from bot.records.models import CardRow
from bot.records.postgresql import PostgresqlDatabase
from bot.records.sqlite import SqliteDatabase, make_file
from core.errors import UserError

OTHER: Final = (
    "{what} is not the one of the bots, or not of this version: they make it and bring it up to date when they start. "
    "Nothing was changed. Check DATABASE_URL."
)


async def prepare(address: Address) -> Database:
    """Make the database if it can be made here, bring it to the tables of today, and return the way to it."""
    with saying_what_is_wrong(str(address)):
        if isinstance(address, SqliteAddress):
            await asyncio.to_thread(make_file, address.path)
        database = database_of(address)
        try:
            if not await database.read(is_current):
                await _migrate(address)
            await database.write(change_nothing)
        except BaseException:
            await database.close()
            raise
        return database


async def join(address: Address) -> Database:
    """Return the way to a database that others use: it is neither made nor brought up to date under them.

    Raises
    ------
    UserError
        If there is none, or it has other tables than those of today.
    """
    with saying_what_is_wrong(str(address)):
        database = database_of(address)
        try:
            await _require_current(address, database)
        except BaseException:
            await database.close()
            raise
        return database


async def _require_current(address: Address, database: Database) -> None:
    """Look without making anything: a file that isn't there would be made by being looked into."""
    is_there = not isinstance(address, SqliteAddress) or await asyncio.to_thread(address.path.is_file)
    if not (is_there and await database.read(is_current)):
        raise UserError(OTHER.format(what=address))


def database_of(address: Address, *, answer_s: float = ANSWER_S) -> Database:
    """Take the way to the database that its kind needs; it connects when it is used."""
    if isinstance(address, SqliteAddress):
        return SqliteDatabase(address, answer_s=answer_s)
    return PostgresqlDatabase(address, answer_s=answer_s)


async def _migrate(address: Address) -> None:
    patient = database_of(address, answer_s=START_S)
    try:
        await patient.write(migrate)
    finally:
        await patient.close()


def change_nothing(session: Session) -> None:
    """See that rows could be changed."""
    session.execute(update(CardRow).where(CardRow.id == "").values(token=None))


@contextmanager
def saying_what_is_wrong(what: str) -> Iterator[None]:
    """Turn what a database says into a sentence."""
    try:
        yield
    except (*AWAY, sqlite3.Error, DatabaseDownError) as error:
        raise UserError(f"{what} can't be used: {words_of(error.__cause__ or error)}. Check DATABASE_URL.") from error
