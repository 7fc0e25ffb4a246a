"""Jams as rows: what stands in each table by its key, and what a jam reads as that stands so."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, TypeVar, get_args

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.records.jam import Entry, Halt, Jam, JamRules, Offer, Player, Post, Round, Vote
from bot.records.jam_tables import JamEntryRow, JamPlayerRow, JamPostRow, JamRoundRow, JamRow, JamVoteRow
from bot.records.reading import reason

log = logging.getLogger(__name__)

Values = Mapping[str, str | float | bool | None]
Rows = Mapping[tuple[str | int, ...], Values]
"""What stands in a table, by the columns that name a row beside its jam."""

RULES: Final = TypeAdapter(JamRules)
HALTS: Final = get_args(Halt)
SEEN: Final = "seen_s"

Child = TypeVar("Child", JamPlayerRow, JamRoundRow, JamEntryRow, JamVoteRow, JamPostRow)


def jam_values(jam: Jam) -> Values:
    """Write a jam without those who are in it."""
    offer = jam.offer
    return {
        "server": jam.server,
        "channel": jam.channel,
        "host": jam.host,
        "name": jam.name,
        "theme": jam.theme,
        "rules": RULES.dump_json(jam.rules).decode(),
        "phase": jam.phase,
        "created_s": jam.created_s,
        "phase_s": jam.phase_s,
        "running_s": jam.running_s,
        "is_last_call": jam.is_last_call,
        "deadline_s": jam.deadline_s,
        "halts": ",".join(sorted(jam.halts)),
        "left_s": jam.left_s,
        "halted_s": jam.halted_s,
        "thread": jam.thread,
        "round": jam.round,
        "offered_to": None if offer is None else offer.to,
        "offered_alone_until_s": None if offer is None else offer.alone_until_s,
        "offered_until_s": None if offer is None else offer.until_s,
        "opens_s": jam.opens_s,
        "event": jam.event,
        "track": jam.track,
        "ended_by": jam.ended_by,
        "ended_s": jam.ended_s,
    }


def player_rows(jam: Jam) -> Rows:
    """Write who is in a jam."""
    return {
        (one.user,): {
            "place": place,
            "joined_s": one.joined_s,
            "seat": one.seat,
            "turn": one.order,
            "heard_round": one.heard_round,
            "missed": one.missed,
            "wins": one.wins,
            "is_muted": one.is_muted,
            SEEN: one.seen_s,
        }
        for place, one in enumerate(jam.players)
    }


def round_rows(jam: Jam) -> Rows:
    """Write a jam's rounds."""
    return {
        (one.number,): {
            "begun_s": one.begun_s,
            "player": one.player,
            "part": one.part,
            "winner": one.winner,
            "is_draft": one.is_draft,
            "ended_s": one.ended_s,
        }
        for one in jam.rounds
    }


def entry_rows(jam: Jam) -> Rows:
    """Write what was entered in a jam."""
    return {
        (one.id,): {
            "place": place,
            "round": one.round,
            "author": one.user,
            "prompt": one.prompt,
            "state": one.state,
            "entered_s": one.at_s,
            "clip": one.clip,
        }
        for place, one in enumerate(jam.entries)
    }


def vote_rows(jam: Jam) -> Rows:
    """Write who voted for what in a jam."""
    return {(one.round, one.voter): {"entry": one.entry} for one in jam.votes}


def jams_from(session: Session, rows: Sequence[JamRow]) -> list[Jam]:
    """Read jams with all that is in them, in five statements however many they are."""
    if not rows:
        return []
    ids = [row.id for row in rows]
    players = _by_jam(session, JamPlayerRow, ids, JamPlayerRow.place)
    rounds = _by_jam(session, JamRoundRow, ids, JamRoundRow.number)
    entries = _by_jam(session, JamEntryRow, ids, JamEntryRow.place)
    votes = _by_jam(session, JamVoteRow, ids, JamVoteRow.round, JamVoteRow.voter)
    posts = _by_jam(session, JamPostRow, ids, JamPostRow.what)
    return [
        replace(
            jam,
            players=tuple(map(_player, players[jam.id])),
            rounds=tuple(map(_round, rounds[jam.id])),
            entries=tuple(map(_entry, entries[jam.id])),
            votes=tuple(Vote(row.round, row.voter, row.entry) for row in votes[jam.id]),
            posts={row.what: post_of(row) for row in posts[jam.id]},
        )
        for jam in filter(None, map(_jam, rows))
    ]


def post_of(row: JamPostRow) -> Post:
    """Read where something of a jam is shown."""
    return Post(row.channel, row.message, row.posted_s)


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
