"""What players enter: one entry a player and round, theirs until the bell."""

from dataclasses import replace
from typing import Final

from bot.jams.machine import clock
from bot.jams.machine.acts import Clear, Enter, Failed, Painted, RemoveEntry, Restore, Withdraw
from bot.jams.machine.clock import Moment
from bot.jams.machine.errors import DONE, FROZEN, ORPHANED, JamError, not_theirs
from bot.jams.machine.rounds import entered
from bot.jams.machine.votes import without_votes_for
from bot.records.jam import Entry, EntryState, Jam, Player

CHANGES_MOST: Final = 25
"""So often somebody enters anew in one round where moderators look at each."""

SEATS: Final = {
    "left": "You left this jam: press Join to come back, then you play from the next round on.",
    "kicked": "You were sent out of this jam: look out for the next one.",
    "benched": "You missed two turns: press Join to come back, then you play from the next round on.",
    "listening": "You listen in this jam: press Join, then you play from the next round on.",
    "waiting": "You play as soon as there is a seat, from the next round on at the earliest.",
}
STANDING: Final = frozenset({"held", "ready", "painted"})
PHASES: Final = {
    "scheduled": "This jam has not begun yet: press Join, and you are told when it does.",
    "lobby": "It has not begun yet: your words are asked for when it does.",
    "finale": "This jam has come to its finale: look out for the next one.",
}
RUNG: Final = "The bell has rung for this round: you can enter something in the next one."


def enter(jam: Jam, act: Enter, at: Moment) -> Jam:
    """Enter words, or others in place of them. Words that moderators look at are never those of an entry they saw."""
    require_a_turn(jam, act.user)
    mine = open_entry(jam, act.user)
    state: EntryState = "held" if act.is_held else "ready"
    if mine is not None and mine.state == state == "ready":
        return jam.with_entry(replace(mine, prompt=act.prompt, at_s=at.now_s)) if act.prompt != mine.prompt else jam
    if mine is not None:
        jam = jam.with_entry(replace(mine, state="withdrawn"))
    number = sum(one.round == jam.round for one in jam.entries) + 1
    return jam.with_entry(Entry(f"{jam.id}-{jam.round}-{number}", jam.round, act.user, act.prompt, state, at.now_s))


def withdraw(jam: Jam, act: Withdraw, at: Moment) -> Jam:  # noqa: ARG001 - all acts are done alike
    """Take back what was entered."""
    mine = open_entry(jam, act.user)
    if mine is None:
        raise JamError("You have entered nothing in this round.")
    if jam.phase != "collecting":
        raise JamError("The bell has rung: what was entered is being painted.")
    return jam.with_entry(replace(mine, state="withdrawn"))


def clear(jam: Jam, act: Clear, at: Moment) -> Jam:  # noqa: ARG001 - all acts are done alike
    """Let an entry pass that was held, as long as it can still be painted."""
    entry = found(jam, act.entry)
    if entry.state != "held":
        raise JamError(DONE)
    if entry.round != jam.round or jam.phase not in {"collecting", "rendering"}:
        raise JamError("That round is over: they can enter it again in the next one.")
    return jam.with_entry(replace(entry, state="ready"))


def remove(jam: Jam, act: RemoveEntry, at: Moment) -> Jam:
    """Take an entry out: of the vote, and of the track."""
    entry = found(jam, act.entry)
    if entry.state in {"removed", "withdrawn"}:
        raise JamError(DONE)
    return taken_out(jam, entry, at)


def restore(jam: Jam, act: Restore, at: Moment) -> Jam:  # noqa: ARG001 - all acts are done alike
    """Put an entry back that was painted: where its round is on into the vote, and else as far as it can be heard."""
    entry = found(jam, act.entry)
    stands = (one.user == entry.user and one.round == entry.round and one.state in STANDING for one in jam.entries)
    if entry.state != "removed" or entry.clip is None or any(stands):
        raise JamError(DONE)
    return _section_again(jam.with_entry(replace(entry, state="painted")), entry)


