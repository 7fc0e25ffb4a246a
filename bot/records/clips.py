"""Clips: found again, deleted by their authors, swept when they are old."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, union, update
from sqlalchemy.orm import Session

from bot.records.models import OPEN, CardRow, ClipRow, RequestRow
from bot.records.part import Part, changed, reading, writing
from bot.records.reading import clip_of, without_bytes_if_deleted
from bot.records.values import ClipRecord, Leftover

PROMPTS_MOST: Final = 25
PROMPTS_READ: Final = 1000
"""How far back an author's prompts are searched."""


class Clips(Part):
    """The part that knows clips, and the words that made them."""

    @reading
    def clip(self, session: Session, clip_id: str) -> ClipRecord | None:
        """Find a clip; a deleted one has no keys."""
        row = session.get(ClipRow, clip_id)
        found = None if row is None else clip_of(row)
        return None if found is None else without_bytes_if_deleted(found)

    @writing
    def delete_clip(self, session: Session, clip_id: str, now_s: float) -> Leftover | None:
        """Delete a clip, and say what is left of it; None if there is none, or it was deleted before.

        Whoever then removes its bytes calls `mark_swept`; if nobody comes to it, the next sweep does.
        """
        row = session.get(ClipRow, clip_id, with_for_update=True)
        if row is None or row.deleted_s is not None:
            return None
        row.deleted_s = now_s
        source = session.scalar(select(RequestRow.source).where(RequestRow.id == clip_id))
        return _leftover(row.id, row.png, row.mp3, source)

    @reading
    def sweepable(self, session: Session, before_s: float, most: int, *, after: str = "") -> list[Leftover]:
        """List clips whose bytes are still there and that are deleted, or were made before `before_s`, by their ids."""
        due = or_(ClipRow.deleted_s.is_not(None), ClipRow.created_s < before_s)
        asked = select(ClipRow.id, ClipRow.png, ClipRow.mp3, RequestRow.source).join(RequestRow)
        there = asked.where(ClipRow.png.is_not(None), due, ClipRow.id > after).order_by(ClipRow.id)
        return [_leftover(*row) for row in session.execute(there.limit(most))]

    @writing
    def mark_swept(self, session: Session, clip_id: str) -> bool:
        """Say that the clip's bytes are gone; its recipe stays."""
        return changed(session, update(ClipRow).where(ClipRow.id == clip_id).values(png=None, mp3=None))

    @reading
    def keys_in_use(self, session: Session, keys: Collection[str], *, besides: Collection[str] = ()) -> set[str]:
        """Say which bytes are still needed: by a clip that isn't deleted or swept, or by a request that isn't over.

        Equal recipes share their bytes. `besides` names the clips that are about to be swept.
        """
        found = session.scalars(union(*_uses(keys, besides)))
        return {key for key in found if key is not None}

    @reading
    def recent_prompts(self, session: Session, author: str, containing: str, most: int = PROMPTS_MOST) -> list[str]:
        """List an author's latest prompts that contain these letters, in any case, the newest first.

        Those of refused cards and of deleted clips are forgotten.
        """
        recent = (
            select(RequestRow.prompt, RequestRow.prompt_folded, CardRow.created_s)
            .join(CardRow, CardRow.id == RequestRow.card_id)
            .where(CardRow.author == author, RequestRow.prompt.is_not(None), *_still_there())
            .order_by(CardRow.created_s.desc())
            .limit(PROMPTS_READ)
            .subquery()
        )
        matching = recent.c.prompt_folded.contains(containing.casefold(), autoescape=True)
        asked = select(recent.c.prompt).where(matching).group_by(recent.c.prompt)
        newest = asked.order_by(func.max(recent.c.created_s).desc(), recent.c.prompt).limit(most)
        return list(session.scalars(newest))


def _leftover(clip_id: str, *keys: str | None) -> Leftover:
    return Leftover(clip_id, frozenset(filter(None, keys)))


def _still_there() -> tuple[ColumnElement[bool], ...]:
    deleted = exists().where(ClipRow.id == RequestRow.id, ClipRow.deleted_s.is_not(None))
    return CardRow.state.not_in(("refused", "removed")), ~deleted


def _uses(keys: Collection[str], besides: Collection[str]) -> list[Select[str | None]]:
    kept = (ClipRow.deleted_s.is_(None), ClipRow.id.not_in(besides))
    unswept = exists().where(ClipRow.id == RequestRow.id, ClipRow.png.is_not(None), *kept)
    sources = select(RequestRow.source).where(RequestRow.source.in_(keys))
    return [
        select(ClipRow.png).where(ClipRow.png.in_(keys), *kept),
        select(ClipRow.mp3).where(ClipRow.mp3.in_(keys), *kept),
        sources.where(RequestRow.state.in_(OPEN)),
        sources.where(unswept),
        *(select(column).where(ClipRow.id.in_(besides), _is_made_anew()) for column in (ClipRow.png, ClipRow.mp3)),
    ]


def _is_made_anew() -> ColumnElement[bool]:
    """Say whether somebody waits for the same recipe: a worker may have stored the same bytes, and not told yet."""
    waiting = (CardRow.state == "open", RequestRow.card_id == CardRow.id, RequestRow.state.in_(OPEN))
    return exists().where(*waiting, RequestRow.recipe == ClipRow.recipe)
