"""Who is in a jam, and how far they are: what everybody may know of them."""

from collections.abc import Iterable, Iterator
from typing import Final

from bot.records.jam import Entry, EntryState, Jam, Player, Seat
from bot.words import mention

STANDS: Final[frozenset[EntryState]] = frozenset({"held", "ready", "painted"})
"""The states of an entry that counts as made."""

HOST: Final = "👑"
MUTED: Final = "🔇"
ENTERED: Final = "✅"
WINS: Final = "🏆"

LISTENING: Final = "**Listening:** {people}"

NAMED_MOST: Final = 6
"""Of those who don't play just now."""

RESTING: Final[tuple[tuple[Seat, str], ...]] = (("waiting", "Waiting"), ("benched", "On the bench"))
"""Seats in which nobody plays just now, and what they are called."""


def turn_of(jam: Jam) -> str | None:
    """Name the player whose turn it is, in a relay."""
    return jam.now.player if jam.now is not None else None


def entered(jam: Jam) -> frozenset[str]:
    """Name those who have an entry in the round that is on."""
    return frozenset(one.user for one in _of_now(jam) if one.state in STANDS)


def painted(jam: Jam) -> tuple[int, int]:
    """Count the entries of this round that are done with, and all that are painted."""
    asked = [one for one in _of_now(jam) if one.state in {"ready", "painted", "failed"}]
    return sum(one.state != "ready" for one in asked), len(asked)


def voted(jam: Jam) -> int:
    """Count those who voted in this round: nobody may know for what."""
    return len({one.voter for one in jam.votes if one.round == jam.round})


def roster_lines(jam: Jam) -> Iterator[str]:
    """Name all who play by their seats, and count who listens."""
    playing = _seated(jam, "playing")
    yield f"**Playing** ({len(playing)} of {jam.rules.players_most}): {_named(jam, playing) or 'nobody yet'}"
    for seat, title in RESTING:
        if found := _seated(jam, seat):
            more = f" and {len(found) - NAMED_MOST} more" if len(found) > NAMED_MOST else ""
            yield f"**{title}:** {_named(jam, found[:NAMED_MOST])}{more}"
    if listeners := len(_seated(jam, "listening")):
        yield LISTENING.format(people="1 person" if listeners == 1 else f"{listeners} people")


def _seated(jam: Jam, seat: Seat) -> list[Player]:
    return [one for one in jam.players if one.seat == seat]


def _named(jam: Jam, players: Iterable[Player]) -> str:
    return " · ".join(_name(jam, one) for one in sorted(players, key=lambda one: (one.order, one.joined_s)))


def _name(jam: Jam, player: Player) -> str:
    has_entered = jam.phase == "collecting" and player.user in entered(jam)
    marks = {HOST: player.user == jam.host, MUTED: player.is_muted, ENTERED: has_entered}
    wins = f"{WINS}{player.wins}" if player.wins else ""
    return " ".join(filter(None, [mention(player.user), *(mark for mark, holds in marks.items() if holds), wins]))


def _of_now(jam: Jam) -> list[Entry]:
    return [one for one in jam.entries if one.round == jam.round]
