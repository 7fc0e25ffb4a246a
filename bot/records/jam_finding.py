"""Jam sessions found again: by their id, by where they are, by who is in them, and all that go on."""

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import ColumnElement, SQLColumnExpression, case, or_, select
from sqlalchemy.orm import Session

from bot.records.jam import BEGUN, Jam, JamEvent
from bot.records.jam_reading import JamReading
from bot.records.jam_tables import JamEventRow, JamPlayerRow, JamRow, goes_on
from bot.records.models import CardRow
from bot.records.part import reading
from bot.records.reading import cards_of
from bot.records.values import CardRecord

JAMS_MOST: Final = 25
EVENTS_MOST: Final = 500

ARCHIVED_LAST: Final = case((JamRow.phase == "archived", 1), else_=0)
NEWEST: Final = (JamRow.created_s.desc(), JamRow.id.desc())
OLDEST: Final = (JamRow.created_s, JamRow.id)


class JamFinding(JamReading):
    """The part that finds jams."""

    @reading
    def jam(self, session: Session, jam_id: str) -> Jam | None:
        """Find a jam."""
        return self._first(session, JamRow.id == jam_id)

    @reading
    def jam_in(self, session: Session, place: str) -> Jam | None:
        """Find the jam of a thread, or the newest that was announced in a channel; one that goes on, if there is."""
        elsewhere = case((JamRow.thread == place, 0), else_=1)
        here = or_(JamRow.thread == place, JamRow.channel == place)
        return self._first(session, here, order=(ARCHIVED_LAST, elsewhere, *NEWEST))

    @reading
    def open_jams(self, session: Session, server: str | None = None) -> list[Jam]:
        """List the jams that go on, anywhere or in a server, the oldest first. It costs little if there is none."""
        here = () if server is None else (JamRow.server == server,)
        return self._all(session, goes_on(), *here, order=OLDEST)

    @reading
    def jams_of(self, session: Session, user: str, server: str | None = None, *, most: int = JAMS_MOST) -> list[Jam]:
        """List the jams that somebody leads, or is in, in whichever seat: those that go on first, the newest first."""
        here = () if server is None else (JamRow.server == server,)
        return self._all(session, _with(user), *here, order=(ARCHIVED_LAST, *NEWEST), most=most)

    @reading
    def jam_events(self, session: Session, jam_id: str, *, most: int = EVENTS_MOST) -> list[JamEvent]:
        """Read the last lines of a jam's history, the oldest first."""
        last = select(JamEventRow).where(JamEventRow.jam == jam_id).order_by(JamEventRow.number.desc()).limit(most)
        rows = reversed(session.scalars(last).all())
        return [JamEvent(row.at_s, row.actor, row.action, row.target) for row in rows]

    @reading
    def jam_begun_by(self, session: Session, jam_id: str) -> str | None:
        """Name who began or planned a jam, whoever leads it by now."""
        return session.scalar(select(JamEventRow.actor).where(JamEventRow.jam == jam_id, JamEventRow.action == BEGUN))

    @reading
    def jam_cards(self, session: Session, jam_id: str, card_ids: Collection[str] | None = None) -> list[CardRecord]:
        """List the cards of a jam, or some of them, however they stand, the oldest first."""
        wanted = () if card_ids is None else (CardRow.id.in_(card_ids),)
        asked = select(CardRow).where(CardRow.jam == jam_id, *wanted).order_by(CardRow.created_s, CardRow.id)
        return cards_of(session, session.scalars(asked).all())

    def _first(
        self,
        session: Session,
        *where: ColumnElement[bool],
        order: tuple[SQLColumnExpression[Any], ...] = NEWEST,
    ) -> Jam | None:
        return next(iter(self._all(session, *where, order=order, most=1)), None)

    def _all(
        self,
        session: Session,
        *where: ColumnElement[bool],
        order: tuple[SQLColumnExpression[Any], ...],
        most: int | None = None,
    ) -> list[Jam]:
        asked = select(JamRow).where(*where).order_by(*order).limit(most)
        return self._jams_from(session, session.scalars(asked).all())


def _with(user: str) -> ColumnElement[bool]:
    seats = select(JamPlayerRow.jam).where(JamPlayerRow.player == user, JamPlayerRow.seat != "kicked")
    return or_(JamRow.host == user, JamRow.id.in_(seats))
