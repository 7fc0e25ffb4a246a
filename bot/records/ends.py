"""The ends of requests: the first one counts, and the last one of a card ends the card."""

import json
import logging
from typing import Final

from sqlalchemy import Select, exists, select, update
from sqlalchemy.orm import Session

from bot.records.models import OPEN, CardRow, ClipRow, DeliveryRow, RequestRow
from bot.records.part import Part, changed, insert_new, locked, writing
from core.ending import End, Ended, Failure, Made

log = logging.getLogger(__name__)

NO_WORD: Final = Failure(sentence="This clip could not be made, and nobody said why. Nothing was used up: try again.")


class Ends(Part):
    """The part that hears how requests end."""

    @writing
    def end_request(self, session: Session, ended: Ended, *, now_s: float) -> str | None:
        """Remember an end, and name the request's card; None if the request is unknown.

        Whoever says it again, or says otherwise later, changes nothing: the bytes of a clip that nobody waits for any
        more are left to the sweep.
        """
        found = session.execute(_locked_with_recipe(ended.request)).one_or_none()
        if found is None:
            return None
        card, recipe = found
        is_first = _end(session, ended)
        if ended.made is not None:
            clip = _clip_row(card, ended.made, request_id=ended.request, recipe=recipe, now_s=now_s)
            _keep(session, clip, is_wanted=is_first and ended.end == "done" and card.state != "removed")
        _end_card_if_over(session, card.id, now_s=now_s)
        return card.id

    @writing
    def end_card(self, session: Session, card_id: str, failure: Failure | None, *, now_s: float) -> bool:
        """End what the lanes don't know of a card: it failed, or was cancelled if no failure is given.

        True if the card is over by that.
        """
        end: End = "cancelled" if failure is None else "failed"
        session.execute(locked(card_id))
        unplaced = (RequestRow.card_id == card_id, RequestRow.state == "unplaced")
        changed(session, update(RequestRow).where(*unplaced).values(_said(end, failure)))
        return _end_card_if_over(session, card_id, now_s=now_s)


def _locked_with_recipe(request_id: str) -> Select[CardRow, str]:
    """Find a request's card as `locked` does, and its recipe, which never changes."""
    asked = select(CardRow, RequestRow.recipe).join(RequestRow, RequestRow.card_id == CardRow.id)
    return asked.where(RequestRow.id == request_id).with_for_update(of=CardRow)


def _end(session: Session, ended: Ended) -> bool:
    end, failure = ended.end, ended.failure
    if end == "done" and ended.made is None:
        log.warning("request %s is done without a clip", ended.request)
        end, failure = "failed", NO_WORD
    waiting = update(RequestRow).where(RequestRow.id == ended.request, RequestRow.state.in_(OPEN))
    return changed(session, waiting.values(_said(end, failure)))


def _said(end: End, failure: Failure | None) -> dict[str, str | None]:
    said = (failure or NO_WORD) if end == "failed" else None
    return {
        "state": end,
        "sentence": None if said is None else said.sentence,
        "error_id": None if said is None else said.error_id,
    }


def _clip_row(
    card: CardRow, made: Made, *, request_id: str, recipe: str, now_s: float
) -> dict[str, str | float | bool | None]:
    return {
        "id": request_id,
        "card_id": card.id,
        "author": card.author,
        "server": card.server,
        "private": card.private,
        "recipe": recipe,
        "receipt": None if made.receipt is None else made.receipt.canonical_json(),
        "png": made.png,
        "mp3": made.mp3,
        "duration_s": made.duration_s,
        "notes": json.dumps(made.notes, ensure_ascii=False),
        "created_s": now_s,
    }


def _keep(session: Session, clip: dict[str, str | float | bool | None], *, is_wanted: bool) -> None:
    deleted = {} if is_wanted else {"deleted_s": clip["created_s"]}
    changed(session, insert_new(session, ClipRow).values(clip | deleted))


def _end_card_if_over(session: Session, card_id: str, *, now_s: float) -> bool:
    waiting = exists().where(RequestRow.card_id == card_id, RequestRow.state.in_(OPEN))
    over = update(CardRow).where(CardRow.id == card_id, CardRow.state == "open", ~waiting).values(state="ended")
    is_over = changed(session, over)
    if is_over:
        row = {"card_id": card_id, "state": "due", "attempts": 0, "created_s": now_s, "due_s": now_s, "until_s": 0.0}
        changed(session, insert_new(session, DeliveryRow).values(row))
    return is_over
