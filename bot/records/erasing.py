"""Somebody wants all of theirs deleted: asked for, due a while later, and done so that it can be gone on with."""

from typing import Final

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.records.auditing import UNNUMBERED, enter
from bot.records.cards import UNFINISHED
from bot.records.jam_erasing import JamErasing
from bot.records.jam_tables import JamEventRow
from bot.records.kinship import AskRow, LineageRow, StarRow
from bot.records.lapsing import lapse
from bot.records.models import CardRow, ClipRow, DeliveryRow, RequestRow
from bot.records.oversight import EVERYWHERE, JAMGRAM, Entry
from bot.records.part import changed, insert_new, reading, writing
from bot.records.reading import cards_of
from bot.records.statements import Erasure
from bot.records.supervision import (
    AccessRow,
    AuditRow,
    BlockRow,
    CaseRow,
    ChoiceRow,
    ErasureRow,
    FreezeRow,
    RefusalRow,
    ReportRow,
    ShunRow,
    StrikeRow,
)
from bot.records.values import CardRecord
from bot.records.versions import bump, lock
from bot.records.words import wordless
from core.request import Origin

ALIAS: Final = "gone-"
"""Begins what stands for somebody who had all of theirs deleted."""

CARDS_AT_ONCE: Final = 100
ERASURES_MOST: Final = 10

Name = InstrumentedAttribute[str] | InstrumentedAttribute[str | None]


class Erasing(JamErasing):
    """The part that knows who wants all of theirs deleted."""

    @writing
    def ask_erasure(self, session: Session, user: str, *, now_s: float, due_s: float) -> Erasure:
        """Remember that somebody wants it; if they did before, that holds."""
        changed(session, insert_new(session, ErasureRow).values(author=user, asked_s=now_s, due_s=due_s))
        row = session.get(ErasureRow, user)
        assert row is not None
        return _erasure_of(row)

    @writing
    def cancel_erasure(self, session: Session, user: str) -> bool:
        """Remember that somebody thought again; False if there was nothing to think of."""
        return changed(session, delete(ErasureRow).where(ErasureRow.author == user))

    @reading
    def erasure_of(self, session: Session, user: str) -> Erasure | None:
        """Say since when somebody wants all of theirs deleted, and when that will be done."""
        row = session.get(ErasureRow, user)
        return None if row is None else _erasure_of(row)

    @reading
    def due_erasures(self, session: Session, now_s: float, most: int = ERASURES_MOST) -> list[Erasure]:
        """List whose things have to be deleted now, the longest due first."""
        due = select(ErasureRow).where(ErasureRow.due_s <= now_s).order_by(ErasureRow.due_s, ErasureRow.author)
        return [_erasure_of(row) for row in session.scalars(due.limit(most))]

    @reading
    def cards_to_erase(self, session: Session, user: str, most: int = CARDS_AT_ONCE) -> list[CardRecord]:
        """List somebody's cards that may still be shown or waited for, or have a clip, the oldest first."""
        there = exists().where(ClipRow.card_id == CardRow.id, ClipRow.deleted_s.is_(None))
        left = or_(CardRow.state.in_((*UNFINISHED, "ended")), there)
        asked = select(CardRow).where(CardRow.author == user, left).order_by(CardRow.created_s, CardRow.id)
        return cards_of(session, session.scalars(asked.limit(most)).all())

    async def erase(self, user: str, alias: str, *, now_s: float) -> bool:
        """Forget somebody but for an alias, which begins with `gone-`: False if they thought again, or it was done.

        Whatever is cut off is begun again: the last step forgets that it was asked for.
        """
        if not alias.startswith(ALIAS):
            raise ValueError(f"the alias {alias!r} does not begin with {ALIAS}")
        if await self.erasure_of(user) is None:
            return False
        while await self._forget_cards_of(user, alias, now_s):
            pass
        await self.leave_jams(user, alias)
        return await self._forget_person(user, alias, now_s)

    @writing
    def _forget_cards_of(self, session: Session, user: str, alias: str, now_s: float) -> bool:
        asked = select(CardRow).where(CardRow.author == user).order_by(CardRow.created_s, CardRow.id)
        rows = session.scalars(asked.limit(CARDS_AT_ONCE).with_for_update()).all()
        cards = {row.id: row for row in rows}
        for request in session.scalars(select(RequestRow).where(RequestRow.card_id.in_(cards))):
            _forget_request(request, cards[request.card_id], alias)
        for clip in session.scalars(select(ClipRow).where(ClipRow.card_id.in_(cards))):
            _forget_clip(clip, alias, now_s)
        for card in rows:
            card.author, card.token, card.origin_message = alias, None, None
            card.state = "removed" if card.state in (*UNFINISHED, "ended") else card.state
        clips = select(ClipRow.id).where(ClipRow.card_id.in_(cards))
        changed(session, delete(StarRow).where(StarRow.clip_id.in_(clips)))
        changed(session, delete(DeliveryRow).where(DeliveryRow.card_id.in_(cards)))
        return bool(rows)

    @writing
    def _forget_person(self, session: Session, user: str, alias: str, now_s: float) -> bool:
        if not changed(session, delete(ErasureRow).where(ErasureRow.author == user)):
            return False
        _leave_cases(session, user, alias, now_s)
        lock(session)
        _delete_all(session, user)
        _rename_all(session, user, alias)
        enter(session, Entry(UNNUMBERED, EVERYWHERE, now_s, JAMGRAM, "erase", alias))
        bump(session)
        return True


