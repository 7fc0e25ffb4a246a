"""Bring a database to the tables of today, whoever else is starting at the same time."""

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
        await connection.run_sync(upgrade)


def upgrade(connection: Connection) -> None:
    """Run the steps that are missing, inside the connection's transaction."""
    config = config_of(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if not known.issuperset(MigrationContext.configure(connection).get_current_heads()):
        raise UserError("The database was written by a newer version of Jamgram: update this one.")
    command.upgrade(config, "head")


def config_of(connection: Connection) -> Config:
    """Say to Alembic where the steps are and which connection to use."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
