"""Clips by what somebody types: their words, their names, or the very same recipe."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from bot.records.kinship import StarRow
from bot.records.listed import Listed, Row, listed, listing
from bot.records.models import ClipRow
from bot.records.part import Part, reading
from bot.records.reading import clip_of
from bot.records.seeing import visible_to, welcome_to
from bot.records.values import ClipRecord
from bot.records.words import hash_of, matches, recipe_name
from core.contract import Recipe

FOUND_MOST: Final = 25
FOUND_READ: Final = 1000
"""How far back is looked for what somebody types."""


class Finding(Part):
    """The part that finds one clip, or some to choose from."""

    @reading
    def find(
        self,
        session: Session,
        text: str,
        viewer: str,
        server: str | None,
        most: int = FOUND_MOST,
        *,
        with_files: bool = False,
    ) -> list[Listed]:
        """Offer clips with these letters in their words, or of this name: one's own, starred ones, then the server's.

        `with_files` leaves out those of which nothing is left but the recipe.
        """
        found: dict[str, Listed] = {}
        kept = (*matches(text), *((ClipRow.png.is_not(None),) if with_files else ()))
        for recent in _offers(viewer, server):
            if len(found) < most:
                for one in listed(session, recent.where(*kept).limit(most)):
                    found.setdefault(one.clip.id, one)
        return list(found.values())[:most]

    @reading
    def named(self, session: Session, name: str, viewer: str | None, server: str | None) -> ClipRecord | None:
        """Find a clip by its id, or the newest by its recipe's name, among those that somebody may see."""
        meant = or_(ClipRow.id == name.strip(), ClipRow.recipe_id == recipe_name(name))
        asked = select(ClipRow).where(meant, visible_to(viewer, server))
        row = session.scalars(asked.order_by(ClipRow.created_s.desc(), ClipRow.id.desc()).limit(1)).one_or_none()
        return None if row is None else clip_of(row)

    @reading
    def named_in(self, session: Session, name: str, server: str) -> ClipRecord | None:
        """Find a clip of a server as `named` does, also if nobody but its author may see it."""
        meant = or_(ClipRow.id == name.strip(), ClipRow.recipe_id == recipe_name(name))
        asked = select(ClipRow).where(meant, ClipRow.server == server, ClipRow.deleted_s.is_(None))
        row = session.scalars(asked.order_by(ClipRow.created_s.desc(), ClipRow.id.desc()).limit(1)).one_or_none()
        return None if row is None else clip_of(row)

    @reading
    def same(self, session: Session, recipe: Recipe, viewer: str | None, server: str | None) -> ClipRecord | None:
        """Find the newest clip of the very same recipe whose bytes are there, among those that somebody may see."""
        there = (ClipRow.recipe_hash == hash_of(recipe), ClipRow.png.is_not(None), ClipRow.mp3.is_not(None))
        asked = select(ClipRow).where(*there, visible_to(viewer, server))
        row = session.scalars(asked.order_by(ClipRow.created_s.desc(), ClipRow.id.desc()).limit(1)).one_or_none()
        return None if row is None else clip_of(row)


def _offers(viewer: str, server: str | None) -> Iterator[Row]:
    """Begin with each kind of clip in turn, as far back as is looked, newest first."""
    seen = and_(visible_to(viewer, server), welcome_to(viewer))
    newest = (ClipRow.created_s.desc(), ClipRow.id.desc())
    own = select(ClipRow.id).where(ClipRow.author == viewer, seen).order_by(*newest).limit(FOUND_READ)
    yield listing().where(ClipRow.id.in_(own)).order_by(*newest)
    stars = select(StarRow.clip_id).where(StarRow.author == viewer).order_by(StarRow.starred_s.desc())
    yield listing().where(ClipRow.id.in_(stars.limit(FOUND_READ)), seen).order_by(*newest)
    if server is not None:
        here = select(ClipRow.id).where(ClipRow.server == server, seen).order_by(*newest).limit(FOUND_READ)
        yield listing().where(ClipRow.id.in_(here)).order_by(*newest)
