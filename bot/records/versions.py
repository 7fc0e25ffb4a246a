"""A count of what was changed, for those who keep what they read: as long as it stands still, that holds."""

from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.records.part import changed, insert_new
from bot.records.supervision import VersionRow

OVERSIGHT: Final = "oversight"


def lock(session: Session) -> None:
    """Let nobody else change who may make what until the transaction is over.

    What is read after this is what is there; cards and cases are locked before it.
    """
    changed(session, insert_new(session, VersionRow).values(name=OVERSIGHT, number=0))
    session.execute(select(VersionRow.number).where(VersionRow.name == OVERSIGHT).with_for_update())


def bump(session: Session) -> None:
    """Say that something of it was changed. It is locked already."""
    changed(session, update(VersionRow).where(VersionRow.name == OVERSIGHT).values(number=VersionRow.number + 1))


def version(session: Session) -> int:
    """Say how often something was."""
    return session.scalar(select(VersionRow.number).where(VersionRow.name == OVERSIGHT)) or 0