def _forget_request(row: RequestRow, card: CardRow, alias: str) -> None:
    row.origin = Origin(server=card.server, channel=card.channel, author=alias, jam=card.jam).canonical_json()
    row.recipe = wordless(row.recipe)
    row.prompt = row.prompt_folded = row.recipe_hash = None
    row.exported_s = None if row.exported_s is None else 0.0
    row.state = "cancelled" if row.state in {"unplaced", "placed"} else row.state


def _forget_clip(row: ClipRow, alias: str, now_s: float) -> None:
    row.author, row.recipe, row.prompt_folded = alias, wordless(row.recipe), None
    row.deleted_s = now_s if row.deleted_s is None else row.deleted_s


def _leave_cases(session: Session, user: str, alias: str, now_s: float) -> None:
    """Close what moderators were asked about somebody, and empty what was written to them; nobody is told any more."""
    lapse(session, CaseRow.author == user, now_s=now_s)
    decided = (CaseRow.author == user, CaseRow.state != "lapsed", CaseRow.settled_s.is_(None))
    changed(session, update(CaseRow).where(*decided).values(settled_s=now_s))
    theirs = select(LineageRow.clip_id).where(LineageRow.author == user)
    about = or_(ReportRow.reporter == user, ReportRow.clip_id.in_(theirs))
    changed(session, update(ReportRow).where(about).values(text=""))
    changed(session, update(CaseRow).where(CaseRow.author == user).values(text="", matched=""))
    for name in (CaseRow.author, CaseRow.claimed_by, CaseRow.decided_by):
        changed(session, update(CaseRow).where(name == user).values({name: alias}))


def _delete_all(session: Session, user: str) -> None:
    asked = AskRow.origin.contains(f'"author":"{user}"', autoescape=True)
    gone = (
        delete(StarRow).where(StarRow.author == user),
        delete(ChoiceRow).where(ChoiceRow.scope == "user", ChoiceRow.holder == user),
        delete(AskRow).where(or_(AskRow.owner == user, asked)),
        delete(RefusalRow).where(RefusalRow.author == user),
        delete(ShunRow).where(ShunRow.author == user),
    )
    for statement in gone:
        changed(session, statement)


def _rename_all(session: Session, user: str, alias: str) -> None:
    """Put the alias in place of an id wherever it says who somebody was, but not what they made or wrote."""
    names: tuple[Name, ...] = (
        LineageRow.author, StrikeRow.author, StrikeRow.moderator, BlockRow.moderator, FreezeRow.moderator,
        AuditRow.actor, AuditRow.target, JamEventRow.actor, JamEventRow.target,
    )  # fmt: skip
    for name in names:
        changed(session, update(name.class_).where(name == user).values({name: alias}))
    _rename_keys(session, user, alias)


def _rename_keys(session: Session, user: str, alias: str) -> None:
    """Do it where there is one row a person: if there is one of the alias already, the newer one holds."""
    keys: tuple[tuple[Name, tuple[Name, ...]], ...] = (
        (BlockRow.author, (BlockRow.server,)),
        (ReportRow.reporter, (ReportRow.clip_id,)),
        (ShunRow.other, (ShunRow.author,)),
        (FreezeRow.target, (FreezeRow.server, FreezeRow.kind)),
        (AccessRow.target, (AccessRow.server, AccessRow.kind)),
    )
    for name, rest in keys:
        table = name.class_
        for key in session.execute(select(*rest).where(name == user)).all():
            same = [column == value for column, value in zip(rest, key, strict=True)]
            changed(session, delete(table).where(name == alias, *same))
            changed(session, update(table).where(name == user, *same).values({name: alias}))


def _erasure_of(row: ErasureRow) -> Erasure:
    return Erasure(row.author, row.asked_s, row.due_s)
