"""Reports: what people say is wrong with a clip, how much their word counts, and clips that are hidden for it."""

from dataclasses import replace
from typing import Final

from sqlalchemy import distinct, func, select, update
from sqlalchemy.orm import Session

from bot.records.auditing import UNNUMBERED, enter
from bot.records.models import ClipRow
from bot.records.oversight import DIRECT, JAMGRAM, Action, Entry
from bot.records.part import Part, changed, insert_new, reading, writing
from bot.records.statements import Report, Reported
from bot.records.supervision import AuditRow, ReportRow

FALSE_COUNTS: Final = 0.5
"""What a false report, that no right one outweighs, leaves of the weight of the next."""


class Reporting(Part):
    """The part that knows what was reported."""

    @writing
    def report(self, session: Session, report: Report) -> Reported:
        """Remember a report, once a person and clip, and say how the clip stands."""
        clip = session.get(ClipRow, report.clip)
        server = DIRECT if clip is None else clip.server or DIRECT
        row = {
            "clip_id": report.clip,
            "reporter": report.reporter,
            "server": server,
            "reason": report.reason,
            "text": report.text,
            "weight": report.weight,
            "reported_s": report.at_s,
            "state": "open",
        }
        is_new = changed(session, insert_new(session, ReportRow).values(row))
        if is_new:
            target = "" if clip is None else clip.author
            told = Entry(UNNUMBERED, server, report.at_s, report.reporter, "report", target, report.reason)
            enter(session, replace(told, after=report.clip))
        waiting = (ReportRow.clip_id == report.clip, ReportRow.state == "open")
        counted = select(func.coalesce(func.sum(ReportRow.weight), 0.0), func.count(distinct(ReportRow.reporter)))
        weight, reporters = session.execute(counted.where(*waiting)).one()
        return Reported(weight, reporters, is_new)

    @reading
    def reports_of(self, session: Session, clip_id: str) -> list[Report]:
        """List what was said of a clip and nobody has decided yet, the oldest first."""
        waiting = (ReportRow.clip_id == clip_id, ReportRow.state == "open")
        asked = select(ReportRow).where(*waiting).order_by(ReportRow.reported_s, ReportRow.reporter)
        return [
            Report(row.clip_id, row.reporter, row.reason, row.text, row.weight, row.reported_s)
            for row in session.scalars(asked)
        ]

    @reading
    def reports_since(self, session: Session, user: str, since_s: float) -> int:
        """Count what somebody reported since then."""
        theirs = (ReportRow.reporter == user, ReportRow.reported_s >= since_s)
        return session.scalars(select(func.count()).select_from(ReportRow).where(*theirs)).one()

    @reading
    def reporter_weight(self, session: Session, user: str, server: str | None) -> float:
        """Say how much somebody's word counts: less with every false report that no right one outweighs."""
        theirs = (ReportRow.reporter == user, ReportRow.server == (server or DIRECT))
        asked = select(ReportRow.state, func.count()).where(*theirs).group_by(ReportRow.state)
        counts = {state: count for state, count in session.execute(asked)}  # noqa: C416 - a row is no pair
        weight: float = FALSE_COUNTS ** max(0, counts.get("false", 0) - counts.get("upheld", 0))
        return weight

    @writing
    def hide_clip(self, session: Session, clip_id: str, now_s: float, *, by: str = JAMGRAM) -> bool:
        """Keep a clip from all but its author until moderators looked at it; False if it is so, or there is none."""
        there = (ClipRow.id == clip_id, ClipRow.deleted_s.is_(None), ClipRow.hidden_s.is_(None))
        is_new = changed(session, update(ClipRow).where(*there).values(hidden_s=now_s))
        if is_new:
            _log(session, clip_id, "hide", by=by, now_s=now_s)
        return is_new

    @reading
    def was_hidden(self, session: Session, clip_id: str, server: str, *, since_s: float) -> bool:
        """Tell whether a clip was hidden since then, whatever became of it."""
        hidden = (AuditRow.server == server, AuditRow.action == "hide", AuditRow.after == clip_id)
        return session.scalar(select(AuditRow.number).where(*hidden, AuditRow.at_s >= since_s).limit(1)) is not None

    @writing
    def unhide_clip(self, session: Session, clip_id: str, now_s: float, *, by: str) -> bool:
        """Show a clip again; False if it wasn't hidden."""
        is_new = show(session, clip_id)
        if is_new:
            _log(session, clip_id, "approve", by=by, now_s=now_s)
        return is_new


def show(session: Session, clip_id: str) -> bool:
    """Show a clip again; False if it wasn't hidden."""
    hidden = (ClipRow.id == clip_id, ClipRow.hidden_s.is_not(None))
    return changed(session, update(ClipRow).where(*hidden).values(hidden_s=None))


def close_reports(session: Session, clip_id: str, state: str) -> None:
    """Say what moderators think of the reports that wait: `upheld` or `false`."""
    waiting = (ReportRow.clip_id == clip_id, ReportRow.state == "open")
    changed(session, update(ReportRow).where(*waiting).values(state=state))


def _log(session: Session, clip_id: str, action: Action, *, by: str, now_s: float) -> None:
    clip = session.get(ClipRow, clip_id)
    assert clip is not None
    enter(session, Entry(UNNUMBERED, clip.server or DIRECT, now_s, by, action, clip.author, after=clip_id))
