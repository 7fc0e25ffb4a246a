"""What is not queued: cards that moderators look at first, and cards that were refused, as long as one may appeal."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import Session

from bot.records.cards import close, remember
from bot.records.cases import begin
from bot.records.models import CardRow, RequestRow
from bot.records.oversight import DIRECT, Case, NewCase
from bot.records.part import Part, changed, locked, reading, writing
from bot.records.requests import request_rows
from bot.records.statements import Refusal
from bot.records.supervision import CaseRow, RefusalRow
from bot.records.values import Ancestry, Card
from bot.records.words import wordless
from core.moderation.values import NEVER
from core.request import Request

APPEAL_S: Final = 24 * 3600.0
"""So long after it was refused one may appeal; then its words are forgotten."""

FORGOTTEN_AT_ONCE: Final = 500


class Holding(Part):
    """The part that knows what was held and refused."""

    @writing
    def open_held(
        self,
        session: Session,
        card: Card,
        requests: Sequence[Request],
        case: NewCase,
        *,
        ancestries: Sequence[Ancestry] = (),
    ) -> Case | None:
        """Remember a card that moderators look at first, with their case; None if the card is known."""
        held = replace(card, state="held")
        if not remember(session, held, request_rows(card.id, requests, ancestries)):
            return None
        return begin(session, case, now_s=card.created_s)

    @writing
    def hold_card(
        self,
        session: Session,
        card_id: str,
        case: NewCase,
        *,
        requests: Sequence[Request] = (),
        ancestries: Sequence[Ancestry] = (),
        now_s: float,
    ) -> Case | None:
        """Hold an open card, for which a file was fetched, with what it asks for; None if it is under way, or over.

        Its message is taken away: what moderators allow is shown anew.
        """
        row = session.scalars(locked(card_id)).one_or_none()
        if row is None or row.state not in {"open", "frozen"} or not _is_unplaced(session, card_id):
            return None
        row.state, row.message = "held", None
        session.add_all(request_rows(card_id, requests, ancestries))
        session.flush()
        return begin(session, case, now_s=now_s)

    @writing
    def open_refused(
        self,
        session: Session,
        card: Card,
        requests: Sequence[Request],
        refusal: Refusal,
        *,
        ancestries: Sequence[Ancestry] = (),
    ) -> bool:
        """Remember a card of which nothing is queued, and why; False if the card is known."""
        refused = replace(card, state="refused", token=None)
        rows = [_cancelled(row) for row in request_rows(card.id, requests, ancestries)]
        is_new = remember(session, refused, rows)
        if is_new:
            session.add(_refusal_row(card, refusal, now_s=card.created_s))
        return is_new

    @writing
    def refuse_card(
        self,
        session: Session,
        card_id: str,
        refusal: Refusal,
        *,
        requests: Sequence[Request] = (),
        ancestries: Sequence[Ancestry] = (),
        now_s: float,
    ) -> bool:
        """Refuse an open card, for which a file was fetched; False if it is under way, or over."""
        row = session.scalars(locked(card_id)).one_or_none()
        if row is None or row.state not in {"open", "frozen"} or not _is_unplaced(session, card_id):
            return False
        row.message = None
        session.add_all(request_rows(card_id, requests, ancestries))
        session.flush()
        changed(session, update(RequestRow).where(RequestRow.card_id == card_id).values(state="cancelled"))
        session.add(_refusal_row(row, refusal, now_s=now_s))
        return close(session, card_id, "refused")

    @reading
    def refusal_of(self, session: Session, card_id: str) -> Refusal | None:
        """Find why a card was refused, as long as its author may appeal."""
        row = session.get(RefusalRow, card_id)
        return None if row is None else Refusal(row.family, row.rule, row.matched)

    @reading
    def refusals_since(self, session: Session, user: str, server: str | None, since_s: float) -> int:
        """Count what rules refused of somebody's in a server since then, and not what moderators did."""
        theirs = (RefusalRow.author == user, RefusalRow.server == (server or DIRECT), RefusalRow.refused_s >= since_s)
        held = exists().where(CaseRow.card_id == RefusalRow.card_id, CaseRow.kind == "held")
        return session.scalars(select(func.count()).select_from(RefusalRow).where(*theirs, ~held)).one()

    @writing
    def appeal(self, session: Session, card_id: str, text: str, now_s: float) -> Case | None:
        """Have moderators think again of what was refused, once, within a day; None if that can't be.

        Nobody may let pass what must never be made.
        """
        row = session.scalars(locked(card_id)).one_or_none()
        refusal = session.get(RefusalRow, card_id, with_for_update=True)
        if row is None or refusal is None or row.state != "refused" or not _may_appeal(refusal, now_s):
            return None
        refusal.appealed_s, row.state = now_s, "held"
        session.flush()
        changed(session, update(RequestRow).where(RequestRow.card_id == card_id).values(state="unplaced"))
        case = NewCase("appeal", refusal.server, row.author, card_id, None, refusal.family, refusal.rule)
        return begin(session, replace(case, matched=refusal.matched, text=text), now_s=now_s)

    @writing
    def forget_refusals(self, session: Session, before_s: float) -> bool:
        """Forget the words of what was refused before that time, unless moderators are thinking again.

        True if there may be more of it.
        """
        over = (RefusalRow.refused_s < before_s, CardRow.state != "held")
        asked = select(RefusalRow).join(CardRow, CardRow.id == RefusalRow.card_id).where(*over)
        oldest = asked.order_by(CardRow.created_s, CardRow.id).limit(FORGOTTEN_AT_ONCE)
        rows = session.scalars(oldest.with_for_update(of=CardRow)).all()
        refused = (CardRow.state == "refused", CardRow.id.in_([row.card_id for row in rows]))
        for request in session.scalars(select(RequestRow).join(CardRow).where(*refused)):
            request.recipe = wordless(request.recipe)
            request.prompt = request.prompt_folded = request.recipe_hash = None
        for row in rows:
            session.delete(row)
        return len(rows) == FORGOTTEN_AT_ONCE


def _is_unplaced(session: Session, card_id: str) -> bool:
    begun = select(RequestRow.id).where(RequestRow.card_id == card_id, RequestRow.state != "unplaced").limit(1)
    return session.scalar(begun) is None


def _may_appeal(refusal: RefusalRow, now_s: float) -> bool:
    is_late = now_s - refusal.refused_s > APPEAL_S
    return refusal.appealed_s is None and refusal.family not in NEVER and not is_late


def _cancelled(row: RequestRow) -> RequestRow:
    row.state = "cancelled"
    return row


def _refusal_row(card: Card | CardRow, refusal: Refusal, *, now_s: float) -> RefusalRow:
    origin = card.origin if isinstance(card, Card) else card
    return RefusalRow(
        card_id=card.id,
        server=origin.server or DIRECT,
        author=origin.author,
        family=refusal.family,
        rule=refusal.rule,
        matched=refusal.matched,
        refused_s=now_s,
    )
