"""Jams as rows: what stands in each table, by its key."""

from collections.abc import Mapping
from typing import Final

from pydantic import TypeAdapter

from bot.records.jam import Jam, JamRules

Values = Mapping[str, str | float | bool | None]
Rows = Mapping[tuple[str | int, ...], Values]
"""What stands in a table, by the columns that name a row beside its jam."""

RULES: Final = TypeAdapter(JamRules)
SEEN: Final = "seen_s"


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
