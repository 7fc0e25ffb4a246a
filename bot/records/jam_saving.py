"""What changed of a jam, written: rows that are gone, new ones, and others; never all of it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sqlalchemy import ColumnElement, and_, delete, insert, inspect, update
from sqlalchemy.orm import Session

from bot.records.jam import Jam, JamEvent
from bot.records.jam_rows import SEEN, Rows, Values, entry_rows, player_rows, round_rows, vote_rows
from bot.records.jam_tables import JamEntryRow, JamEventRow, JamPlayerRow, JamRoundRow, JamVoteRow
from bot.records.models import Table
from bot.records.part import changed

JAM: Final = "jam"
TARGET_MAX: Final = 64
WHAT: Final = (
    (JamPlayerRow, player_rows), (JamRoundRow, round_rows), (JamEntryRow, entry_rows), (JamVoteRow, vote_rows),
)  # fmt: skip
"""The tables of what is in a jam, and how it is written there."""


def save_parts(session: Session, before: Jam, after: Jam) -> None:
    """Write what changed of who is in a jam and of what they did."""
    for table, rows_of in WHAT:
        _rewrite(session, Part(table, after.id), rows_of(before), rows_of(after))


def save_new_parts(session: Session, jam: Jam) -> None:
    """Write all that is in a new jam."""
    for table, rows_of in WHAT:
        _add(session, Part(table, jam.id), rows_of(jam))


def add_events(session: Session, jam_id: str, events: Sequence[JamEvent]) -> None:
    """Add lines to a jam's history."""
    lines = [
        {"jam": jam_id, "at_s": one.at_s, "actor": one.actor, "action": one.action, "target": one.target[:TARGET_MAX]}
        for one in events
    ]
    if lines:
        session.execute(insert(JamEventRow), lines)


def see(session: Session, jam_id: str, user: str, now_s: float) -> bool:
    """Remember that somebody did something in a jam, unless later things are known of them."""
    theirs = (JamPlayerRow.jam == jam_id, JamPlayerRow.player == user, JamPlayerRow.seen_s < now_s)
    return changed(session, update(JamPlayerRow).where(*theirs).values(seen_s=now_s))


class Part:
    """The rows of one table that are of one jam."""

    def __init__(self, table: type[Table], jam_id: str) -> None:
        self.table, self.jam = table, jam_id
        self._keys = [column for column in inspect(table).primary_key if column.name != JAM]

    def named(self, key: tuple[str | int, ...]) -> dict[str, str | int]:
        """Write what names a row."""
        return {JAM: self.jam, **{column.name: value for column, value in zip(self._keys, key, strict=True)}}

    def where(self, key: tuple[str | int, ...]) -> ColumnElement[bool]:
        """Keep that row."""
        return and_(*(getattr(self.table, name) == value for name, value in self.named(key).items()))


def _rewrite(session: Session, part: Part, before: Rows, after: Rows) -> None:
    """Write what changed. Somebody may have been seen meanwhile: that is only ever moved forward."""
    for key in before.keys() - after.keys():
        changed(session, delete(part.table).where(part.where(key)))
    for key, values in _changes(before, after):
        if values:
            changed(session, update(part.table).where(part.where(key)).values(values))
    _add(session, part, {key: values for key, values in after.items() if key not in before})
    if part.table is JamPlayerRow:
        _move_on(session, part.jam, before, after)


def _changes(before: Rows, after: Rows) -> Iterator[tuple[tuple[str | int, ...], Values]]:
    for key, values in after.items():
        if key in before:
            yield key, _different(before[key], values)


def _different(before: Values, after: Mapping[str, str | float | bool | None]) -> Values:
    return {name: value for name, value in after.items() if name != SEEN and before[name] != value}


def _move_on(session: Session, jam_id: str, before: Rows, after: Rows) -> None:
    for (user,), values in after.items():
        known, seen_s = before.get((user,)), values[SEEN]
        if known is not None and known[SEEN] != seen_s:
            see(session, jam_id, str(user), float(seen_s or 0.0))


def _add(session: Session, part: Part, rows: Rows) -> None:
    if rows:
        session.execute(insert(part.table), [{**part.named(key), **values} for key, values in rows.items()])
