"""The threads of families: one each, named by its root."""

from dataclasses import dataclass
from typing import Final, Literal, cast

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from bot.records.kinship import ThreadRow
from bot.records.part import Part, changed, insert_new, reading, writing

ThreadState = Literal["open", "closed"]
"""`closed`: nothing can be posted there any more."""

CLOSED: Final = "closed"


@dataclass(frozen=True, slots=True)
class Thread:
    """The thread of a family, and the channel that it belongs to."""

    root: str
    channel: str
    thread: str
    state: ThreadState = "open"


class Threads(Part):
    """The part that knows threads."""

    @reading
    def thread_of(self, session: Session, root: str) -> Thread | None:
        """Find a family's thread, open or closed."""
        return _find(session, ThreadRow.root == root)

    @reading
    def thread_named(self, session: Session, thread: str) -> Thread | None:
        """Find a thread by its own id."""
        return _find(session, ThreadRow.thread == thread)

    @writing
    def note_thread(self, session: Session, root: str, *, channel: str, thread: str) -> Thread:
        """Remember a family's thread, and return the one that holds: the first that was noted, until it is closed."""
        place = {"channel": channel, "thread": thread, "state": "open"}
        if not changed(session, insert_new(session, ThreadRow).values(root=root, **place)):
            closed = (ThreadRow.root == root, ThreadRow.state == CLOSED)
            changed(session, update(ThreadRow).where(*closed).values(place))
        found = _find(session, ThreadRow.root == root)
        assert found is not None
        return found

    @writing
    def close_thread(self, session: Session, root: str) -> bool:
        """Say that nothing can be posted in a family's thread any more; False if there is none, or it was said."""
        still = (ThreadRow.root == root, ThreadRow.state != CLOSED)
        return changed(session, update(ThreadRow).where(*still).values(state=CLOSED))


def _find(session: Session, *where: ColumnElement[bool]) -> Thread | None:
    row = session.scalars(select(ThreadRow).where(*where).limit(1)).one_or_none()
    if row is None:
        return None
    return Thread(row.root, row.channel, row.thread, cast("ThreadState", row.state))
