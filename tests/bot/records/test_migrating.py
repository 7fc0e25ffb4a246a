"""The steps lead to the tables that the code knows, from wherever a database is."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from bot.records import Records
from bot.records.address import address_of
from bot.records.database import engine_of
from bot.records.migrating import migrate
from bot.records.models import Table
from core.errors import UserError


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return list(compare_metadata(context, Table.metadata))


def indexes(connection: Connection) -> set[tuple[str, str]]:
    found = inspect(connection)
    return {(table, str(index["name"])) for table in found.get_table_names() for index in found.get_indexes(table)}


async def test_the_steps_lead_to_the_models(new_url: str) -> None:
    engine = engine_of(address_of(new_url))
    await migrate(engine)
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
        modelled = {
            (table.name, str(index.name)) for table in Table.metadata.tables.values() for index in table.indexes
        }
        assert await connection.run_sync(indexes) == modelled
    await engine.dispose()


async def test_a_difference_would_be_found(new_url: str) -> None:
    engine = engine_of(address_of(new_url))
    await migrate(engine)
    async with engine.connect() as connection:
        await connection.execute(text("ALTER TABLE cards DROP COLUMN author_name"))
        assert len(await connection.run_sync(differences)) == 1
    await engine.dispose()


async def test_a_database_of_today_stays_as_it_is(new_url: str) -> None:
    for _ in range(2):
        records = await Records.open(new_url)
        await records.set_user_settings("600", await records.user_settings("600"))
        await records.close()


async def test_a_step_that_is_cut_off_leaves_nothing(new_url: str) -> None:
    engine = engine_of(address_of(new_url))
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE clips (in_the_way INTEGER)"))
    with pytest.raises(Exception, match="clips"):
        await migrate(engine)
    async with engine.connect() as connection:
        assert await connection.run_sync(lambda inside: inspect(inside).get_table_names()) == ["clips"]
    await engine.dispose()


async def test_a_database_of_a_newer_version_is_refused(new_url: str) -> None:
    await (await Records.open(new_url)).close()
    engine = engine_of(address_of(new_url))
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await engine.dispose()
    with pytest.raises(UserError, match=r"^The database was written by a newer version of Jamgram: update this one\.$"):
        await Records.open(new_url)
