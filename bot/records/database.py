"""The way to the database: transactions that read, transactions that write, and what it means when it's away."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

import asyncpg
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

ANSWER_S: Final = 5.0
"""How long PostgreSQL may take for one statement, and SQLite for another process's transaction."""
START_S: Final = 60.0
"""How long both may take at the start, when another process may be at the same migration."""

Answer = TypeVar("Answer")


class Database(ABC):
    """One database and its connections. A transaction is a function of a session: all of it happens, or nothing."""

    @abstractmethod
    async def read(self, work: Callable[[Session], Answer]) -> Answer:
        """See one state of all tables.

        Raises
        ------
        DatabaseDownError
            If the database is away.
        """

    @abstractmethod
    async def write(self, work: Callable[[Session], Answer]) -> Answer:
        """Change all or nothing, and only then return.

        Raises
        ------
        DatabaseDownError
            If the database is away.
        """

    @abstractmethod
    async def close(self) -> None:
        """Let go of all connections."""


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
