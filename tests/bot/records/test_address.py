"""DATABASE_URL is read, and never quoted."""

from pathlib import Path

import pytest

from bot.records.address import PostgresqlAddress, SqliteAddress, address_of
from core.errors import UserError

SECRET = "s3cr3t"  # noqa: S105 - what must not be seen


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///data/jamgram.db", "data/jamgram.db"),
        ("sqlite:////var/lib/jamgram.db", "/var/lib/jamgram.db"),
        ("sqlite+aiosqlite:///jamgram.db", "jamgram.db"),
        ("sqlite:///my%20data/100%25.db", "my data/100%.db"),
    ],
)
def test_a_file_is_named_after_three_slashes(url: str, path: str) -> None:
    assert address_of(url) == SqliteAddress(Path(path))


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///", "sqlite:///:memory:", "sqlite:jamgram.db", "sqlite:///a?b=c"]
)
def test_what_names_no_file_is_refused(url: str) -> None:
    with pytest.raises(UserError, match=r"^DATABASE_URL names no file: .+\.$"):
        address_of(url)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_postgresql_has_many_names(scheme: str) -> None:
    address = address_of(f"{scheme}://bot:{SECRET}@db:5433/jamgram?sslmode=require")
    assert isinstance(address, PostgresqlAddress)
    assert address.dsn == f"postgresql://bot:{SECRET}@db:5433/jamgram?sslmode=require"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (f"postgresql://bot:{SECRET}@db:5433/jamgram", "The database jamgram at db:5433"),
        (f"postgresql://bot:{SECRET}@db/jamgram", "The database jamgram at db"),
        ("postgresql://bot@/?host=/run/postgresql", "The database of PostgreSQL at this machine"),
        ("sqlite:///data/jamgram.db", "The database data/jamgram.db"),
    ],
)
def test_an_address_says_where_it_is(url: str, said: str) -> None:
    assert str(address_of(url)) == said


def test_no_address_shows_its_password() -> None:
    address = address_of(f"postgresql://bot:{SECRET}@db/jamgram?password={SECRET}")
    assert SECRET not in f"{address} {address!r}"


@pytest.mark.parametrize("url", ["", "jamgram.db", f"mysql://bot:{SECRET}@db/jamgram", f"redis://:{SECRET}@db"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(UserError, match=r"^DATABASE_URL has to begin with sqlite:/// or postgresql://\.$"):
        address_of(url)


@pytest.mark.parametrize("url", [f"postgresql://bot:{SECRET}/x@db/jamgram", f"postgresql://bot@[{SECRET}/jamgram"])
def test_an_address_that_cannot_be_read_is_not_quoted(url: str) -> None:
    with pytest.raises(UserError, match=r"special characters") as refusal:
        address_of(url)
    assert SECRET not in str(refusal.value)
    assert refusal.value.__cause__ is None
