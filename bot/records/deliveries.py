"""The outbox: each card's end is shown once, by whoever holds its row."""

from typing import Final

from sqlalchemy import Update, and_, exists, func, or_, select, update
from sqlalchemy.orm import Session

from bot.records.freezing import is_frozen
from bot.records.models import CardRow, DeliveryRow
from bot.records.part import Part, changed, locked, reading, writing
from bot.records.values import Delivery

LEASE_S: Final = 60.0
ERROR_MAX: Final = 500


class Deliveries(Part):
    """The part that knows what has to be shown yet."""

    @writing
    def claim_deliveries(
        self, session: Session, owner: str, *, now_s: float, most: int, lease_s: float = LEASE_S
    ) -> list[Delivery]:
        """Take up to `most` rows that are due, for a while: the longest due first. Nobody else gets them meanwhile.

        `attempts` counts this one. What a freeze covers waits until it is thawed.
        """
        waits = exists().where(CardRow.id == DeliveryRow.card_id, is_frozen())
        due = (DeliveryRow.state == "due", DeliveryRow.due_s <= now_s, DeliveryRow.until_s <= now_s, ~waits)
        asked = select(DeliveryRow).where(*due).order_by(DeliveryRow.due_s, DeliveryRow.card_id).limit(most)
        rows = session.scalars(asked.with_for_update(skip_locked=True)).all()
        for row in rows:
            row.owner, row.until_s, row.attempts = owner, now_s + lease_s, row.attempts + 1
        return [Delivery(row.card_id, row.attempts, row.created_s) for row in rows]

    async def delivered(self, card_id: str, *, message: str | None, now_s: float, owner: str | None = None) -> bool:
        """Say that the end was shown, and by which new message if it is one; False if nobody waited for it.

        With an owner: only if that one still holds the row.
        """
        moved = {"state": "delivered", "delivered_s": now_s}
        shown = {} if message is None else {"message": message}
        return await self._conclude(_due(card_id, owner).values(moved), card_id, shown)

    async def give_up(self, card_id: str, *, reason: str, owner: str | None = None) -> bool:
        """Say that the end can never be shown."""
        moved = {"state": "given_up", "error": reason[:ERROR_MAX]}
        return await self._conclude(_due(card_id, owner).values(moved), card_id, {})

    @writing
    def postpone(self, session: Session, card_id: str, *, until_s: float, error: str, owner: str | None = None) -> bool:
        """Let go of a row and have it due later."""
        moved = {"due_s": until_s, "owner": None, "until_s": 0.0, "error": error[:ERROR_MAX]}
        return changed(session, _due(card_id, owner).values(moved))

    @writing
    def redeliver(
        self, session: Session, card_id: str, *, besides: str | None = None, token: str | None = None
    ) -> bool:
        """Have the end shown once more, at once; False if the card has no end, or nobody has begun to show it.

        Nor does it count if only `besides` has begun. Whoever else is showing it just now shows it in vain, and is told
        so by `delivered`. `token`: the card's, which was forgotten when the end was shown.
        """
        session.execute(locked(card_id))
        is_new = make_due(session, card_id, besides=besides)
        if is_new and token is not None:
            changed(session, update(CardRow).where(CardRow.id == card_id).values(token=token))
        return is_new

    @writing
    def let_go(self, session: Session, owner: str) -> None:
        """Let go of all that an owner has claimed: it has just begun, so whoever claimed that is dead."""
        held = (DeliveryRow.owner == owner, DeliveryRow.state == "due")
        changed(session, update(DeliveryRow).where(*held).values(owner=None, until_s=0.0))

    @reading
    def undelivered(self, session: Session) -> int:
        """Count what has to be shown yet."""
        counted = select(func.count()).select_from(DeliveryRow).where(DeliveryRow.state == "due")
        return session.scalars(counted).one()

    @writing
    def _conclude(self, session: Session, move: Update, card_id: str, shown: dict[str, str]) -> bool:
        """Close the row and forget the card's token with it. The card is locked first, as everywhere."""
        session.execute(locked(card_id))
        is_first = changed(session, move)
        if is_first:
            changed(session, update(CardRow).where(CardRow.id == card_id).values(token=None, **shown))
        return is_first


def make_due(session: Session, card_id: str, *, besides: str | None = None) -> bool:
    """Have a card's end shown once more, as `redeliver` says. The card is locked already."""
    moved = {"state": "due", "due_s": 0.0, "owner": None, "until_s": 0.0, "attempts": 0}
    begun = or_(DeliveryRow.state != "due", and_(DeliveryRow.owner.is_not(None), DeliveryRow.owner != besides))
    return changed(session, update(DeliveryRow).where(DeliveryRow.card_id == card_id, begun).values(moved))


def _due(card_id: str, owner: str | None) -> Update:
    held = () if owner is None else (DeliveryRow.owner == owner,)
    return update(DeliveryRow).where(DeliveryRow.card_id == card_id, DeliveryRow.state == "due", *held)
