"""What every part of the records stands on."""

from typing import Any, cast

from sqlalchemy import CursorResult, Delete, Insert, Select, Update, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.records.database import Database
from bot.records.models import CardRow, Table


class Part:
    """A part of the records; all of them share one database."""

    def __init__(self, database: Database) -> None:
        self._database = database


def insert_new(session: AsyncSession, table: type[Table]) -> Insert:
    """Begin an insert that leaves what is there as it is; its row count says whether it was new."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()


async def changed(session: AsyncSession, statement: Update | Insert | Delete) -> bool:
    """Run a statement that changes one row or none, and say which."""
    result = await session.execute(statement)
    return cast("CursorResult[Any]", result).rowcount > 0


def locked(card_id: str) -> Select[CardRow]:
    """Find a card and let nobody else change what belongs to it until the transaction is over.

    Its two last requests must see each other's end, and everybody locks a card before its delivery.
    """
    return select(CardRow).where(CardRow.id == card_id).with_for_update()
