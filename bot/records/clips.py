"""Clips: found again, deleted by their authors, swept when they are old."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import ColumnElement, and_, case, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from bot.records.deliveries import make_due
from bot.records.jam_erasing import forget_entry_of
from bot.records.jam_tables import is_played
from bot.records.kinship import AskRow, LineageRow, StarRow
from bot.records.models import CardRow, ClipRow, RequestRow, SourceRow
from bot.records.part import Part, changed, locked, reading, writing
from bot.records.reading import clip_of, without_bytes_if_deleted
from bot.records.retention import too_old_for_servers
from bot.records.uses import needs_of
from bot.records.values import ClipRecord, Leftover, Remixes, Visibility
from bot.records.words import wordless

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

    @reading
    def clips_made(self, session: Session, author: str, server: str | None) -> int:
        """Count what an author had made in a server and did not delete."""
        theirs = (ClipRow.author == author, ClipRow.server == server, ClipRow.deleted_s.is_(None))
        return session.scalars(select(func.count()).select_from(ClipRow).where(*theirs)).one()

    @reading
    def veiled_among(self, session: Session, clip_ids: Collection[str]) -> set[str]:
        """Say which of these clips have pictures that moderators did not look at yet."""
        asked = select(ClipRow.id).join(CardRow, CardRow.id == ClipRow.card_id)
        return set(session.scalars(asked.where(ClipRow.id.in_(clip_ids), CardRow.veiled)))

    @writing
    def delete_clip(self, session: Session, clip_id: str, now_s: float, *, redeliver: bool = False) -> Leftover | None:
        """Delete a clip with its words and stars, and say what is left of it; None if there is none, or it was deleted.

        Its place in its family stays. Whoever then removes its bytes calls `mark_swept`; if nobody comes to it, the
        next sweep does. `redeliver` has what is left of its card shown in the same step.
        """
        card_id = session.scalar(select(ClipRow.card_id).where(ClipRow.id == clip_id))
        session.execute(locked(card_id or ""))
        row = session.get(ClipRow, clip_id, with_for_update=True)
        request = session.get(RequestRow, clip_id)
        if row is None or request is None or row.deleted_s is not None:
            return None
        row.deleted_s = now_s
        row.recipe = request.recipe = wordless(row.recipe)
        row.prompt_folded = request.prompt = request.prompt_folded = request.recipe_hash = None
        changed(session, delete(StarRow).where(StarRow.clip_id == clip_id))
        changed(
            session,
            update(RequestRow).where(RequestRow.file.is_not(None), RequestRow.source == row.png).values(exported_s=0.0),
        )
        changed(session, update(AskRow).where(AskRow.clip == clip_id, AskRow.state == "open").values(until_s=now_s))
        forget_entry_of(session, clip_id)
        if redeliver:
            make_due(session, row.card_id)
        joined = _joined(session, [clip_id]).get(clip_id, ())
        return _leftover(row.id, row.png, row.mp3, request.source, request.other_source, *joined)

    @writing
    def set_visibility(
        self, session: Session, clip_id: str, visibility: Visibility | None = None, remixes: Remixes | None = None
    ) -> bool:
        """Say for whom a clip is, and who may make others of it, as far as that is given; False if it isn't there.

        Where it was made no longer counts once its author has said for whom it is.
        """
        seen = {} if visibility is None else {"visibility": visibility, "secluded": False}
        moved = seen if remixes is None else {**seen, "remixes": remixes}
        there = (ClipRow.id == clip_id, ClipRow.deleted_s.is_(None))
        if not moved or not changed(session, update(ClipRow).where(*there).values(moved)):
            return session.scalar(select(exists().where(*there))) or False
        if seen:
            changed(session, update(LineageRow).where(LineageRow.clip_id == clip_id).values(seen))
        return True

    @reading
    def sweepable(
        self, session: Session, before_s: float, most: int, *, after: str = "", now_s: float | None = None
    ) -> list[Leftover]:
        """List clips whose bytes are still there and that are deleted, or were made before `before_s`, by their ids.

        What somebody starred stays until it is deleted, and what is of a jam as long as that goes on. With a time,
        servers' own retention counts as well.
        """
        old = (
            ClipRow.created_s < before_s,
            *too_old_for_servers(session, ClipRow.server, ClipRow.created_s, now_s=now_s),
        )
        starred = exists().where(StarRow.clip_id == ClipRow.id)
        due = or_(ClipRow.deleted_s.is_not(None), and_(or_(*old), ~starred, ~is_played(ClipRow.card_id)))
        asked = select(ClipRow.id, ClipRow.png, ClipRow.mp3, RequestRow.source, RequestRow.other_source).join(
            RequestRow, RequestRow.id == ClipRow.id
        )
        there = asked.where(ClipRow.png.is_not(None), due, ClipRow.id > after).order_by(ClipRow.id)
        rows = session.execute(there.limit(most)).all()
        joined = _joined(session, [row.id for row in rows])
        return [_leftover(*row, *joined.get(row.id, ())) for row in rows]

    @writing
    def mark_swept(self, session: Session, clip_id: str) -> bool:
        """Say that the clip's bytes are gone; its recipe stays.

        Those of a deleted one stay with it while somebody waits for what is made of them: False, and the next sweep
        comes to it again.
        """
        needed = and_(ClipRow.deleted_s.is_not(None), or_(*needs_of(ClipRow.png), *needs_of(ClipRow.mp3)))
        gone = update(ClipRow).where(ClipRow.id == clip_id, ~needed)
        kept = case((ClipRow.deleted_s.is_(None), ClipRow.recipe_hash), else_=None)
        return changed(session, gone.values(png=None, mp3=None, recipe_hash=kept))

    @writing
    def change_files(self, session: Session, clip_id: str, *, png: str | None, mp3: str | None) -> bool:
        """Say that a clip that is there is kept as other files, which hold the same picture and sound."""
        there = (ClipRow.id == clip_id, ClipRow.deleted_s.is_(None))
        return changed(session, update(ClipRow).where(*there).values(png=png, mp3=mp3))

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


def _joined(session: Session, request_ids: Collection[str]) -> dict[str, list[str]]:
    """Name what each of these requests joins."""
    found: dict[str, list[str]] = {}
    for row in session.scalars(select(SourceRow).where(SourceRow.request_id.in_(request_ids))):
        found.setdefault(row.request_id, []).append(row.source)
    return found


def _leftover(clip_id: str, *keys: str | None) -> Leftover:
    return Leftover(clip_id, frozenset(filter(None, keys)))


def _still_there() -> tuple[ColumnElement[bool], ...]:
    deleted = exists().where(ClipRow.id == RequestRow.id, ClipRow.deleted_s.is_not(None))
    return CardRow.state.not_in(("refused", "removed")), ~deleted
