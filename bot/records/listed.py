"""Clips as they are listed: with their stars, and where to find them."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.records.kinship import StarRow
from bot.records.models import CardRow, ClipRow
from bot.records.reading import clip_of
from bot.records.values import ClipRecord

PAGE_ITEMS: Final = 5

Row = Select[ClipRow, str, str | None, int]


@dataclass(frozen=True, slots=True)
class Listed:
    """A clip, how many stars it has, and the message that shows its card, if others can see that."""

    clip: ClipRecord
    stars: int
    channel: str
    message: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """Some of a list. Its pages are numbered from 1; an empty list has one."""

    items: tuple[Listed, ...]
    number: int
    last: int
    total: int


@dataclass(frozen=True, slots=True)
class Cut:
    """Which part of a list is wanted: a page of so many, of what there was at a time."""

    number: int = 1
    size: int = PAGE_ITEMS
    as_of_s: float | None = None

    def at_most(self, column: InstrumentedAttribute[float]) -> tuple[ColumnElement[bool], ...]:
        """Leave out what came later: it would move the pages under whoever turns them."""
        return () if self.as_of_s is None else (column <= self.as_of_s,)


def listing(*given: ColumnElement[bool]) -> Row:
    """Begin a list of clips, with the stars that were given so."""
    message = case((CardRow.reach == "channel", CardRow.message))
    shown = select(ClipRow, CardRow.channel, message, stars_given(*given))
    return shown.join(CardRow, CardRow.id == ClipRow.card_id)


def stars_given(*given: ColumnElement[bool]) -> ColumnElement[int]:
    """Count a clip's stars that were given so."""
    counted = select(func.count()).where(StarRow.clip_id == ClipRow.id, *given)
    return counted.correlate(ClipRow).scalar_subquery()


def page_of(session: Session, chosen: Select[str], cut: Cut, *given: ColumnElement[bool]) -> Page:
    """Read one page of the clips that are named in this order: the last one if there are fewer."""
    total = session.scalars(select(func.count()).select_from(chosen.order_by(None).subquery())).one()
    last = max(1, -(-total // cut.size))
    number = min(max(1, cut.number), last)
    names = session.scalars(chosen.limit(cut.size).offset((number - 1) * cut.size)).all()
    items = listed(session, listing(*given).where(ClipRow.id.in_(names)))
    return Page(tuple(sorted(items, key=lambda one: names.index(one.clip.id))), number, last, total)


def listed(session: Session, asked: Row) -> list[Listed]:
    """Read a list; clips that can't be read are left out."""
    found = ((clip_of(clip), stars, channel, message) for clip, channel, message, stars in session.execute(asked))
    return [Listed(clip, stars, channel, message) for clip, stars, channel, message in found if clip is not None]
