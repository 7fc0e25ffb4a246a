"""Jam sessions: begun once, saved whole by whoever was first, and where they are shown."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import ColumnElement, delete, exists, func, select, update
from sqlalchemy.orm import Session

from bot.records.jam import Jam, JamEvent, Post
from bot.records.jam_rows import jam_values
from bot.records.jam_saving import add_events, save_new_parts, save_parts, see
from bot.records.jam_tables import JamPlayerRow, JamPostRow, JamRow, LookRow, goes_on
from bot.records.part import Part, changed, insert_new, writing
from bot.records.versions import lock
from core.errors import UserError

CONDUCTOR: Final = "conductor"
"""The name of the loop that looks after jams."""

LEADS: Final = "You lead a jam in this server already. Nothing was begun: end that one first, or hand it over."
FULL: Final = "This server has {jams} at a time, which is the most it wants. Nothing was begun: wait until one is over."


class Jams(Part):
    """The part that keeps jams."""

    @writing
    def new_jam(self, session: Session, jam: Jam, event: JamEvent, *, at_once: int | None = None) -> bool:
        """Remember a jam that begins; False if its id is taken, and then nothing changed.

        Raises
        ------
        UserError
            If its host leads one in its server already, or there are as many as may be at a time.
        """
        lock(session)
        if session.get(JamRow, jam.id) is not None:
            return False
        _require_room(session, jam, at_once)
        row = {"id": jam.id, "version": jam.version, **jam_values(jam)}
        if not changed(session, insert_new(session, JamRow).values(row)):
            return False
        save_new_parts(session, jam)
        add_events(session, jam.id, [event])
        return True

    @writing
    def save_jam(
        self, session: Session, before: Jam, after: Jam, event: JamEvent | Sequence[JamEvent] | None = None
    ) -> bool:
        """Save what became of a jam, with lines of its history; False if somebody saved it since it was read.

        Where it is shown is not of it. When somebody was seen only moves forward.
        """
        as_read = (JamRow.id == before.id, JamRow.version == before.version)
        saved = {**jam_values(after), "version": before.version + 1}
        if not changed(session, update(JamRow).where(*as_read).values(saved)):
            return False
        save_parts(session, before, after)
        add_events(session, before.id, _several(event))
        return True

    @writing
    def note_jam_post(self, session: Session, jam_id: str, what: str, post: Post, *, replace: bool = False) -> Post:
        """Remember which message shows something of a jam; the first one holds, unless it is replaced."""
        named = {"jam": jam_id, "what": what}
        shown = {"channel": post.channel, "message": post.message, "posted_s": post.at_s}
        if not changed(session, insert_new(session, JamPostRow).values(named | shown)) and replace:
            changed(session, update(JamPostRow).where(*_post(jam_id, what)).values(shown))
        held = session.scalars(select(JamPostRow).where(*_post(jam_id, what))).one()
        return Post(held.channel, held.message, held.posted_s)

    @writing
    def drop_jam_post(self, session: Session, jam_id: str, what: str) -> None:
        """Remember that nothing shows this any more."""
        changed(session, delete(JamPostRow).where(*_post(jam_id, what)))

    @writing
    def seen_in_jam(self, session: Session, jam_id: str, user: str, now_s: float) -> bool:
        """Remember that somebody did something in a jam just now; False if they are not in it.

        It is no change of the jam: whoever read it before may save it.
        """
        if see(session, jam_id, user, now_s):
            return True
        return bool(session.scalar(select(exists().where(JamPlayerRow.jam == jam_id, JamPlayerRow.player == user))))

    @writing
    def looked(self, session: Session, now_s: float) -> float | None:
        """Remember that all jams were looked after just now, and say when they were before; None: never."""
        row = session.get(LookRow, CONDUCTOR, with_for_update=True)
        before_s = None if row is None else row.at_s
        if row is None:
            changed(session, insert_new(session, LookRow).values(name=CONDUCTOR, at_s=now_s))
        elif row.at_s < now_s:
            row.at_s = now_s
        return before_s


def _require_room(session: Session, jam: Jam, at_once: int | None) -> None:
    """Count jams that are planned apart from those that are on; one that nobody leads is in nobody's way."""
    is_planned = JamRow.phase == "scheduled"
    same = is_planned if jam.phase == "scheduled" else ~is_planned
    here = (JamRow.server == jam.server, goes_on(), same, ~JamRow.halts.contains("orphaned"))
    if session.scalar(select(exists().where(*here, JamRow.host == jam.host))):
        raise UserError(LEADS, code="E-RATE")
    on = session.scalars(select(func.count()).select_from(JamRow).where(*here)).one()
    if at_once is not None and on >= at_once:
        raise UserError(FULL.format(jams="1 jam" if at_once == 1 else f"{at_once} jams"), code="E-RATE")


def _post(jam_id: str, what: str) -> tuple[ColumnElement[bool], ...]:
    return (JamPostRow.jam == jam_id, JamPostRow.what == what)


def _several(event: JamEvent | Sequence[JamEvent] | None) -> Sequence[JamEvent]:
    if event is None:
        return ()
    return (event,) if isinstance(event, JamEvent) else event
