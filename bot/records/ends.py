"""The ends of requests: the first one counts, and the last one of a card ends the card."""

import json
import logging
from typing import Final

from sqlalchemy import ColumnElement, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.records.models import OPEN, CardRow, ClipRow, DeliveryRow, RequestRow
from bot.records.part import Part, changed, insert_new, locked
from core.ending import End, Ended, Failure, Made

log = logging.getLogger(__name__)

NO_WORD: Final = Failure(sentence="This clip could not be made, and nobody said why. Nothing was used up: try again.")


class Ends(Part):
    """The part that hears how requests end."""

    async def end_request(self, ended: Ended, *, now_s: float) -> str | None:
        """Remember an end, and name the request's card; None if the request is unknown.

        Whoever says it again, or says otherwise later, changes nothing: the bytes of a clip that nobody waits for any
        more are left to the sweep.
        """
        async with self._database.writing() as session:
            card_id = await session.scalar(select(RequestRow.card_id).where(RequestRow.id == ended.request))
            if card_id is None:
                return None
            card = (await session.scalars(locked(card_id))).one()
            is_first = await _end(session, ended, RequestRow.id == ended.request)
            if ended.made is not None:
                await _keep_clip(session, card, ended.made, request_id=ended.request, now_s=now_s, wanted=is_first)
            await _end_card_if_over(session, card_id, now_s=now_s)
            return card_id

    async def end_card(self, card_id: str, failure: Failure | None, *, now_s: float) -> bool:
        """End what the lanes don't know of a card: it failed, or was cancelled if no failure is given.

        True if the card is over by that.
        """
        end: End = "cancelled" if failure is None else "failed"
        async with self._database.writing() as session:
            await session.execute(locked(card_id))
            unplaced = (RequestRow.card_id == card_id, RequestRow.state == "unplaced")
            await session.execute(update(RequestRow).where(*unplaced).values(_said(end, failure)))
            return await _end_card_if_over(session, card_id, now_s=now_s)


async def _end(session: AsyncSession, ended: Ended, which: ColumnElement[bool]) -> bool:
    end, failure = ended.end, ended.failure
    if end == "done" and ended.made is None:
        log.warning("request %s is done without a clip", ended.request)
        end, failure = "failed", NO_WORD
    waiting = update(RequestRow).where(which, RequestRow.state.in_(OPEN))
    return await changed(session, waiting.values(_said(end, failure)))


def _said(end: End, failure: Failure | None) -> dict[str, str | None]:
    said = (failure or NO_WORD) if end == "failed" else None
    return {
        "state": end,
        "sentence": None if said is None else said.sentence,
        "error_id": None if said is None else said.error_id,
    }


async def _keep_clip(
    session: AsyncSession, card: CardRow, made: Made, *, request_id: str, now_s: float, wanted: bool
) -> None:
    body = (await session.scalars(select(RequestRow.body).where(RequestRow.id == request_id))).one()
    row = {
        "id": request_id,
        "card_id": card.id,
        "author": card.author,
        "server": card.server,
        "private": card.private,
        "recipe": json.dumps(json.loads(body)["recipe"], ensure_ascii=False),
        "receipt": None if made.receipt is None else made.receipt.canonical_json(),
        "png": made.png,
        "mp3": made.mp3,
        "duration_s": made.duration_s,
        "notes": json.dumps(made.notes, ensure_ascii=False),
        "created_s": now_s,
        "deleted_s": None if wanted else now_s,
    }
    await session.execute(insert_new(session, ClipRow).values(row))


async def _end_card_if_over(session: AsyncSession, card_id: str, *, now_s: float) -> bool:
    waiting = exists().where(RequestRow.card_id == card_id, RequestRow.state.in_(OPEN))
    over = update(CardRow).where(CardRow.id == card_id, CardRow.state == "open", ~waiting).values(state="ended")
    is_over = await changed(session, over)
    if is_over:
        row = {"card_id": card_id, "state": "due", "attempts": 0, "created_s": now_s, "due_s": now_s, "until_s": 0.0}
        await session.execute(insert_new(session, DeliveryRow).values(row))
    return is_over
