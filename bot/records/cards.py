"""Cards: opened once, found again, closed once."""

from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import ColumnElement, delete, select, tuple_, update
from sqlalchemy.orm import Session

from bot.records.models import CardRow, DeliveryRow, RequestRow
from bot.records.part import Part, changed, insert_new, reading, writing
from bot.records.reading import cards_of
from bot.records.values import Card, CardRecord
from core.request import Request

CARDS_MOST: Final = 1000
"""Cards that are read in one transaction."""

Place = tuple[float, str]
"""Where a card stands among all: when it was opened, and its id."""


class Cards(Part):
    """The part that knows cards."""

    @writing
    def open_card(self, session: Session, card: Card, requests: Sequence[Request]) -> bool:
        """Remember a card and its requests, all or nothing; False if the card is known, and then nothing changed."""
        if not requests:
            raise ValueError(f"card {card.id} has no requests")
        is_new = changed(session, insert_new(session, CardRow).values(_row_of(card)))
        if is_new:
            session.add_all(_request_row(card, place, request) for place, request in enumerate(requests))
        return is_new

    async def card(self, card_id: str) -> CardRecord | None:
        """Find a card."""
        return next(iter(await self._find(CardRow.id == card_id, most=1)), None)

    async def card_of_message(self, channel: str, message: str) -> CardRecord | None:
        """Find the card that is shown by a message."""
        found = await self._find(CardRow.channel == channel, CardRow.message == message, most=1)
        return next(iter(found), None)

    async def open_cards(self, *, at_once: int = CARDS_MOST) -> list[CardRecord]:
        """List all cards that somebody waits for, oldest first. They are read in pages, each of which is one state."""
        found, after = await self._open_page(None, at_once)
        while after is not None:
            page, after = await self._open_page(after, at_once)
            found += page
        return found

    async def open_cards_of(self, author: str, *, most: int = CARDS_MOST) -> list[CardRecord]:
        """List the cards that an author waits for, oldest first."""
        return await self._find(CardRow.state == "open", CardRow.author == author, most=most)

    @writing
    def note_message(self, session: Session, card_id: str, message: str) -> None:
        """Remember which message shows the card."""
        changed(session, update(CardRow).where(CardRow.id == card_id).values(message=message))

    @writing
    def mark_placed(self, session: Session, card_id: str) -> None:
        """Say that the lanes know the card's requests now."""
        unplaced = (RequestRow.card_id == card_id, RequestRow.state == "unplaced")
        changed(session, update(RequestRow).where(*unplaced).values(state="placed"))

    @writing
    def mark_unplaced(self, session: Session, request_ids: Collection[str]) -> None:
        """Say that the lanes don't know these requests any more."""
        placed = (RequestRow.id.in_(request_ids), RequestRow.state == "placed")
        changed(session, update(RequestRow).where(*placed).values(state="unplaced"))

    @writing
    def refuse(self, session: Session, card_id: str) -> bool:
        """Close a card of which nothing was queued; False if it isn't open any more."""
        if not close(session, card_id, "refused", CardRow.state == "open"):
            return False
        unplaced = (RequestRow.card_id == card_id, RequestRow.state == "unplaced")
        changed(session, update(RequestRow).where(*unplaced).values(state="cancelled"))
        return True

    @writing
    def remove_card(self, session: Session, card_id: str) -> bool:
        """Close a card whose message is gone for good: nothing will be delivered. False if it was closed this way."""
        shown = CardRow.state.in_(("open", "ended"))
        if not close(session, card_id, "removed", shown):
            return False
        changed(session, delete(DeliveryRow).where(DeliveryRow.card_id == card_id))
        return True

    @reading
    def _find(self, session: Session, *where: ColumnElement[bool], most: int) -> list[CardRecord]:
        asked = select(CardRow).where(*where).order_by(CardRow.created_s, CardRow.id).limit(most)
        return cards_of(session, session.scalars(asked).all())

    @reading
    def _open_page(self, session: Session, after: Place | None, most: int) -> tuple[list[CardRecord], Place | None]:
        """Read the cards behind a place, and say where the next page begins if there may be one."""
        place = tuple_(CardRow.created_s, CardRow.id)
        behind = () if after is None else (place > after,)
        asked = select(CardRow).where(CardRow.state == "open", *behind).order_by(CardRow.created_s, CardRow.id)
        rows = session.scalars(asked.limit(most)).all()
        last = (rows[-1].created_s, rows[-1].id) if len(rows) == most else None
        return cards_of(session, rows), last


def close(session: Session, card_id: str, state: str, *where: ColumnElement[bool]) -> bool:
    """Move a card that is in the given state, and forget its token with it: nobody needs it any more."""
    closing = update(CardRow).where(CardRow.id == card_id, *where)
    return changed(session, closing.values(state=state, token=None))


def _row_of(card: Card) -> dict[str, str | float | bool | None]:
    return {
        "id": card.id,
        "server": card.origin.server,
        "channel": card.origin.channel,
        "author": card.origin.author,
        "origin_message": card.origin.message,
        "reach": card.reach,
        "private": card.private,
        "upload_limit": card.upload_limit,
        "created_s": card.created_s,
        "token": card.token,
        "message": card.message,
        "state": card.state,
    }


def _request_row(card: Card, place: int, request: Request) -> RequestRow:
    prompt = getattr(request.recipe, "prompt", None)
    return RequestRow(
        id=request.id,
        card_id=card.id,
        place=place,
        recipe=request.recipe.canonical_json(),
        origin=request.origin.canonical_json(),
        upload_limit=request.upload_limit,
        prompt=prompt,
        prompt_folded=None if prompt is None else prompt.casefold(),
        source=getattr(request.recipe, "source", None),
        state="unplaced",
    )
