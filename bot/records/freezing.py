"""Where nothing is made until somebody thaws it, and the cards that wait for that."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import ColumnElement, and_, delete, exists, literal, or_, select, update
from sqlalchemy.orm import Session

from bot.records.auditing import UNNUMBERED, enter
from bot.records.ends import end_card_if_over
from bot.records.models import CardRow, RequestRow
from bot.records.oversight import EVERYWHERE, Entry, Freeze, FreezeKind
from bot.records.part import Part, changed, insert_new, reading, writing
from bot.records.reading import cards_of
from bot.records.supervision import FreezeRow
from bot.records.values import CardRecord
from bot.records.versions import bump, lock

FROZEN_MOST: Final = 100
"""Cards that are frozen or thawed in one transaction."""


class Freezing(Part):
    """The part that knows what is frozen."""

    @writing
    def freeze(self, session: Session, freeze: Freeze) -> bool:
        """Say that nothing is made there; False if it was said before, and then nothing changed."""
        lock(session)
        row = {
            "server": freeze.server,
            "kind": freeze.kind,
            "target": freeze.target,
            "moderator": freeze.by,
            "reason": freeze.reason,
            "since_s": freeze.since_s,
        }
        if not changed(session, insert_new(session, FreezeRow).values(row)):
            return False
        after = f"{freeze.kind}: {freeze.reason}" if freeze.reason else freeze.kind
        enter(
            session, Entry(UNNUMBERED, freeze.server, freeze.since_s, freeze.by, "freeze", freeze.target, after=after)
        )
        bump(session)
        return True

    @writing
    def thaw(self, session: Session, server: str, kind: FreezeKind, target: str, *, by: str, now_s: float) -> bool:
        """Say that it goes on there; False if it wasn't frozen."""
        lock(session)
        which = (FreezeRow.server == server, FreezeRow.kind == kind, FreezeRow.target == target)
        if not changed(session, delete(FreezeRow).where(*which)):
            return False
        enter(session, Entry(UNNUMBERED, server, now_s, by, "thaw", target, before=kind))
        bump(session)
        return True

    @reading
    def freezes(self, session: Session, server: str | None = None) -> list[Freeze]:
        """List what is frozen, oldest first: everything that is, or what a server's moderators froze."""
        here = () if server is None else (FreezeRow.server == server,)
        asked = select(FreezeRow).where(*here).order_by(FreezeRow.since_s, FreezeRow.kind, FreezeRow.target)
        return [freeze_of(row) for row in session.scalars(asked)]

    @writing
    def freeze_cards(
        self, session: Session, freeze: Freeze | None = None, *, most: int = FROZEN_MOST
    ) -> list[CardRecord]:
        """Freeze open cards, and give them as they were; without a freeze, those that any covers.

        Their requests are no longer placed. Whoever calls this takes them out of the lanes, and asks for more cards
        until there are none.
        """
        frozen = is_frozen() if freeze is None else _is_covered_by(freeze)
        rows = _locked(session, CardRow.state == "open", frozen, most=most)
        if not rows:
            return []
        records = cards_of(session, rows)
        ids = [row.id for row in rows]
        changed(session, update(CardRow).where(CardRow.id.in_(ids)).values(state="frozen"))
        placed = (RequestRow.card_id.in_(ids), RequestRow.state == "placed")
        changed(session, update(RequestRow).where(*placed).values(state="unplaced"))
        return records

    @reading
    def frozen_cards(self, session: Session, *, most: int = 1000) -> list[CardRecord]:
        """List frozen cards, oldest first."""
        asked = select(CardRow).where(CardRow.state == "frozen").order_by(CardRow.created_s, CardRow.id).limit(most)
        return cards_of(session, session.scalars(asked).all())

    @writing
    def thaw_cards(self, session: Session, now_s: float, *, most: int = FROZEN_MOST) -> list[str]:
        """Open frozen cards again that no freeze covers any more, end those that are over, and name them all."""
        rows = _locked(session, CardRow.state == "frozen", ~is_frozen(), most=most)
        if not rows:
            return []
        ids = [row.id for row in rows]
        changed(session, update(CardRow).where(CardRow.id.in_(ids)).values(state="open"))
        asked = select(RequestRow.card_id).where(RequestRow.card_id.in_(ids)).distinct()
        for card_id in session.scalars(asked):
            end_card_if_over(session, card_id, now_s=now_s)
        return ids


def is_frozen() -> ColumnElement[bool]:
    """Tell of a card whether a freeze covers it."""
    server = FreezeRow.server.in_((literal(EVERYWHERE), CardRow.server))
    kind, target = FreezeRow.kind, FreezeRow.target
    place = or_(target == CardRow.channel, target == CardRow.home, target == CardRow.area)
    return exists().where(
        server,
        or_(
            and_(kind == "user", target == CardRow.author),
            and_(kind == "channel", place),
            and_(kind == "server", target == CardRow.server),
            kind == "everything",
        ),
    )


def freeze_of(row: FreezeRow) -> Freeze:
    """Read a freeze."""
    return Freeze(row.server, row.kind, row.target, row.moderator, row.reason, row.since_s)


def _is_covered_by(freeze: Freeze) -> ColumnElement[bool]:
    target = freeze.target
    covered: dict[FreezeKind, ColumnElement[bool]] = {
        "user": CardRow.author == target,
        "channel": or_(CardRow.channel == target, CardRow.home == target, CardRow.area == target),
        "server": CardRow.server == target,
        "everything": CardRow.id.is_not(None),
    }
    here = () if freeze.server == EVERYWHERE else (CardRow.server == freeze.server,)
    return and_(covered[freeze.kind], *here)


def _locked(session: Session, *where: ColumnElement[bool], most: int) -> Sequence[CardRow]:
    asked = select(CardRow).where(*where).order_by(CardRow.created_s, CardRow.id).limit(most)
    return session.scalars(asked.with_for_update()).all()
