"""A host who is away: their seat is offered to one player, then to all; if nobody takes it, the jam waits."""

from dataclasses import replace
from typing import Final

from bot.jams.machine import clock
from bot.jams.machine.acts import TakeSeat
from bot.jams.machine.clock import Moment
from bot.jams.machine.errors import JamError, not_theirs
from bot.jams.machine.turns import heir, is_player
from bot.records.jam import Jam, Offer

SILENT_S: Final = 300.0
ALONE_S: Final = 60.0
OFFERED_S: Final = 300.0
LED: Final = frozenset({"lobby", "collecting", "rendering", "voting", "reveal"})


def take_seat(jam: Jam, act: TakeSeat, at: Moment) -> Jam:
    """Lead it from now on; a jam that waited for that goes on."""
    offer = jam.offer
    if offer is None or "frozen" in jam.halts:
        raise JamError("Its host is there: their seat is not to be had.")
    player = jam.player(act.user)
    if player is None or not is_player(player) or player.is_muted or act.user == jam.host:
        raise not_theirs("Only another player of this jam takes the seat of its host.")
    if act.user != offer.to and at.now_s < offer.alone_until_s:
        raise not_theirs(f"<@{offer.to}> is asked first: you can take it <t:{offer.alone_until_s:.0f}:R>.")
    jam = replace(jam.with_player(replace(player, seen_s=at.now_s)), host=act.user, offer=None, running_s=at.now_s)
    return clock.going(jam, "paused", now_s=at.now_s)


def look_after(jam: Jam, at: Moment) -> Jam:
    """Offer the seat of a host who is away, take that back when they are there again, or stop the clock."""
    if jam.phase not in LED:
        return jam
    if jam.offer is not None:
        return _waited(jam, jam.offer, at)
    if jam.halts or not _is_away(jam, at):
        return jam
    other = heir(jam, now_s=at.now_s)
    if other is None:
        return jam
    return replace(jam, offer=Offer(other.user, at.now_s + ALONE_S, at.now_s + OFFERED_S))


def heard_of_host(jam: Jam, actor: str | None) -> Jam:
    """Take the offer back, as the host did something; not one who may not lead it."""
    return jam if jam.offer is None or actor != jam.host or _is_muted(jam) else replace(jam, offer=None)


def _is_muted(jam: Jam) -> bool:
    host = jam.player(jam.host)
    return host is not None and host.is_muted


def _is_away(jam: Jam, at: Moment) -> bool:
    """Tell whether nobody leads it: a host who is muted doesn't, as long as nobody was there to follow."""
    host = jam.player(jam.host)
    if _is_muted(jam):
        return True
    seen_s = max(jam.running_s, host.seen_s if host is not None else 0.0)
    return at.now_s - seen_s >= SILENT_S


def _waited(jam: Jam, offer: Offer, at: Moment) -> Jam:
    host = jam.player(jam.host)
    if host is not None and not host.is_muted and host.seen_s > offer.until_s - OFFERED_S:
        return replace(jam, offer=None)
    return clock.halted(jam, "paused", now_s=at.now_s) if at.now_s >= offer.until_s and not jam.halts else jam
