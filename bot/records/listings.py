"""Lists of clips, in pages: the latest, one's own, favourites, charts, and what was searched for."""

from typing import Any, Final, Literal

from sqlalchemy import SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from bot.records.kinship import StarRow
from bot.records.listed import Cut, Page, page_of, stars_given
from bot.records.models import ClipRow
from bot.records.part import Part, reading
from bot.records.seeing import visible_to, welcome_to
from bot.records.words import matches

Sort = Literal["newest", "oldest", "stars"]

ALL: Final = Cut()
CLIPS: Final = select(ClipRow.id)


class Listings(Part):
    """The part that lists clips. Nobody sees in a list what isn't for them; without a viewer it is for all to see."""

    @reading
    def latest(self, session: Session, viewer: str | None, server: str | None, cut: Cut = ALL) -> Page:
        """List a server's newest clips; without a server, those that are for everybody, and one's own."""
        here = () if server is None else (ClipRow.server == server,)
        asked = CLIPS.where(visible_to(viewer, server), welcome_to(viewer), *here, *cut.at_most(ClipRow.created_s))
        return page_of(session, asked.order_by(*_by("newest")), cut)

    @reading
    def mine(
        self, session: Session, author: str, query: str | None = None, sort: Sort = "newest", cut: Cut = ALL
    ) -> Page:
        """List an author's clips for the author."""
        ours = (ClipRow.author == author, ClipRow.deleted_s.is_(None), *matches(query))
        return page_of(session, CLIPS.where(*ours, *cut.at_most(ClipRow.created_s)).order_by(*_by(sort)), cut)

    @reading
    def made_by(self, session: Session, author: str, viewer: str | None, server: str | None, cut: Cut = ALL) -> Page:
        """List an author's clips for somebody else, newest first."""
        theirs = (ClipRow.author == author, visible_to(viewer, server))
        asked = CLIPS.where(*theirs, *cut.at_most(ClipRow.created_s))
        return page_of(session, asked.order_by(*_by("newest")), cut)

    @reading
    def favorites(self, session: Session, user: str, server: str | None, cut: Cut = ALL) -> Page:
        """List what somebody has starred and may see, the newest star first."""
        starred = (StarRow.author == user, *cut.at_most(StarRow.starred_s))
        asked = CLIPS.join(StarRow, StarRow.clip_id == ClipRow.id).where(*starred, visible_to(user, server))
        return page_of(session, asked.order_by(StarRow.starred_s.desc(), ClipRow.id.desc()), cut)

    @reading
    def search(self, session: Session, text: str, viewer: str | None, server: str | None, cut: Cut = ALL) -> Page:
        """List all clips with these letters in their words, or with this name, newest first."""
        found = (visible_to(viewer, server), welcome_to(viewer), *matches(text))
        asked = CLIPS.where(*found, *cut.at_most(ClipRow.created_s))
        return page_of(session, asked.order_by(*_by("newest")), cut)

    @reading
    def top(
        self, session: Session, since_s: float | None, viewer: str | None, server: str | None, cut: Cut = ALL
    ) -> Page:
        """List what was given most stars since a time, and count only these; without a server, of everywhere."""
        given = (StarRow.starred_s >= (since_s or 0.0), *cut.at_most(StarRow.starred_s))
        counted = select(StarRow.clip_id, func.count().label("count")).where(*given).group_by(StarRow.clip_id)
        chart = counted.subquery()
        here = () if server is None else (ClipRow.server == server,)
        seen = (visible_to(viewer, server), welcome_to(viewer), *here)
        asked = CLIPS.join(chart, chart.c.clip_id == ClipRow.id).where(*seen)
        return page_of(session, asked.order_by(chart.c.count.desc(), *_by("newest")), cut, *given)


def _by(sort: Sort) -> tuple[SQLColumnExpression[Any], ...]:
    newest = (ClipRow.created_s.desc(), ClipRow.id.desc())
    orders = {"newest": newest, "oldest": (ClipRow.created_s, ClipRow.id), "stars": (stars_given().desc(), *newest)}
    return orders[sort]
