"""A case is decided once, and what follows from it for cards, clips and people is one step with it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import and_, exists, or_, select, update
from sqlalchemy.orm import Session

from bot.records.auditing import UNNUMBERED, enter
from bot.records.cases import CASES_MOST, case_of
from bot.records.deliveries import make_due
from bot.records.ends import turn_down
from bot.records.freezing import is_frozen
from bot.records.lapsing import lapse
from bot.records.models import CardRow, ClipRow, RequestRow
from bot.records.oversight import REASON_MAX, Action, Block, Case, Decision, Entry, Strike
from bot.records.part import Part, changed, locked, reading, writing
from bot.records.reporting import close_reports, show
from bot.records.sanctions import DAY_S, STRIKE_S, give_strike, put_block
from bot.records.supervision import CaseRow, RefusalRow
from core.ending import Failure

FORGIVEN: Final = ("held", "appeal", "entry")
"""What lapses if nobody decides. What was made already is looked at, however late."""


TURNED_DOWN: Final = "The moderators decided that this is not made{because}. Nothing was used up."
UNDECIDED: Final = Failure(
    sentence="The moderators did not decide in time, so this is not made. Nothing was used up: you may ask again.",
    code="E-HELD",
)

TOLD: Final[dict[Decision, Action]] = {
    "approve": "approve", "remove": "remove", "strike": "remove", "block_day": "remove", "block": "remove",
}  # fmt: skip
"""What the audit log calls what becomes of the case; strikes and blocks have lines of their own."""


class Deciding(Part):
    """The part that knows what moderators decided."""

    @writing
    def decide(
        self, session: Session, number: int, decision: Decision, *, by: str, reason: str, now_s: float
    ) -> Case | None:
        """Decide an open case that nobody else has; None if it is not open, or somebody else has it."""
        row = _locked_case(session, number)
        if row is None or row.state != "open" or _is_kept_from(row, by, now_s):
            return None
        row.state = "approved" if decision == "approve" else "removed"
        row.decided_by, row.decided_s, row.decision, row.reason = by, now_s, decision, reason
        session.flush()
        case = case_of(row)
        _log(session, case, by=by, now_s=now_s)
        if decision == "approve":
            _approve(session, case)
        else:
            _remove(session, case, now_s=now_s)
            _sanction(session, case, decision, by=by, now_s=now_s)
        return case

    async def lapse_cases(self, before_s: float, now_s: float, most: int = CASES_MOST) -> list[Case]:
        """Close what was asked before that time and nobody decided: what it is about is not made.

        Each is a transaction of its own, as each has a card to lock.
        """
        lapsed = [await self._lapse(number, now_s=now_s) for number in await self._late(before_s, most)]
        return [case for case in lapsed if case is not None]

    async def lapse_case(self, number: int, now_s: float) -> Case | None:
        """Close a case that nobody has to decide any more, and whose author is still to be told; None if it is over."""
        return await self._lapse(number, now_s=now_s)

    @writing
    def lapse_gone(self, session: Session, now_s: float) -> None:
        """Close what was asked about clips that are deleted by now."""
        one, all_of_card = ClipRow.id == CaseRow.clip_id, ClipRow.card_id == CaseRow.card_id
        which = or_(one, and_(CaseRow.clip_id.is_(None), all_of_card))
        left = exists().where(which, ClipRow.deleted_s.is_(None)).correlate(CaseRow)
        lapse(session, CaseRow.kind.not_in(FORGIVEN), ~left, now_s=now_s)

    @writing
    def settle_case(self, session: Session, number: int, now_s: float) -> bool:
        """Say that the outcome of a case was carried out and told; False if it was before, or there is none yet."""
        row = _locked_case(session, number)
        if row is None or row.state == "open" or row.settled_s is not None:
            return False
        row.settled_s = now_s
        refused = (CardRow.id == row.card_id, CardRow.state == "refused")
        changed(session, update(CardRow).where(*refused).values(token=None))
        return True

    @reading
    def _late(self, session: Session, before_s: float, most: int) -> Sequence[int]:
        late = (CaseRow.state == "open", CaseRow.opened_s < before_s, CaseRow.kind.in_(FORGIVEN))
        return session.scalars(select(CaseRow.number).where(*late).order_by(CaseRow.number).limit(most)).all()

    @writing
    def _lapse(self, session: Session, number: int, *, now_s: float) -> Case | None:
        row = _locked_case(session, number)
        if row is None or row.state != "open":
            return None
        lapse(session, CaseRow.number == number, now_s=now_s, is_settled=False)
        case = case_of(row)
        _turn_down(session, case, UNDECIDED, now_s=now_s)
        return case


def _locked_case(session: Session, number: int) -> CaseRow | None:
    """Lock a case's card first, as everywhere, and then the case."""
    card_id = session.scalar(select(CaseRow.card_id).where(CaseRow.number == number))
    if card_id is not None:
        session.execute(locked(card_id))
    return session.scalars(select(CaseRow).where(CaseRow.number == number).with_for_update()).one_or_none()


