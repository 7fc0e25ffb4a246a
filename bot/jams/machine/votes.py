"""Votes: one a voter and round, for somebody else; nobody reads them before the vote is over."""

from collections import Counter
from dataclasses import replace
from typing import Final

from bot.jams.machine.acts import CastVote
from bot.jams.machine.clock import Moment
from bot.jams.machine.errors import FROZEN, JamError, not_theirs
from bot.jams.machine.happenings import Silenced
from bot.jams.machine.turns import is_in
from bot.records.jam import Entry, Jam, Player, Vote

LISTENED_S: Final = 120.0
"""Who listens votes if they came so long before the vote began: nobody brings friends to it in time."""

QUORUM: Final = 2
"""Fewer votes decide nothing: then the earliest entry wins."""


def choices(jam: Jam, round_number: int | None = None) -> tuple[Entry, ...]:
    """Name the entries of a round that can be voted for, the earliest first."""
    number = jam.round if round_number is None else round_number
    there = (one for one in jam.entries if one.round == number and one.state == "painted")
    return tuple(sorted(there, key=lambda one: (one.at_s, one.id)))


def may_vote(jam: Jam, user: str) -> bool:
    """Tell whether somebody has a vote in what is voted on now."""
    player = jam.player(user)
    if jam.phase != "voting" or player is None or not is_in(player):
        return False
    return not player.is_muted and player.joined_s + _listened_s(player) <= jam.phase_s


def cast_vote(jam: Jam, act: CastVote, at: Moment) -> Jam:  # noqa: ARG001 - all acts are done alike
    """Vote, or vote for another."""
    _require_a_vote(jam, act.user)
    _require_a_choice(jam, act)
    vote = Vote(jam.round, act.user, act.entry)
    if vote in jam.votes:
        return jam
    kept = (one for one in jam.votes if (one.round, one.voter) != (jam.round, act.user))
    return replace(jam, votes=(*kept, vote))


def silence(jam: Jam, act: Silenced, at: Moment) -> Jam:  # noqa: ARG001 - all acts are done alike
    """Let the vote of somebody count for nothing in what is voted on."""
    kept = tuple(one for one in jam.votes if (one.round, one.voter) != (jam.round, act.voter))
    return replace(jam, votes=kept) if jam.phase == "voting" and len(kept) < len(jam.votes) else jam


def tally(jam: Jam, round_number: int | None = None) -> dict[str, int]:
    """Count the votes of a round, the entries in their order. Nobody is told before it is over."""
    number = jam.round if round_number is None else round_number
    is_on = jam.phase == "voting" and number == jam.round
    votes = (one for one in jam.votes if one.round == number and (not is_on or _counts(jam, one)))
    counted = Counter(one.entry for one in votes)
    return {one.id: counted[one.id] for one in choices(jam, number)}


def winner(jam: Jam) -> Entry | None:
    """Name the entry with the most votes, of several the earliest."""
    counted = tally(jam)
    decided = sum(counted.values()) >= QUORUM
    return min(choices(jam), key=lambda one: (-counted[one.id] if decided else 0, one.at_s, one.id), default=None)


def with_what_counted(jam: Jam) -> Jam:
    """Keep the votes of a vote that is over: but for those of who was muted or sent out by then."""
    return replace(jam, votes=tuple(one for one in jam.votes if one.round != jam.round or _counts(jam, one)))


def without_votes_for(jam: Jam, entry: str) -> Jam:
    """Give the votes back that were for an entry."""
    return replace(jam, votes=tuple(one for one in jam.votes if one.entry != entry))


def _listened_s(player: Player) -> float:
    return LISTENED_S if player.seat == "listening" else 0.0


def _counts(jam: Jam, vote: Vote) -> bool:
    voter = jam.player(vote.voter)
    return voter is not None and not voter.is_muted and voter.seat != "kicked"


def _require_a_vote(jam: Jam, user: str) -> None:
    if "frozen" in jam.halts:
        raise JamError(FROZEN)
    if jam.phase != "voting":
        raise JamError("There is nothing to vote on now: each vote is announced in the thread.")
    player = jam.player(user)
    if player is None or not is_in(player):
        raise not_theirs("Only who is in this jam votes: press Join to vote from the next round on.")
    if player.is_muted:
        raise not_theirs("Moderators muted you in this jam: you can listen.")
    if player.seat == "listening" and not may_vote(jam, user):
        raise not_theirs(
            f"You came to listen less than {LISTENED_S / 60:.0f} minutes before this vote: wait for the next."
        )
    if not may_vote(jam, user):
        raise not_theirs("This vote began before you came: you vote from the next round on.")


def _require_a_choice(jam: Jam, act: CastVote) -> None:
    entry = next((one for one in choices(jam) if one.id == act.entry), None)
    if entry is None:
        raise JamError("That can't be voted for any more: choose among those that are shown now.")
    if entry.user == act.user:
        raise not_theirs("Nobody votes for what they entered themselves: choose another one.")
