"""Bring a database to the tables of today, whoever else is starting at the same time."""

from functools import cache
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.records.database import BEGIN
from core.errors import UserError

FOLDER: Final = Path(__file__).parent / "migrations"
LOCK: Final = 0x6A616D6772616D
"""Spells "jamgram": the advisory lock's number."""


async def is_current(engine: AsyncEngine) -> bool:
    """Say whether the tables are those of today, without holding anybody up."""
    async with engine.connect() as connection:
        return await connection.run_sync(_present) == set(steps().get_heads())


async def migrate(engine: AsyncEngine) -> None:
    """Upgrade in one transaction under a lock that every process which starts asks for.

    Raises
    ------
    UserError
        If a newer Jamgram has been here.
    """
    async with engine.execution_options(**{BEGIN: "BEGIN IMMEDIATE"}).begin() as connection:
        if engine.dialect.name == "postgresql":
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        await connection.run_sync(_upgrade)


@cache
def steps() -> ScriptDirectory:
    """Read what steps there are."""
    return ScriptDirectory.from_config(_config())


def _upgrade(connection: Connection) -> None:
    """Run the steps that are missing, inside the connection's transaction."""
    if not _present(connection) <= {step.revision for step in steps().walk_revisions()}:
        raise UserError("The database was written by a newer version of Jamgram: update this one.")
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _present(connection: Connection) -> set[str]:
    return set(MigrationContext.configure(connection).get_current_heads())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return config
