"""The machine itself: a jam and what is done to it give the jam as it is then."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random
from typing import Any, Final

from bot.jams.machine import acts, deadlines, entries, halts, hosting, lobby, offers, votes
from bot.jams.machine.acts import JAMGRAM, Act, Lead, Noted, RemoveEntry, Restore, Revive
from bot.jams.machine.clock import Moment
from bot.jams.machine.errors import JamError
from bot.jams.machine.happenings import Silenced
from bot.records.jam import Jam

DOES: Final[Mapping[type[Any], Callable[[Jam, Any, Moment], Jam]]] = {
    acts.Join: lobby.join,
    acts.Listen: lobby.listen,
    acts.Leave: lobby.leave,
    acts.Enter: entries.enter,
    acts.Withdraw: entries.withdraw,
    acts.CastVote: votes.cast_vote,
    acts.TakeSeat: offers.take_seat,
    acts.Revive: halts.revive,
    acts.Start: lobby.start,
    acts.Next: hosting.next_phase,
    acts.Skip: hosting.skip,
    acts.Pause: halts.pause,
    acts.Resume: halts.resume,
    acts.Kick: hosting.kick,
    acts.HandOver: hosting.hand_over,
    acts.Extend: hosting.extend,
    acts.Draft: hosting.draft,
    acts.Settle: lobby.settle,
    acts.End: hosting.end,
    acts.Stop: hosting.stop,
    acts.Freeze: halts.freeze,
    acts.Thaw: halts.thaw,
    acts.RemoveEntry: entries.remove,
    acts.Restore: entries.restore,
    acts.Mute: hosting.mute,
    acts.Unmute: hosting.unmute,
    acts.Clear: entries.clear,
    acts.Open: lobby.open_lobby,
    acts.Reschedule: lobby.reschedule,
    acts.Noted: lobby.note,
    acts.Painted: entries.painted,
    acts.Failed: entries.failed,
    Silenced: votes.silence,
    acts.Revealed: deadlines.revealed,
    acts.Mastered: deadlines.mastered,
    acts.Unmastered: deadlines.unmastered,
    acts.Closed: deadlines.closed,
    acts.Tick: deadlines.tick,
    acts.Grace: deadlines.grace,
}


def applied(jam: Jam, act: Act, *, now_s: float, chance: Random) -> Jam:
    """Do something to a jam. The same jam comes back where there is nothing to do.

    Raises
    ------
    JamError
        If they may not, or not now, with a sentence that says what to do.
    """
    at, actor = Moment(now_s, chance), actor_of(act)
    if jam.phase == "archived" and not isinstance(act, RemoveEntry | Restore | Noted):
        return _over(jam, actor)
    if isinstance(act, Lead) and not isinstance(act, Revive) and actor != JAMGRAM:
        hosting.require_authority(jam, act)
    after = deadlines.settled(offers.heard_of_host(DOES[type(act)](jam, act, at), actor), at)
    return after if after is jam else _with_seen(after, actor, now_s=now_s)


def _with_seen(jam: Jam, actor: str, *, now_s: float) -> Jam:
    player = jam.player(actor)
    return jam if player is None else jam.with_player(replace(player, seen_s=max(now_s, player.seen_s)))


def _over(jam: Jam, actor: str) -> Jam:
    if actor == JAMGRAM:
        return jam
    raise JamError("This jam is over: look out for the next one, or begin one with /jam start.")


def actor_of(act: Act) -> str:
    """Name who does it."""
    return act.by if isinstance(act, Lead) else getattr(act, "user", JAMGRAM)
