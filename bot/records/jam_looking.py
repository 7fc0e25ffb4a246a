"""What the loop that looks after all jams reads: those that go on, and those whose end is not shown yet."""

from typing import Final

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from bot.records.jam import CLOSED, Jam
from bot.records.jam_reading import JamReading
from bot.records.jam_tables import JamPostRow, JamRow, LookRow, goes_on
from bot.records.jams import CONDUCTOR
from bot.records.part import reading

OLDEST: Final = (JamRow.created_s, JamRow.id)


class JamLooking(JamReading):
    """The part that says which jams there is something to do for."""

    @reading
    def jams_to_tend(self, session: Session, over_since_s: float) -> list[Jam]:
        """List the jams that go on, and those that were over since then whose end is not shown, the oldest first."""
        is_shown = exists().where(JamPostRow.jam == JamRow.id, JamPostRow.what == CLOSED)
        asked = select(JamRow.id).where(JamRow.ended_s >= over_since_s, ~is_shown)
        found = {*session.scalars(select(JamRow.id).where(goes_on())), *session.scalars(asked)}
        if not found:
            return []
        oldest = select(JamRow).where(JamRow.id.in_(found)).order_by(*OLDEST)
        return self._jams_from(session, session.scalars(oldest).all())

    @reading
    def last_look(self, session: Session) -> float | None:
        """Say when all jams were looked after the last time; None: never."""
        return session.scalar(select(LookRow.at_s).where(LookRow.name == CONDUCTOR))
