"""A count of what was changed, for those who keep what they read: as long as it stands still, that holds."""

from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.records.part import changed, insert_new
from bot.records.supervision import VersionRow

OVERSIGHT: Final = "oversight"


def bump(session: Session) -> None:
    """Say that something was changed about who may make what."""
    more = update(VersionRow).where(VersionRow.name == OVERSIGHT).values(number=VersionRow.number + 1)
    if not changed(session, more) and not changed(
        session, insert_new(session, VersionRow).values(name=OVERSIGHT, number=1)
    ):
        changed(session, more)


def version(session: Session) -> int:
    """Say how often something was."""
    return session.scalar(select(VersionRow.number).where(VersionRow.name == OVERSIGHT)) or 0
