"""From rows to jams. What was played is read anew only when a jam was saved: all that go on are read every second."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar, get_args

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.records.database import Database
from bot.records.jam import Entry, Halt, Jam, Offer, Player, Post, Round, Vote
from bot.records.jam_rows import RULES
from bot.records.jam_tables import JamEntryRow, JamPlayerRow, JamPostRow, JamRoundRow, JamRow, JamVoteRow
from bot.records.part import Part
from bot.records.reading import reason

log = logging.getLogger(__name__)

HALTS: Final = get_args(Halt)
KNOWN_MOST: Final = 500
"""Jams of which is known what was played."""

Child = TypeVar("Child", JamPlayerRow, JamRoundRow, JamEntryRow, JamVoteRow, JamPostRow)
Edition = tuple[str, float, int]
"""A jam as it was saved once: its id, when it was begun, and its version."""


@dataclass(frozen=True, slots=True)
class Played:
    """What changes of a jam with its version alone."""

    rounds: tuple[Round, ...]
    entries: tuple[Entry, ...]
    votes: tuple[Vote, ...]


class JamReading(Part):
    """What the parts stand on that read jams."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._known: dict[str, tuple[Edition, Played]] = {}

    def _jams_from(self, session: Session, rows: Sequence[JamRow]) -> list[Jam]:
        """Read jams with all that is in them, in five statements at most. Not for a transaction that may not hold."""
        if not rows:
            return []
        ids = [row.id for row in rows]
        played = self._played(session, rows)
        players = _by_jam(session, JamPlayerRow, ids, JamPlayerRow.place)
        posts = _by_jam(session, JamPostRow, ids, JamPostRow.what)
        return [
            replace(
                jam,
                players=tuple(map(_player, players[jam.id])),
                rounds=played[jam.id].rounds,
                entries=played[jam.id].entries,
                votes=played[jam.id].votes,
                posts={row.what: _post(row) for row in posts[jam.id]},
            )
            for jam in filter(None, map(_jam, rows))
        ]

    def _played(self, session: Session, rows: Sequence[JamRow]) -> Mapping[str, Played]:
        editions = {row.id: (row.id, row.created_s, row.version) for row in rows}
        known = {name: kept for name in editions if (kept := self._known.get(name)) is not None}
        found = {name: played for name, (edition, played) in known.items() if edition == editions[name]}
        missing = [name for name in editions if name not in found]
        read = _read_played(session, missing) if missing else {}
        if len(self._known) + len(read) > KNOWN_MOST:
            self._known.clear()
        self._known.update({name: (editions[name], played) for name, played in read.items()})
        return found | read


def _read_played(session: Session, ids: Sequence[str]) -> dict[str, Played]:
    rounds = _by_jam(session, JamRoundRow, ids, JamRoundRow.number)
    entries = _by_jam(session, JamEntryRow, ids, JamEntryRow.place)
    votes = _by_jam(session, JamVoteRow, ids, JamVoteRow.round, JamVoteRow.voter)
    return {
        name: Played(
            rounds=tuple(map(_round, rounds[name])),
            entries=tuple(map(_entry, entries[name])),
            votes=tuple(Vote(row.round, row.voter, row.entry) for row in votes[name]),
        )
        for name in ids
    }


def _by_jam(
    session: Session, table: type[Child], ids: Sequence[str], *order: InstrumentedAttribute[Any]
) -> Mapping[str, Sequence[Child]]:
    found: dict[str, list[Child]] = {name: [] for name in ids}
    for row in session.scalars(select(table).where(table.jam.in_(ids)).order_by(*order)):
        found[row.jam].append(row)
    return found


def _jam(row: JamRow) -> Jam | None:
    try:
        rules = RULES.validate_json(row.rules)
    except ValidationError as error:
        log.warning("jam %s can't be read: %s", row.id, reason(error))
        return None
    return Jam(
        id=row.id,
        server=row.server,
        channel=row.channel,
        host=row.host,
        name=row.name,
        theme=row.theme,
        rules=rules,
        phase=row.phase,
        created_s=row.created_s,
        phase_s=row.phase_s,
        running_s=row.running_s,
        is_last_call=row.is_last_call,
        deadline_s=row.deadline_s,
        halts=frozenset(one for one in HALTS if one in row.halts.split(",")),
        left_s=row.left_s,
        halted_s=row.halted_s,
        thread=row.thread,
        round=row.round,
        offer=_offer(row),
        opens_s=row.opens_s,
        event=row.event,
        track=row.track,
        ended_by=row.ended_by,
        ended_s=row.ended_s,
        version=row.version,
    )


def _offer(row: JamRow) -> Offer | None:
    if row.offered_to is None:
        return None
    return Offer(row.offered_to, row.offered_alone_until_s or 0.0, row.offered_until_s or 0.0)


def _player(row: JamPlayerRow) -> Player:
    return Player(
        user=row.player,
        joined_s=row.joined_s,
        seat=row.seat,
        order=row.turn,
        heard_round=row.heard_round,
        missed=row.missed,
        wins=row.wins,
        is_muted=row.is_muted,
        seen_s=row.seen_s,
    )


def _round(row: JamRoundRow) -> Round:
    return Round(
        number=row.number,
        begun_s=row.begun_s,
        player=row.player,
        part=row.part,
        winner=row.winner,
        is_draft=row.is_draft,
        ended_s=row.ended_s,
    )


def _entry(row: JamEntryRow) -> Entry:
    return Entry(
        id=row.id,
        round=row.round,
        user=row.author,
        prompt=row.prompt,
        state=row.state,
        at_s=row.entered_s,
        clip=row.clip,
    )


def _post(row: JamPostRow) -> Post:
    return Post(row.channel, row.message, row.posted_s)
