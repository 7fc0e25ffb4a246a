"""Cases: what moderators are asked, each by its number."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, update
from sqlalchemy.orm import Session

from bot.records.auditing import UNNUMBERED, enter
from bot.records.oversight import JAMGRAM, Action, Case, CaseKind, Entry, NewCase
from bot.records.part import Part, changed, insert_new, reading, writing
from bot.records.statements import CasePage
from bot.records.supervision import CaseRow, ChoiceRow

CASES_MOST: Final = 100
CASES_A_PAGE: Final = 5
CASES_ABOUT: Final = 25

OPENING: Final[dict[CaseKind, Action]] = {
    "held": "hold", "appeal": "appeal", "report": "report", "veiled": "veil", "entry": "hold",
}  # fmt: skip
"""What the audit log calls it that a case was opened."""


class Cases(Part):
    """The part that knows what moderators have to decide."""

    @writing
    def open_case(self, session: Session, case: NewCase, now_s: float) -> Case:
        """Ask moderators something; what they were asked already, and have not decided, is not asked twice."""
        return begin(session, case, now_s=now_s)

    @reading
    def case(self, session: Session, number: int, server: str) -> Case | None:
        """Find a case of a server."""
        return next(iter(_find(session, CaseRow.number == number, CaseRow.server == server)), None)

    @reading
    def case_of_card(self, session: Session, card_id: str) -> Case | None:
        """Find what moderators have to decide about a card, or else what was asked last."""
        asked = select(CaseRow).where(CaseRow.card_id == card_id)
        row = session.scalars(asked.order_by(CaseRow.state != "open", CaseRow.number.desc()).limit(1)).one_or_none()
        return None if row is None else case_of(row)

    @reading
    def cases_about(
        self, session: Session, user: str, server: str | None = None, most: int = CASES_ABOUT
    ) -> list[Case]:
        """List what moderators were asked about somebody, the newest first."""
        here = () if server is None else (CaseRow.server == server,)
        asked = select(CaseRow).where(CaseRow.author == user, *here)
        return [case_of(row) for row in session.scalars(asked.order_by(CaseRow.number.desc()).limit(most))]

    @reading
    def open_cases(self, session: Session, server: str, page: int = 1) -> CasePage:
        """Read a page of what a server's moderators have to decide, the oldest first."""
        asked = (CaseRow.server == server, CaseRow.state == "open")
        total = session.scalars(select(func.count()).select_from(CaseRow).where(*asked)).one()
        last = max(1, -(-total // CASES_A_PAGE))
        number = min(max(1, page), last)
        rows = select(CaseRow).where(*asked).order_by(CaseRow.number)
        some = rows.limit(CASES_A_PAGE).offset((number - 1) * CASES_A_PAGE)
        return CasePage(tuple(case_of(row) for row in session.scalars(some)), number, last, total)

    @reading
    def unposted_cases(self, session: Session, most: int = CASES_MOST, *, besides: Collection[str] = ()) -> list[Case]:
        """List open cases that no moderator can see yet, the oldest first; `besides` names servers to leave out."""
        wanted = (CaseRow.decided_s.is_(None), CaseRow.message.is_(None), CaseRow.server.not_in(besides))
        return _find(session, *wanted, most=most)

    @reading
    def unsettled_cases(self, session: Session, before_s: float, most: int = CASES_MOST) -> list[Case]:
        """List cases that were decided before that time, or lapsed, without being carried out and told.

        Those that wait for it longest come first.
        """
        over = (CaseRow.settled_s.is_(None), CaseRow.decided_s < before_s)
        asked = select(CaseRow).where(*over).order_by(CaseRow.decided_s, CaseRow.number).limit(most)
        return [case_of(row) for row in session.scalars(asked)]

    @reading
    def cases_elsewhere(self, session: Session, key: str, most: int = CASES_MOST) -> list[Case]:
        """List open cases that stand in another channel than the one that their server chose, by this setting."""
        chosen = and_(ChoiceRow.scope == "server", ChoiceRow.holder == CaseRow.server, ChoiceRow.key == key)
        moved = exists().where(chosen, ChoiceRow.value != CaseRow.channel).correlate(CaseRow)
        return _find(session, CaseRow.state == "open", CaseRow.message.is_not(None), moved, most=most)

    @reading
    def cases_of_messages(self, session: Session, channel: str, messages: Collection[str]) -> list[Case]:
        """List the open cases that these messages of a channel show."""
        shown = (CaseRow.state == "open", CaseRow.channel == channel, CaseRow.message.in_(messages))
        return _find(session, *shown, most=len(messages))

    @reading
    def open_entry_cases(self, session: Session, jam: str) -> list[Case]:
        """List what moderators have to decide about entries of a jam."""
        theirs = CaseRow.card_id.startswith(f"{jam}-", autoescape=True)
        return _find(session, CaseRow.state == "open", CaseRow.kind == "entry", theirs, most=CASES_MOST)

    @writing
    def note_case(self, session: Session, number: int, *, channel: str | None, message: str | None) -> None:
        """Remember where moderators see a case; None: nowhere, so it is to be posted."""
        changed(session, update(CaseRow).where(CaseRow.number == number).values(channel=channel, message=message))

    @writing
    def claim(self, session: Session, number: int, by: str, *, now_s: float, for_s: float) -> Case | None:
        """Keep an open case for one moderator for a while; None if there is no such case.

        Whoever has it is in `claimed_by`: somebody else, if they were first.
        """
        free = or_(CaseRow.claimed_by.is_(None), CaseRow.claimed_by == by, CaseRow.claimed_until_s <= now_s)
        is_open = and_(CaseRow.number == number, CaseRow.state == "open")
        before = session.execute(select(CaseRow.claimed_by, CaseRow.claimed_until_s).where(is_open)).one_or_none()
        taking = update(CaseRow).where(is_open, free).values(claimed_by=by, claimed_until_s=now_s + for_s)
        taken = changed(session, taking)
        found = _find(session, is_open)
        if not found:
            return None
        if taken and before is not None and (before.claimed_by != by or before.claimed_until_s <= now_s):
            enter(session, Entry(UNNUMBERED, found[0].server, now_s, by, "claim", found[0].author, after=f"#{number}"))
        return found[0]

    @writing
    def forget_cases(self, session: Session, before_s: float) -> None:
        """Forget the words in cases that were over before that time; what was decided stays."""
        worded = or_(CaseRow.matched != "", CaseRow.text != "")
        over = update(CaseRow).where(CaseRow.settled_s < before_s, CaseRow.state != "open", worded)
        changed(session, over.values(matched="", text=""))


def begin(session: Session, case: NewCase, *, now_s: float) -> Case:
    """Open a case, or find the one that is open about the same; the log tells of it once."""
    subject = case.clip_id or case.card_id
    same = (CaseRow.kind == case.kind, CaseRow.subject == subject, CaseRow.decided_s.is_(None))
    if known := _find(session, *same):
        return known[0]
    values = {
        "kind": case.kind,
        "server": case.server,
        "author": case.author,
        "card_id": case.card_id,
        "clip_id": case.clip_id,
        "subject": subject,
        "family": case.family,
        "rule": case.rule,
        "matched": case.matched,
        "text": case.text,
        "state": "open",
        "opened_s": now_s,
        "claimed_until_s": 0.0,
        "reason": "",
    }
    is_new = changed(session, insert_new(session, CaseRow).values(values))
    found = _find(session, *same)[0]
    if is_new:
        told = Entry(UNNUMBERED, case.server, now_s, JAMGRAM, OPENING[case.kind], case.author)
        enter(session, replace(told, rule=case.rule or case.family, after=f"#{found.number}"))
    return found


def case_of(row: CaseRow) -> Case:
    """Read a case."""
    return Case(
        number=row.number,
        kind=row.kind,
        server=row.server,
        author=row.author,
        card_id=row.card_id,
        clip_id=row.clip_id,
        family=row.family,
        rule=row.rule,
        matched=row.matched,
        text=row.text,
        state=row.state,
        opened_s=row.opened_s,
        claimed_by=row.claimed_by,
        claimed_until_s=row.claimed_until_s,
        channel=row.channel,
        message=row.message,
        decided_by=row.decided_by,
        decided_s=row.decided_s,
        decision=row.decision,
        reason=row.reason,
        settled_s=row.settled_s,
    )


def _find(session: Session, *where: ColumnElement[bool], most: int = 1) -> list[Case]:
    asked = select(CaseRow).where(*where).order_by(CaseRow.number).limit(most)
    return [case_of(row) for row in session.scalars(asked)]
