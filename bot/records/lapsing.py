"""Cases that nobody has to decide any more: what they were about went away."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from bot.records.auditing import UNNUMBERED, enter
from bot.records.oversight import JAMGRAM, Entry
from bot.records.supervision import CaseRow


def lapse(session: Session, *where: ColumnElement[bool], now_s: float, is_settled: bool = True) -> None:
    """Close open cases without a decision.

    Those that are settled by that have nobody who is to be told; where moderators see a card, that has yet to show it.
    """
    asked = select(CaseRow).where(CaseRow.state == "open", *where).order_by(CaseRow.number)
    rows = session.scalars(asked.with_for_update()).all()
    for row in rows:
        row.state, row.decided_s = "lapsed", now_s
        row.settled_s = now_s if is_settled and row.message is None else None
        enter(session, Entry(UNNUMBERED, row.server, now_s, JAMGRAM, "lapse", row.author, after=f"#{row.number}"))
    session.flush()


def lapse_with_card(session: Session, card_id: str, *, now_s: float) -> None:
    """Close the open cases of a card that its author or somebody who may delete its message took away."""
    lapse(session, CaseRow.card_id == card_id, now_s=now_s)