def taken_out(jam: Jam, entry: Entry, at: Moment) -> Jam:
    """Remove an entry with its votes; what it was the section of has none then."""
    jam = without_votes_for(jam.with_entry(replace(entry, state="removed")), entry.id)
    lost = [one.number for one in jam.rounds if one.winner == entry.id]
    return _without_sections(jam, lost[0], at) if lost else jam


def painted(jam: Jam, act: Painted, at: Moment) -> Jam:  # noqa: ARG001 - all acts are done alike
    """Note the clip of an entry that is awaited."""
    entry = jam.entry(act.entry)
    if entry is None or entry.state != "ready" or jam.phase != "rendering":
        return jam
    return jam.with_entry(replace(entry, state="painted", clip=act.clip))


def failed(jam: Jam, act: Failed, at: Moment) -> Jam:  # noqa: ARG001 - all acts are done alike
    """Note that no clip comes of an entry that is awaited."""
    entry = jam.entry(act.entry)
    if entry is None or entry.state != "ready" or jam.phase != "rendering":
        return jam
    return jam.with_entry(replace(entry, state="failed"))


def open_entry(jam: Jam, user: str) -> Entry | None:
    """Find what somebody has entered in the round that is on, as long as it isn't painted."""
    return next((one for one in entered(jam, "held", "ready") if one.user == user), None)


def found(jam: Jam, entry_id: str) -> Entry:
    """Find an entry.

    Raises
    ------
    JamError
        If it is not one of this jam.
    """
    entry = jam.entry(entry_id)
    if entry is None:
        raise JamError("There is no such entry in this jam.")
    return entry


def _without_sections(jam: Jam, number: int, at: Moment) -> Jam:
    """Take the section of a round away. What is heard in all layers after it goes with them: they are played anew."""
    is_mixed = jam.rules.mode == "layers"
    lost = [one for one in jam.rounds if one.winner and (one.number == number or (is_mixed and one.number > number))]
    for one in lost:
        jam = _lost(jam.with_round(replace(one, winner=None)), one.winner)
    if jam.phase != "finale" or jam.track is None:
        return jam
    return clock.lasting(replace(jam, track=None), now_s=at.now_s, lasts_s=clock.FINALE_S)


def _section_again(jam: Jam, entry: Entry) -> Jam:
    """Make the entry of a turn its section again while the track grows. What won a vote then stays as it is."""
    is_past = entry.round < jam.round or jam.phase == "reveal"
    if jam.rules.mode != "relay" or jam.phase in {"finale", "archived"} or not is_past:
        return jam
    turn = next(one for one in jam.rounds if one.number == entry.round)
    if turn.winner is not None or len(jam.sections) >= jam.rules.rounds:
        return jam
    player = jam.player(entry.user)
    jam = jam if player is None else jam.with_player(replace(player, wins=player.wins + 1))
    return jam.with_round(replace(turn, winner=entry.id))


def _lost(jam: Jam, entry_id: str | None) -> Jam:
    entry = jam.entry(entry_id or "")
    player = jam.player(entry.user) if entry else None
    return jam if player is None else jam.with_player(replace(player, wins=max(0, player.wins - 1)))


def require_a_turn(jam: Jam, user: str) -> None:
    """See that somebody may enter something just now.

    Raises
    ------
    JamError
        If they may not, or not now.
    """
    if "frozen" in jam.halts:
        raise JamError(FROZEN)
    if "orphaned" in jam.halts:
        raise JamError(ORPHANED)
    if jam.phase != "collecting":
        raise JamError(PHASES.get(jam.phase, RUNG))
    _require_a_seat(jam.player(user))
    if jam.now is not None and jam.now.player not in {None, user}:
        raise JamError(f"It is <@{jam.now.player}>'s turn: yours comes.")
    if sum(one.user == user for one in jam.entries if one.round == jam.round) >= CHANGES_MOST:
        raise JamError("You changed what you entered too often in this round: what stands is kept.")


def _require_a_seat(player: Player | None) -> None:
    if player is None:
        raise not_theirs("You are not in this jam: press Join, then you play from the next round on.")
    if player.seat != "playing":
        raise not_theirs(SEATS[player.seat])
    if player.is_muted:
        raise not_theirs("Moderators muted you in this jam: you can listen.")