def _is_kept_from(row: CaseRow, by: str, now_s: float) -> bool:
    return row.claimed_by not in {None, by} and row.claimed_until_s > now_s


def _log(session: Session, case: Case, *, by: str, now_s: float) -> None:
    assert case.decision is not None
    told = Entry(UNNUMBERED, case.server, now_s, by, TOLD[case.decision], case.author)
    after = f"#{case.number}: {case.reason}" if case.reason else f"#{case.number}"
    enter(session, replace(told, rule=case.rule or case.family, before=case.kind, after=after))


def _approve(session: Session, case: Case) -> None:
    if case.kind in FORGIVEN:
        _let_pass(session, case.card_id)
    elif case.kind == "veiled":
        if changed(session, update(CardRow).where(CardRow.id == case.card_id, CardRow.veiled).values(veiled=False)):
            _show_again(session, case.card_id)
    elif case.clip_id is not None:
        show(session, case.clip_id)
        close_reports(session, case.clip_id, "false")
        _show_again(session, case.card_id)


def _let_pass(session: Session, card_id: str) -> None:
    """Let a held card go on; where everything is frozen, as soon as that is thawed."""
    cleared = update(RequestRow).where(RequestRow.card_id == card_id, RequestRow.state == "unplaced")
    held = update(CardRow).where(CardRow.id == card_id, CardRow.state == "held")
    frozen = session.scalar(select(is_frozen()).where(CardRow.id == card_id))
    if changed(session, held.values(state="frozen" if frozen else "open")):
        changed(session, cleared.values(cleared=True))


def _remove(session: Session, case: Case, *, now_s: float) -> None:
    """Turn down what is held; what was made is hidden at once, and deleted by whoever carries this out."""
    if case.kind in FORGIVEN:
        _turn_down(session, case, Failure(sentence=_turned_down(case.reason), code="E-REJECT"), now_s=now_s)
        _let_appeal(session, case, now_s=now_s)
        return
    which = ClipRow.id == case.clip_id if case.clip_id is not None else ClipRow.card_id == case.card_id
    there = (which, ClipRow.deleted_s.is_(None), ClipRow.hidden_s.is_(None))
    changed(session, update(ClipRow).where(*there).values(hidden_s=now_s))
    if case.clip_id is not None:
        close_reports(session, case.clip_id, "upheld")


def _turn_down(session: Session, case: Case, failure: Failure, *, now_s: float) -> None:
    row = session.scalars(locked(case.card_id)).one_or_none()
    if row is not None and row.state == "held":
        turn_down(session, row, failure, now_s=now_s)


def _let_appeal(session: Session, case: Case, *, now_s: float) -> None:
    """Let its author ask other moderators, once; what was appealed before stays as it was decided."""
    card = session.get(CardRow, case.card_id)
    if card is None or card.state != "refused" or session.get(RefusalRow, case.card_id) is not None:
        return
    words = {"family": case.family, "rule": case.rule, "matched": case.matched}
    session.add(RefusalRow(card_id=case.card_id, server=case.server, author=case.author, refused_s=now_s, **words))


def _turned_down(reason: str) -> str:
    """Say it in a sentence that is never too long for one."""
    short = reason.strip()[:REASON_MAX].rstrip(". ")
    return TURNED_DOWN.format(because=f": {short}" if short else "")


def _sanction(session: Session, case: Case, decision: Decision, *, by: str, now_s: float) -> None:
    if decision == "strike":
        give_strike(session, Strike(case.server, case.author, by, case.reason, now_s, now_s + STRIKE_S))
    elif decision != "remove":
        until_s = now_s + DAY_S if decision == "block_day" else None
        put_block(session, Block(case.server, case.author, by, case.reason, now_s, until_s), "block")


def _show_again(session: Session, card_id: str) -> None:
    """Have a card shown as it is now, where the bot can change its message at any time."""
    if session.scalar(select(CardRow.reach).where(CardRow.id == card_id)) == "channel":
        make_due(session, card_id)
