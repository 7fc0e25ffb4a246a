"""Families: what came of what, also of clips that are deleted or forgotten."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Final

from pydantic import ValidationError
from sqlalchemy import Select, and_, func, literal, or_, select, update
from sqlalchemy.orm import Session, aliased

from bot.records.kinship import LineageRow, StarRow
from bot.records.models import ClipRow
from bot.records.part import Part, changed, reading, writing
from bot.records.reading import recipe_of
from bot.records.seeing import meant_for, shown_to
from bot.records.values import Operation, Visibility
from bot.records.words import prompt_of

FARTHEST: Final = 1000
"""Generations between a clip and its farthest ancestor, at most."""


@dataclass(frozen=True, slots=True)
class Member:
    """A clip in its family. Its words and picture are only there for those who may see it, and until it is deleted."""

    id: str
    root: str
    parents: tuple[str, ...]
    operation: Operation
    generation: int
    author: str
    server: str | None
    visibility: Visibility
    recipe_id: str
    created_s: float
    promoted_s: float | None = None
    prompt: str | None = None
    png: str | None = None
    stars: int = 0
    deleted: bool = False
    secluded: bool = False
    hidden: bool = False
    """It isn't for whoever asked, but something is that came of it."""


@dataclass(frozen=True, slots=True)
class Promotion:
    """Since when a clip is shown outside of its thread, and in which channel; None: in that of its root."""

    since_s: float
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """All that came of one clip, oldest first. The other parent of a morph may be of another family."""

    root: str
    members: tuple[Member, ...]


class Lineage(Part):
    """The part that knows what came of what."""

    @reading
    def family(
        self, session: Session, clip_id: str, *, viewer: str | None = None, server: str | None = None
    ) -> Family | None:
        """Find a clip's family, as somebody in this server may see it; None if the clip is unknown."""
        root = session.scalar(select(LineageRow.root).where(LineageRow.clip_id == clip_id))
        if root is None:
            return None
        asked = _members(viewer, server).where(LineageRow.root == root)
        rows = session.execute(asked.order_by(LineageRow.created_s, LineageRow.clip_id))
        return Family(root, tuple(_shown([_member(*row) for row in rows])))

    @reading
    def ancestors(
        self, session: Session, clip_id: str, *, viewer: str | None = None, server: str | None = None
    ) -> tuple[Member, ...]:
        """Find what a clip came of, through all its parents, nearest first."""
        start = select(LineageRow.parent, LineageRow.other_parent, literal(0).label("far"))
        line = start.where(LineageRow.clip_id == clip_id).cte("line", recursive=True)
        above = aliased(LineageRow)
        up = select(above.parent, above.other_parent, line.c.far + 1).where(
            or_(above.clip_id == line.c.parent, above.clip_id == line.c.other_parent), line.c.far < FARTHEST
        )
        line = line.union(up)
        far = func.min(line.c.far).label("far")
        both = or_(LineageRow.clip_id == line.c.parent, LineageRow.clip_id == line.c.other_parent)
        found = select(LineageRow.clip_id, far).join(line, both).group_by(LineageRow.clip_id).subquery()
        asked = _members(viewer, server).join(found, found.c.clip_id == LineageRow.clip_id)
        rows = session.execute(asked.order_by(found.c.far, LineageRow.created_s.desc(), LineageRow.clip_id))
        return tuple(_member(*row) for row in rows)

    @reading
    def descendants(self, session: Session, clip_id: str) -> list[str]:
        """Name all that came of a clip, through all generations, the oldest first."""
        line = select(LineageRow.clip_id).where(LineageRow.clip_id == clip_id).cte("line", recursive=True)
        below = aliased(LineageRow)
        line = line.union(
            select(below.clip_id).where(or_(below.parent == line.c.clip_id, below.other_parent == line.c.clip_id))
        )
        children = (LineageRow.clip_id.in_(select(line.c.clip_id)), LineageRow.clip_id != clip_id)
        asked = select(LineageRow.clip_id).where(*children)
        return list(session.scalars(asked.order_by(LineageRow.created_s, LineageRow.clip_id)))

    @writing
    def promote(self, session: Session, clip_id: str, now_s: float, *, channel: str | None = None) -> bool:
        """Say that a clip is shown outside of its thread now; False if it was before.

        `channel`: where, if that is not its root's.
        """
        first = update(LineageRow).where(LineageRow.clip_id == clip_id, LineageRow.promoted_s.is_(None))
        return changed(session, first.values(promoted_s=now_s, promoted_in=channel))

    @reading
    def promoted(self, session: Session, clip_ids: Collection[str]) -> dict[str, Promotion]:
        """Say which of these clips are shown outside of their thread, since when and where."""
        shown = (LineageRow.clip_id.in_(clip_ids), LineageRow.promoted_s.is_not(None))
        rows = session.scalars(select(LineageRow).where(*shown))
        return {row.clip_id: Promotion(row.promoted_s or 0.0, row.promoted_in) for row in rows}

    @writing
    def take_back_promotion(self, session: Session, clip_id: str) -> None:
        """Say that a clip could not be shown there after all."""
        changed(
            session, update(LineageRow).where(LineageRow.clip_id == clip_id).values(promoted_s=None, promoted_in=None)
        )


def _members(viewer: str | None, server: str | None) -> Select[LineageRow, ClipRow, int, bool]:
    stars = select(func.count()).where(StarRow.clip_id == LineageRow.clip_id).scalar_subquery()
    is_seen = and_(meant_for(LineageRow, viewer, server), shown_to(viewer))
    asked = select(LineageRow, ClipRow, stars, is_seen)
    return asked.outerjoin(ClipRow, ClipRow.id == LineageRow.clip_id)


def _member(row: LineageRow, clip: ClipRow | None, stars: int, is_seen: bool) -> Member:  # noqa: FBT001 - a row's columns
    parents = (row.parent, row.other_parent)
    member = Member(
        id=row.clip_id,
        root=row.root,
        parents=tuple(name for name in parents if name is not None),
        operation=row.operation,
        generation=row.generation,
        author=row.author,
        server=row.server,
        visibility=row.visibility,
        secluded=row.secluded,
        recipe_id=row.recipe_id,
        created_s=row.created_s,
        promoted_s=row.promoted_s,
        stars=stars,
        hidden=not is_seen,
    )
    if clip is None or clip.deleted_s is not None:
        return replace(member, deleted=True)
    return replace(member, prompt=_prompt_of(clip), png=clip.png) if is_seen else member


def _prompt_of(clip: ClipRow) -> str | None:
    try:
        return prompt_of(recipe_of(clip.recipe))
    except ValidationError:
        return None


def _shown(members: Iterable[Member]) -> list[Member]:
    """Leave out what is hidden, unless something that is shown came of it."""
    kept: list[Member] = []
    needed: set[str] = set()
    for member in sorted(members, key=lambda one: one.generation, reverse=True):
        if not member.hidden or member.id in needed:
            kept.append(member)
            needed |= set(member.parents)
    return sorted(kept, key=lambda one: (one.created_s, one.id))
