"""Where the database is: DATABASE_URL, read with care for the password in it."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from core.errors import UserError


@dataclass(frozen=True, slots=True)
class SqliteAddress:
    """A file on this machine."""

    path: Path

    def __str__(self) -> str:
        return f"The database {self.path}"


@dataclass(frozen=True, slots=True)
class PostgresqlAddress:
    """A database on a server. `dsn` holds the password and is never printed."""

    dsn: str = field(repr=False)
    place: str

    def __str__(self) -> str:
        return f"The database {self.place}"


Address = SqliteAddress | PostgresqlAddress


def address_of(url: str) -> Address:
    """Read a URL, or say in one sentence what is wrong with it, without quoting it."""
    scheme = url.partition(":")[0].partition("+")[0]
    if scheme == "sqlite":
        return _sqlite_of(url)
    if scheme in {"postgres", "postgresql"}:
        return _postgresql_of(url)
    raise UserError("DATABASE_URL has to begin with sqlite:/// or postgresql://.")


def _sqlite_of(url: str) -> SqliteAddress:
    _, slashes, rest = url.partition(":///")
    path = unquote(rest)
    if not slashes or not path or path == ":memory:" or "?" in rest:
        raise UserError("DATABASE_URL names no file: write it like sqlite:///data/jamgram.db.")
    return SqliteAddress(Path(path))


def _postgresql_of(url: str) -> PostgresqlAddress:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise UserError(
            "DATABASE_URL can't be read: a password's special characters have to be written like %40."
        ) from None
    host = parts.hostname or "this machine"
    place = f"{parts.path.strip('/') or 'of PostgreSQL'} at {host}" + (f":{port}" if port else "")
    return PostgresqlAddress(urlunsplit(parts._replace(scheme="postgresql")), place)
