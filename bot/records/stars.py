"""Stars: one a person and clip."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.records.kinship import StarRow
from bot.records.models import ClipRow
from bot.records.part import Part, changed, insert_new, reading, writing


@dataclass(frozen=True, slots=True)
class StarCount:
    """How many have starred a clip, and whether the one who asked has."""

    count: int
    starred: bool


class Stars(Part):
    """The part that knows who likes what."""

    @writing
    def star(self, session: Session, clip_id: str, user: str, *, now_s: float) -> StarCount | None:
        """Give a star, or take it back; None if there is no such clip any more. The clip is locked meanwhile."""
        row = session.get(ClipRow, clip_id, with_for_update=True)
        if row is None or row.deleted_s is not None:
            return None
        taken = changed(session, delete(StarRow).where(StarRow.clip_id == clip_id, StarRow.author == user))
        if not taken:
            given = insert_new(session, StarRow)
            changed(session, given.values(clip_id=clip_id, author=user, starred_s=now_s))
        counted = select(func.count()).where(StarRow.clip_id == clip_id)
        return StarCount(session.scalars(counted).one(), starred=not taken)

    @reading
    def stars_of(self, session: Session, clip_ids: Collection[str]) -> dict[str, int]:
        """Count the stars of clips: of every one that is named."""
        counted = select(StarRow.clip_id, func.count()).where(StarRow.clip_id.in_(clip_ids)).group_by(StarRow.clip_id)
        rows = session.execute(counted).all()
        return dict.fromkeys(clip_ids, 0) | {clip_id: count for clip_id, count in rows}  # noqa: C416 - a row is no pair

    @reading
    def has_starred(self, session: Session, clip_ids: Collection[str], user: str) -> set[str]:
        """Say which of these clips somebody has starred."""
        asked = select(StarRow.clip_id).where(StarRow.clip_id.in_(clip_ids), StarRow.author == user)
        return set(session.scalars(asked))
