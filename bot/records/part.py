"""What every part of the records stands on."""

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from sqlalchemy import CursorResult, Delete, Insert, Select, Update, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.records.database import Answer, Database
from bot.records.models import CardRow, Table

PartOfRecords = TypeVar("PartOfRecords", bound="Part")
Question = ParamSpec("Question")

Work = Callable[Concatenate[PartOfRecords, Session, Question], Answer]
Call = Callable[Concatenate[PartOfRecords, Question], Coroutine[Any, Any, Answer]]


class Part:
    """A part of the records; all of them share one database."""

    def __init__(self, database: Database) -> None:
        self._database = database


def reading(work: Work[PartOfRecords, Question, Answer]) -> Call[PartOfRecords, Question, Answer]:
    """Make a method that is awaited out of one that reads in a session: what it sees is one state of all tables."""

    @wraps(work)
    async def call(self: PartOfRecords, /, *args: Question.args, **kwargs: Question.kwargs) -> Answer:
        return await self._database.read(lambda session: work(self, session, *args, **kwargs))

    return call


def writing(work: Work[PartOfRecords, Question, Answer]) -> Call[PartOfRecords, Question, Answer]:
    """Make a method that is awaited out of one that writes in a session: all of it happens, or nothing."""

    @wraps(work)
    async def call(self: PartOfRecords, /, *args: Question.args, **kwargs: Question.kwargs) -> Answer:
        return await self._database.write(lambda session: work(self, session, *args, **kwargs))

    return call


def insert_new(session: Session, table: type[Table]) -> Insert:
    """Begin an insert that leaves what is there as it is; its row count says whether it was new."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()


def changed(session: Session, statement: Update | Insert | Delete) -> bool:
    """Run a statement that changes rows, and say whether there were any. Nothing that was read before is renewed."""
    result = session.execute(statement, execution_options={"synchronize_session": False})
    return cast("CursorResult[Any]", result).rowcount > 0


def locked(card_id: str) -> Select[CardRow]:
    """Find a card and let nobody else change what belongs to it until the transaction is over.

    Its two last requests must see each other's end, and everybody locks a card before its delivery.
    """
    return select(CardRow).where(CardRow.id == card_id).with_for_update()
