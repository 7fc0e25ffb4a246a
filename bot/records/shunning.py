"""Who wants nothing to do with whom: neither in their lists nor in remixes of theirs."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.records.part import Part, changed, insert_new, reading, writing
from bot.records.supervision import ShunRow


class Shunning(Part):
    """The part that knows whom people shun."""

    @writing
    def shun(self, session: Session, user: str, other: str, *, now_s: float) -> bool:
        """Shun somebody; False if they are shunned."""
        return changed(session, insert_new(session, ShunRow).values(author=user, other=other, since_s=now_s))

    @writing
    def unshun(self, session: Session, user: str, other: str) -> bool:
        """Shun somebody no longer; False if they weren't."""
        return changed(session, delete(ShunRow).where(ShunRow.author == user, ShunRow.other == other))

    @reading
    def shunned(self, session: Session, user: str) -> set[str]:
        """Say whom somebody shuns."""
        return set(session.scalars(select(ShunRow.other).where(ShunRow.author == user)))
