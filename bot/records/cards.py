"""Cards: opened once, found again, closed once."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final, get_args

from sqlalchemy import ColumnElement, delete, exists, func, not_, or_, select, tuple_, update
from sqlalchemy.orm import Session

from bot.records.deliveries import make_due
from bot.records.jam_tables import JamRow, goes_on
from bot.records.lapsing import lapse_with_card
from bot.records.models import CardRow, ClipRow, DeliveryRow, RequestRow
from bot.records.part import Part, changed, insert_new, locked, reading, writing
from bot.records.reading import cards_of
from bot.records.requests import request_rows, source_rows
from bot.records.supervision import CaseRow
from bot.records.values import Ancestry, Card, CardRecord, CardState
from core.request import Request

CARDS_MOST: Final = 1000
"""Cards that are read in one transaction."""

UNFINISHED: Final = ("open", "held", "frozen")
"""The states of cards that somebody waits for."""

Place = tuple[float, str]
"""Where a card stands among all: when it was opened, and its id."""


class Cards(Part):
    """The part that knows cards."""

    @writing
    def open_card(
        self, session: Session, card: Card, requests: Sequence[Request], *, ancestries: Sequence[Ancestry] = ()
    ) -> bool:
        """Remember a card and its requests, all or nothing; False if the card is known, and then nothing changed.

        A card without requests waits for `add_requests`. One ancestry is that of all requests, none says that they
        come of nothing.
        """
        is_new = remember(session, card, request_rows(card.id, requests, ancestries))
        if is_new:
            session.add_all(source_rows(requests))
        return is_new

    @writing
    def add_requests(
        self, session: Session, card_id: str, requests: Sequence[Request], *, ancestries: Sequence[Ancestry] = ()
    ) -> bool:
        """Remember what a card asks for that was opened without; False if nobody waits for it, or it has requests."""
        row = session.scalars(locked(card_id)).one_or_none()
        asked = exists().where(RequestRow.card_id == card_id)
        if row is None or row.state not in {"open", "frozen"} or session.scalar(select(asked)):
            return False
        session.add_all(request_rows(card_id, requests, ancestries))
        return True

    async def card(self, card_id: str) -> CardRecord | None:
        """Find a card."""
        return next(iter(await self._find(CardRow.id == card_id, most=1)), None)

    async def cards_of_messages(self, channel: str, messages: Collection[str]) -> list[CardRecord]:
        """Find the cards that are shown by these messages of a channel, oldest first."""
        return await self._find(CardRow.channel == channel, CardRow.message.in_(messages), most=len(messages))

    async def open_cards(self, *, at_once: int = CARDS_MOST) -> list[CardRecord]:
        """List all cards that somebody waits for, oldest first. They are read in pages, each of which is one state."""
        found, after = await self._open_page(None, at_once)
        while after is not None:
            page, after = await self._open_page(after, at_once)
            found += page
        return found

    async def open_cards_of(self, author: str, *, most: int = CARDS_MOST) -> list[CardRecord]:
        """List the cards that an author waits for, oldest first, without those of jams, which are nobody's own."""
        return await self._find(CardRow.state == "open", CardRow.author == author, CardRow.jam.is_(None), most=most)

    async def open_cards_among(self, card_ids: Collection[str]) -> list[CardRecord]:
        """List those of some cards that somebody waits for just now."""
        return await self._find(CardRow.state == "open", CardRow.id.in_(card_ids), most=CARDS_MOST)

    async def unfinished_cards_of(
        self, author: str, *, most: int = CARDS_MOST, of_jams: bool = True
    ) -> list[CardRecord]:
        """List the cards of an author that aren't over, also those that wait for moderators, oldest first."""
        wanted = () if of_jams else (CardRow.jam.is_(None),)
        return await self._find(CardRow.state.in_(UNFINISHED), CardRow.author == author, *wanted, most=most)

    @reading
    def cards_by(
        self, session: Session, user: str, server: str, most: int, *, since_s: float = 0.0
    ) -> list[CardRecord]:
        """List what somebody had made in a server, or wants to, since then: the newest first."""
        theirs = (CardRow.author == user, CardRow.created_s >= since_s, CardRow.server == server)
        asked = select(CardRow).where(*theirs, CardRow.state.in_((*UNFINISHED, "ended")))
        newest = asked.order_by(CardRow.created_s.desc(), CardRow.id.desc()).limit(most)
        return cards_of(session, session.scalars(newest).all())

    @writing
    def note_message(self, session: Session, card_id: str, message: str) -> None:
        """Remember which message shows the card."""
        changed(session, update(CardRow).where(CardRow.id == card_id).values(message=message))

    @writing
    def move_card(
        self, session: Session, card_id: str, *, channel: str, reply_to: str | None = None, home: str | None = None
    ) -> bool:
        """Show a card elsewhere: it gets a new message there. False if that is where it is shown."""
        moved = {"channel": channel, "reply_to": reply_to, "home": home, "message": None}
        elsewhere = (CardRow.id == card_id, CardRow.channel != channel)
        return changed(session, update(CardRow).where(*elsewhere).values(moved))

    @writing
    def mark_placed(self, session: Session, card_id: str) -> bool:
        """Say that the lanes know the card's requests now; False if they should not.

        It may have been frozen or removed on their way: whoever placed them takes them out again.
        """
        row = session.scalars(locked(card_id)).one_or_none()
        if row is None or row.state == "frozen":
            return False
        unplaced = (RequestRow.card_id == card_id, RequestRow.state == "unplaced")
        changed(session, update(RequestRow).where(*unplaced).values(state="placed"))
        return row.state in {"open", "ended"}

    @writing
    def mark_unplaced(self, session: Session, request_ids: Collection[str]) -> None:
        """Say that the lanes don't know these requests any more."""
        placed = (RequestRow.id.in_(request_ids), RequestRow.state == "placed")
        changed(session, update(RequestRow).where(*placed).values(state="unplaced"))

    @writing
    def refuse(self, session: Session, card_id: str) -> bool:
        """Close a card of which nothing was queued; False if it isn't open any more."""
        if not close(session, card_id, "refused", CardRow.state.in_(("open", "frozen"))):
            return False
        unplaced = (RequestRow.card_id == card_id, RequestRow.state == "unplaced")
        changed(session, update(RequestRow).where(*unplaced).values(state="cancelled"))
        return True

    @writing
    def remove_card(self, session: Session, card_id: str, now_s: float) -> bool:
        """Close a card whose message is gone for good: nothing will be delivered. False if it was closed this way.

        Of a jam's, what shows it follows.
        """
        shown = CardRow.state.in_((*UNFINISHED, "ended"))
        if not close(session, card_id, "removed", shown):
            return False
        lapse_with_card(session, card_id, now_s=now_s)
        if session.scalar(select(CardRow.jam).where(CardRow.id == card_id)) is not None:
            make_due(session, card_id)
        else:
            changed(session, delete(DeliveryRow).where(DeliveryRow.card_id == card_id))
        return True

    @reading
    def forgettable(self, session: Session, before_s: float, most: int) -> list[str]:
        """Name cards that were opened before that time, are over and shown, and have no clip left.

        Those of a jam stay as long as that goes on.
        """
        clip_left = or_(ClipRow.deleted_s.is_(None), ClipRow.png.is_not(None))
        needed = (
            exists().where(ClipRow.card_id == CardRow.id, clip_left),
            exists().where(RequestRow.card_id == CardRow.id, RequestRow.file.is_not(None)),
            exists().where(DeliveryRow.card_id == CardRow.id, DeliveryRow.state == "due"),
            exists().where(CaseRow.card_id == CardRow.id, CaseRow.state == "open"),
            exists().where(JamRow.id == CardRow.jam, goes_on()),
        )
        over = (CardRow.state.in_(("ended", "refused", "removed")), CardRow.created_s < before_s)
        return list(session.scalars(select(CardRow.id).where(*over, *map(not_, needed)).limit(most)))

    @writing
    def forget_cards(self, session: Session, card_ids: Collection[str]) -> None:
        """Forget cards that are over, with their words and all that belongs to them."""
        changed(session, delete(CardRow).where(CardRow.id.in_(card_ids), CardRow.state.not_in(UNFINISHED)))

    @reading
    def known_since(self, session: Session) -> float | None:
        """Say when the oldest card was opened that is remembered."""
        oldest = select(func.min(CardRow.created_s)).where(CardRow.state.in_(get_args(CardState)))
        return session.scalar(oldest)

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


def remember(session: Session, card: Card, requests: Iterable[RequestRow]) -> bool:
    """Remember a card and its requests; False if the card is known."""
    is_new = changed(session, insert_new(session, CardRow).values(_row_of(card)))
    if is_new:
        session.add_all(requests)
        session.flush()
    return is_new


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
        "reply_to": card.reply_to,
        "home": card.home,
        "secluded": card.secluded,
        "area": card.area,
        "veiled": card.veiled,
        "jam": card.jam,
    }
