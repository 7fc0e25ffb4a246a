"""The audit log: who did what to whom, and by which rule. It is only ever added to."""

from collections.abc import AsyncIterator, Sequence
from typing import Final

from sqlalchemy import ColumnElement, func, insert, or_, select
from sqlalchemy.orm import Session

from bot.records.oversight import Entry
from bot.records.part import Part, reading, writing
from bot.records.statements import AuditPage
from bot.records.supervision import AuditRow

ENTRIES_A_PAGE: Final = 20
ENTRIES_AT_ONCE: Final = 500
UNNUMBERED: Final = 0
"""The number of an entry that is not in the log yet."""


class Auditing(Part):
    """The part that knows who did what."""

    @writing
    def note(self, session: Session, entry: Entry) -> int:
        """Add a line, whatever number it was given, and return its own."""
        return enter(session, entry)

    @reading
    def audit(
        self, session: Session, server: str, *, user: str | None = None, since_s: float = 0.0, page: int = 1
    ) -> AuditPage:
        """Read a page of a server's log, the newest first: all of it, or what a user did or what was done to them."""
        asked = _lines(server, user, since_s)
        total = session.scalars(select(func.count()).select_from(AuditRow).where(*asked)).one()
        last = max(1, -(-total // ENTRIES_A_PAGE))
        number = min(max(1, page), last)
        rows = select(AuditRow).where(*asked).order_by(AuditRow.number.desc())
        some = rows.limit(ENTRIES_A_PAGE).offset((number - 1) * ENTRIES_A_PAGE)
        return AuditPage(tuple(_entry(row) for row in session.scalars(some)), number, last, total)

    async def audit_all(self, server: str, *, user: str | None = None, since_s: float = 0.0) -> AsyncIterator[Entry]:
        """Read a server's log from the oldest line to the newest, some at a time."""
        after = UNNUMBERED
        while page := await self._after(after, *_lines(server, user, since_s)):
            for entry in page:
                yield entry
            after = page[-1].number

    @reading
    def _after(self, session: Session, number: int, *asked: ColumnElement[bool]) -> Sequence[Entry]:
        rows = select(AuditRow).where(AuditRow.number > number, *asked).order_by(AuditRow.number)
        return [_entry(row) for row in session.scalars(rows.limit(ENTRIES_AT_ONCE))]


def enter(session: Session, entry: Entry) -> int:
    """Add a line in the transaction of what it tells."""
    values = {
        "server": entry.server,
        "at_s": entry.at_s,
        "actor": entry.actor,
        "action": entry.action,
        "target": entry.target,
        "rule": entry.rule,
        "before": entry.before,
        "after": entry.after,
    }
    return session.scalars(insert(AuditRow).values(values).returning(AuditRow.number)).one()


def _lines(server: str, user: str | None, since_s: float) -> tuple[ColumnElement[bool], ...]:
    theirs = () if user is None else (or_(AuditRow.actor == user, AuditRow.target == user),)
    return (AuditRow.server == server, AuditRow.at_s >= since_s, *theirs)


def _entry(row: AuditRow) -> Entry:
    return Entry(
        number=row.number,
        server=row.server,
        at_s=row.at_s,
        actor=row.actor,
        action=row.action,
        target=row.target,
        rule=row.rule,
        before=row.before,
        after=row.after,
    )
