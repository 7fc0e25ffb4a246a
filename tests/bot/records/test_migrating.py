"""The steps lead to the tables that the code knows, from wherever a database is."""

from collections.abc import AsyncIterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from bot.records import Records
from bot.records.address import address_of
from bot.records.database import Database
from bot.records.migrating import is_current, migrate
from bot.records.models import Table
from bot.records.opening import database_of
from core.errors import UserError


@pytest.fixture
async def database(new_url: str) -> AsyncIterator[Database]:
    """A database in which nothing is yet."""
    database = database_of(address_of(new_url))
    yield database
    await database.close()


def differences(session: Session) -> list[object]:
    options = {"compare_type": True, "compare_server_default": True}
    return list(compare_metadata(MigrationContext.configure(session.connection(), opts=options), Table.metadata))


def tables(session: Session) -> list[str]:
    return inspect(session.connection()).get_table_names()


def indexes(session: Session) -> set[tuple[str, str]]:
    found = inspect(session.connection())
    return {(table, str(index["name"])) for table in tables(session) for index in found.get_indexes(table)}


async def test_the_steps_lead_to_the_models(database: Database) -> None:
    await database.write(migrate)
    assert await database.read(differences) == []
    modelled = {(table.name, str(index.name)) for table in Table.metadata.tables.values() for index in table.indexes}
    assert await database.read(indexes) == modelled


async def test_a_difference_would_be_found(database: Database) -> None:
    await database.write(migrate)
    await database.write(lambda session: session.execute(text("ALTER TABLE cards DROP COLUMN token")))
    assert len(await database.read(differences)) == 1


async def test_a_database_is_current_once_it_was_migrated(database: Database) -> None:
    assert not await database.read(is_current)
    await database.write(migrate)
    assert await database.read(is_current)


async def test_the_steps_are_taken_once(database: Database) -> None:
    await database.write(migrate)
    await database.write(
        lambda session: session.execute(text("INSERT INTO user_settings (author, ping) VALUES ('600', 'none')"))
    )
    await database.write(migrate)
    found = await database.read(lambda session: session.execute(text("SELECT ping FROM user_settings")).scalars().all())
    assert found == ["none"]


async def test_a_step_that_is_cut_off_leaves_nothing(database: Database) -> None:
    await database.write(lambda session: session.execute(text("CREATE TABLE clips (in_the_way INTEGER)")))
    with pytest.raises(Exception, match="clips"):
        await database.write(migrate)
    assert await database.read(tables) == ["clips"]


async def test_a_database_of_a_newer_version_is_refused(database: Database, new_url: str) -> None:
    await database.write(migrate)
    await database.write(lambda session: session.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    with pytest.raises(UserError, match=r"^The database was written by a newer version of Jamgram: update this one\.$"):
        await Records.open(new_url)
