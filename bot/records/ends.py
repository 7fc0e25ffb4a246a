"""The ends of requests: the first one counts, and the last one of a card ends the card."""

import logging
from typing import Final

from sqlalchemy import Select, exists, select, update
from sqlalchemy.orm import Session

from bot.records.births import Birth, bear
from bot.records.failures import tag_of
from bot.records.lapsing import lapse_with_card
from bot.records.models import OPEN, CardRow, DeliveryRow, RequestRow
from bot.records.part import Part, changed, insert_new, locked, writing
from core.ending import End, Ended, Exported, Failure

log = logging.getLogger(__name__)

WAITING: Final = ("held", "frozen")
"""The states of cards that go on when moderators say so."""

NO_WORD: Final = Failure(
    sentence="This clip could not be made, and nobody said why. Nothing was used up: try again.", code="E-INTERNAL"
)


class Ends(Part):
    """The part that hears how requests end."""

    @writing
    def end_request(self, session: Session, ended: Ended, *, now_s: float) -> str | None:
        """Remember an end, and name the request's card; None if the request is unknown.

        Whoever says it again, or says otherwise later, changes nothing: the bytes of a clip that nobody waits for any
        more are left to the sweep. Nor does it count that a request was cancelled which only waits: it goes on later.
        """
        found = session.execute(_locked_with_request(ended.request)).one_or_none()
        if found is None:
            return None
        card, request = found
        if ended.end == "cancelled" and card.state in WAITING:
            return card.id
        is_first = _end(session, ended)
        if ended.made is not None:
            is_wanted = is_first and ended.end == "done" and card.state != "removed"
            bear(session, Birth(card, request, ended.made, now_s=now_s), is_wanted=is_wanted)
        if ended.exported is not None:
            _keep_file(session, ended.request, ended.exported, now_s=now_s)
        end_card_if_over(session, card.id, now_s=now_s)
        return card.id

    @writing
    def end_card(self, session: Session, card_id: str, failure: Failure | None, *, now_s: float) -> bool:
        """End what the lanes don't know of a card: it failed, or was cancelled if no failure is given.

        True if the card is over by that. It doesn't wait for moderators any more, and they don't have to decide.
        """
        row = session.scalars(locked(card_id)).one_or_none()
        if row is None:
            return False
        if row.state == "held":
            turn_down(session, row, failure, now_s=now_s)
            lapse_with_card(session, card_id, now_s=now_s)
            return True
        if row.state == "frozen":
            row.state = "open"
            session.flush()
        return end_unplaced(session, card_id, failure, now_s=now_s)


def turn_down(session: Session, row: CardRow, failure: Failure | None, *, now_s: float) -> None:
    """End a card that was held: as refused if no message shows it, for nobody but its author knows of it.

    Its token is kept until its author was told.
    """
    row.state = "open" if row.message is not None else "refused"
    session.flush()
    end_unplaced(session, row.id, failure if row.message is not None else None, now_s=now_s)


def end_unplaced(session: Session, card_id: str, failure: Failure | None, *, now_s: float) -> bool:
    """End what the lanes don't know of a locked card; True if an open card is over by that."""
    end: End = "cancelled" if failure is None else "failed"
    unplaced = (RequestRow.card_id == card_id, RequestRow.state == "unplaced")
    changed(session, update(RequestRow).where(*unplaced).values(_said(end, failure)))
    return end_card_if_over(session, card_id, now_s=now_s)


def _locked_with_request(request_id: str) -> Select[CardRow, RequestRow]:
    """Find a request's card as `locked` does, and the request."""
    asked = select(CardRow, RequestRow).join(RequestRow, RequestRow.card_id == CardRow.id)
    return asked.where(RequestRow.id == request_id).with_for_update(of=CardRow)


def _end(session: Session, ended: Ended) -> bool:
    end, failure = ended.end, ended.failure
    if end == "done" and ended.made is None and ended.exported is None:
        log.warning("request %s is done without a clip", ended.request)
        end, failure = "failed", NO_WORD
    waiting = update(RequestRow).where(RequestRow.id == ended.request, RequestRow.state.in_(OPEN))
    return changed(session, waiting.values(_said(end, failure)))


def _said(end: End, failure: Failure | None) -> dict[str, str | None]:
    said = (failure or NO_WORD) if end == "failed" else None
    return {
        "state": end,
        "sentence": None if said is None else said.sentence,
        "error_id": None if said is None else tag_of(said),
    }


def _keep_file(session: Session, request_id: str, exported: Exported, *, now_s: float) -> None:
    """Remember what was exported, also if nobody waits for it any more: so the sweep finds it."""
    first = update(RequestRow).where(RequestRow.id == request_id, RequestRow.exported_s.is_(None))
    changed(session, first.values(file=exported.file, exported_s=now_s))


def end_card_if_over(session: Session, card_id: str, *, now_s: float) -> bool:
    """End an open card if none of its requests waits, and have that shown; a jam shows its own by itself."""
    waiting = exists().where(RequestRow.card_id == card_id, RequestRow.state.in_(OPEN))
    over = update(CardRow).where(CardRow.id == card_id, CardRow.state == "open", ~waiting).values(state="ended")
    is_over = changed(session, over)
    if is_over:
        jam = session.scalar(select(CardRow.jam).where(CardRow.id == card_id))
        row = {"card_id": card_id, "attempts": 0, "created_s": now_s, "due_s": now_s, "until_s": 0.0}
        changed(session, insert_new(session, DeliveryRow).values(row | {"state": "delivered" if jam else "due"}))
    return is_over
