"""What everybody did in a jam, counted. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.records.jam import Entry, EntryState, Jam, Player
from bot.words import mention

COUNTED: Final[frozenset[EntryState]] = frozenset({"held", "ready", "painted", "failed"})
"""Entries that were made in time and not taken out."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What one player did. A turn is a round in which they had to enter something, or did."""

    user: str
    turns: int = 0
    entries: int = 0
    sections: int = 0
    votes: int = 0
    words: int = 0


def figures(jam: Jam) -> list[Figures]:
    """Count for everybody who had a turn or whose entry stands; who has the most sections and votes comes first."""
    found = [_figures(jam, user) for user in _users(jam)]
    return sorted(found, key=lambda one: (-one.sections, -one.votes, -one.entries))


def told(one: Figures) -> str:
    """Write somebody's figures in a line."""
    parts = [_some(one.turns, "turn"), _some(one.sections, "section"), _some(one.words, "word")]
    if one.votes:
        parts.append(f"{_some(one.votes, 'vote')} got")
    return f"{mention(one.user)}: {' · '.join(parts)}"


def listeners(jam: Jam) -> list[Player]:
    """Name who listened when it was over, and played no turn before."""
    played = set(_users(jam))
    return [one for one in jam.players if one.seat == "listening" and one.user not in played]


def _users(jam: Jam) -> list[str]:
    turns = (one.player for one in jam.rounds if one.player is not None)
    return list(dict.fromkeys([*turns, *(one.user for one in jam.entries if one.state in COUNTED)]))


def _figures(jam: Jam, user: str) -> Figures:
    entries = [one for one in jam.entries if one.user == user and one.state in COUNTED]
    ids = {one.id for one in entries}
    rounds = {one.number for one in jam.rounds if one.player == user} | {one.round for one in entries}
    return Figures(
        user,
        turns=len(rounds),
        entries=len(entries),
        sections=sum(one.user == user for one in jam.sections),
        votes=sum(vote.entry in ids for vote in jam.votes),
        words=sum(map(_words, entries)),
    )


def _words(entry: Entry) -> int:
    return len(entry.prompt.split())


def _some(count: int, noun: str) -> str:
    return f"1 {noun}" if count == 1 else f"{count} {noun}s"


def lines(jam: Jam) -> Iterator[str]:
    """Write everybody's figures, a line each, and how many listened."""
    yield from map(told, figures(jam))
    if count := len(listeners(jam)):
        yield f"👂 {_some(count, 'listener')}"
