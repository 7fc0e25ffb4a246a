"""Bring a database to the tables of today, whoever else is starting at the same time."""

from functools import cache
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.orm import Session

from core.errors import UserError

FOLDER: Final = Path(__file__).parent / "migrations"
LOCK: Final = 0x6A616D6772616D
"""Spells "jamgram": the advisory lock's number."""


def is_current(session: Session) -> bool:
    """Say whether the tables are those of today."""
    return _present(session) == set(steps().get_heads())


def migrate(session: Session, *, to: str = "head") -> None:
    """Run the steps that are missing, as one transaction, under a lock that every process which starts asks for.

    Raises
    ------
    UserError
        If a newer Jamgram has been here.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    if not _present(session) <= {step.revision for step in steps().walk_revisions()}:
        raise UserError("The database was written by a newer version of Jamgram: update this one.")
    config = _config()
    config.attributes["connection"] = session.connection()
    command.upgrade(config, to)


@cache
def steps() -> ScriptDirectory:
    """Read what steps there are."""
    return ScriptDirectory.from_config(_config())


def _present(session: Session) -> set[str]:
    return set(MigrationContext.configure(session.connection()).get_current_heads())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return config
