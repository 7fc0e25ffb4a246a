"""Who may see what, in SQL: `bot.access.may_see` says the same of one clip."""

from sqlalchemy import ColumnElement, and_, exists, or_, true

from bot.records.kinship import LineageRow
from bot.records.models import ClipRow
from bot.records.supervision import ShunRow


def visible_to(viewer: str | None, server: str | None) -> ColumnElement[bool]:
    """Keep the clips that are there and that somebody in this server may find."""
    return and_(ClipRow.deleted_s.is_(None), shown_to(viewer), meant_for(ClipRow, viewer, server))


def shown_to(viewer: str | None) -> ColumnElement[bool]:
    """Keep the clips that moderators don't keep from somebody."""
    ours = () if viewer is None else (ClipRow.author == viewer,)
    return or_(ClipRow.hidden_s.is_(None), *ours)


def welcome_to(viewer: str | None) -> ColumnElement[bool]:
    """Keep the clips of those whom somebody doesn't shun: for lists, which nobody asked of by name."""
    if viewer is None:
        return true()
    return ~exists().where(ShunRow.author == viewer, ShunRow.other == ClipRow.author)


def meant_for(table: type[ClipRow] | type[LineageRow], viewer: str | None, server: str | None) -> ColumnElement[bool]:
    """Keep what is for somebody in this server: without a viewer, for everybody who is there."""
    ours = () if viewer is None else (table.author == viewer,)
    shared = and_(table.server == server, table.visibility == "server", table.secluded.is_(False))
    here = () if server is None else (shared,)
    return or_(table.visibility == "public", *ours, *here)
