"""Rounds: one begins, its bell rings, what was entered is painted and voted for, and it is shown."""

from dataclasses import replace
from typing import Final, get_args

from bot.jams.machine import clock
from bot.jams.machine.acts import JAMGRAM
from bot.jams.machine.clock import Moment
from bot.jams.machine.turns import able, let_in, missed, next_player
from bot.jams.machine.votes import choices, winner, with_what_counted
from bot.records.jam import Entry, Jam, Round
from core.sections import LayerPart

PARTS: Final[tuple[LayerPart, ...]] = get_args(LayerPart)
ROUNDS_MOST: Final = 64
"""However many rounds nothing comes of, there are no more than this."""

PLAYED: Final = frozenset({"held", "ready", "painted", "failed"})


def begin_round(jam: Jam, at: Moment) -> Jam:
    """Begin the next round, or the finale if this was the last one or nobody plays any more."""
    jam = let_in(ended(jam, at))
    if _is_enough(jam) or not able(jam):
        return finish(jam, at)
    player = next_player(jam) if jam.rules.mode == "relay" else None
    begun = Round(jam.round + 1, at.now_s, player=player.user if player else None, part=part_of(jam))
    jam = replace(jam, round=begun.number).with_round(begun)
    return clock.phased(jam, "collecting", now_s=at.now_s, lasts_s=jam.rules.turn_s)


def part_of(jam: Jam) -> LayerPart | None:
    """Name the part that is added next: the first that no layer plays yet."""
    done = {one.part for one in jam.rounds if one.winner is not None}
    return next((one for one in PARTS if one not in done), None) if jam.rules.mode == "layers" else None


def ring(jam: Jam, at: Moment, *, counts_missed: bool) -> Jam:
    """Ring the bell: what was entered is painted; a round in which nothing was is over."""
    for user in missing(jam) if counts_missed else ():
        jam = missed(jam, user)
    ready = entered(jam, "ready")
    for entry in ready:
        jam = _heard(jam, entry)
    return clock.phased(jam, "rendering", now_s=at.now_s, lasts_s=clock.RENDERING_S) if ready else begin_round(jam, at)


def end_rendering(jam: Jam, at: Moment) -> Jam:
    """Go on with what is painted: what isn't comes too late."""
    for entry in entered(jam, "ready"):
        jam = jam.with_entry(replace(entry, state="failed"))
    if len(choices(jam)) > 1:
        lasts_s = max(jam.rules.vote_s, len(choices(jam)) * jam.rules.length_s + clock.LISTENING_S)
        return clock.phased(jam, "voting", now_s=at.now_s, lasts_s=lasts_s)
    return decide(jam, at)


def decide(jam: Jam, at: Moment) -> Jam:
    """Make the best entry the section of this round; without any the round is over."""
    best = winner(jam)
    if best is None:
        return begin_round(jam, at)
    assert jam.now is not None
    jam = _won(with_what_counted(jam).with_round(replace(jam.now, winner=best.id)), best)
    return clock.phased(jam, "reveal", now_s=at.now_s, lasts_s=clock.SHOWING_S)


def ended(jam: Jam, at: Moment) -> Jam:
    """Note that the round that is on is over: what isn't painted by now never is."""
    for entry in entered(jam, "ready"):
        jam = jam.with_entry(replace(entry, state="failed"))
    now = jam.now
    return jam if now is None or now.ended_s is not None else jam.with_round(replace(now, ended_s=at.now_s))


def finish(jam: Jam, at: Moment, *, by: str = JAMGRAM) -> Jam:
    """Begin the finale; a jam without any section is over."""
    jam = ended(jam, at)
    if not jam.sections:
        return clock.archived(jam, now_s=at.now_s, by=by)
    return clock.phased(replace(jam, offer=None, ended_by=by), "finale", now_s=at.now_s, lasts_s=clock.FINALE_S)


def entered(jam: Jam, *states: str) -> tuple[Entry, ...]:
    """Name the entries of the round that is on, in these states."""
    return tuple(one for one in jam.entries if one.round == jam.round and one.state in states)


def is_complete(jam: Jam) -> bool:
    """Tell whether nobody is left whom the bell would have to wait for."""
    ready = {one.user for one in entered(jam, "ready")}
    return all(one in ready for one in _awaited(jam))


def missing(jam: Jam) -> list[str]:
    """Name those whose turn it is and who entered nothing."""
    there = {one.user for one in entered(jam, "held", "ready")}
    return [one for one in _awaited(jam) if one not in there]


def _awaited(jam: Jam) -> list[str]:
    playing = [one.user for one in able(jam)]
    if jam.rules.mode != "relay":
        return playing
    return [one for one in playing if jam.now is not None and one == jam.now.player]


def _heard(jam: Jam, entry: Entry) -> Jam:
    player = jam.player(entry.user)
    return jam if player is None else jam.with_player(replace(player, missed=0))


def _won(jam: Jam, entry: Entry) -> Jam:
    player = jam.player(entry.user)
    if player is None:
        return jam
    return jam.with_player(replace(player, wins=player.wins + 1, heard_round=entry.round))


def _is_enough(jam: Jam) -> bool:
    won = sum(one.winner is not None for one in jam.rounds)
    wanted = min(jam.rules.rounds, len(PARTS)) if jam.rules.mode == "layers" else jam.rules.rounds
    return won >= wanted or jam.round >= ROUNDS_MOST or _is_asleep(jam)


def _is_asleep(jam: Jam) -> bool:
    """Tell whether nobody entered anything in two rounds of all."""
    played = {one.round for one in jam.entries if one.state in PLAYED}
    last = jam.rounds[-2:]
    return jam.rules.mode != "relay" and len(last) > 1 and not any(one.number in played for one in last)
