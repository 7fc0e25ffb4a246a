"""Who sits where, and whose turn is next."""

from dataclasses import replace
from typing import Final

from bot.records.jam import Jam, Player

MISSED_MOST: Final = 2
"""Who misses so many turns in a row is benched."""

RECENT_S: Final = 300.0
"""Who did something so long ago is there."""


def able(jam: Jam) -> tuple[Player, ...]:
    """Name those who play and may enter something."""
    return tuple(one for one in jam.players if one.seat == "playing" and not one.is_muted)


def is_player(player: Player | None) -> bool:
    """Tell whether somebody plays in a jam, waits for that, or sits on the bench."""
    return player is not None and player.seat in {"playing", "waiting", "benched"}


def is_in(player: Player | None) -> bool:
    """Tell whether somebody is in a jam: plays in it, or listens."""
    return player is not None and (is_player(player) or player.seat == "listening")


def next_player(jam: Jam) -> Player | None:
    """Name whose turn is next in a relay: who had theirs the longest ago, at first as it was drawn."""
    turns = {one.player: one.number for one in jam.rounds if one.player is not None}
    return min(able(jam), key=lambda one: (turns.get(one.user, 0), one.order, one.joined_s, one.user), default=None)


def let_in(jam: Jam) -> Jam:
    """Give free seats to those who wait, the longest first."""
    playing = [one for one in jam.players if one.seat == "playing"]
    waiting = sorted((one for one in jam.players if one.seat == "waiting"), key=lambda one: one.joined_s)
    last = max((one.order for one in jam.players), default=0)
    for place, one in enumerate(waiting[: max(0, jam.rules.players_most - len(playing))], start=1):
        jam = jam.with_player(replace(one, seat="playing", order=one.order or last + place))
    return jam


def missed(jam: Jam, user: str) -> Jam:
    """Count a turn that somebody missed; the second in a row benches them."""
    player = jam.player(user)
    if player is None or player.seat != "playing":
        return jam
    turns = player.missed + 1
    return jam.with_player(replace(player, missed=turns, seat="benched" if turns >= MISSED_MOST else "playing"))


def heir(jam: Jam, *, now_s: float) -> Player | None:
    """Name who leads after the host: who is there the longest, of those who did something lately if any did."""
    others = [one for one in jam.players if is_player(one) and not one.is_muted and one.user != jam.host]
    return min(
        others, key=lambda one: (now_s - one.seen_s > RECENT_S, one.seat == "benched", one.joined_s), default=None
    )
