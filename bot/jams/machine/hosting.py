"""What a host does, and moderators in their place."""

from dataclasses import replace
from typing import Final

from bot.jams.machine import clock
from bot.jams.machine.acts import (
    JAMGRAM,
    Draft,
    End,
    Extend,
    HandOver,
    Kick,
    Lead,
    Mute,
    Next,
    Oversee,
    Skip,
    Start,
    Stop,
    Unmute,
)
from bot.jams.machine.clock import Moment
from bot.jams.machine.entries import taken_out
from bot.jams.machine.errors import DONE, FROZEN, JamError, not_theirs
from bot.jams.machine.halts import require_running
from bot.jams.machine.lobby import gone, start
from bot.jams.machine.rounds import begin_round, decide, end_rendering, entered, finish, missing, ring
from bot.jams.machine.turns import heir, is_in, is_player, missed
from bot.jams.machine.votes import choices
from bot.records.jam import Jam, Player

MINUTES: Final = (1, 60)
ABSENT: Final = "They are not in this jam."


def next_phase(jam: Jam, act: Next, at: Moment) -> Jam:
    """End the phase that was seen."""
    _require_seen(jam, act)
    match jam.phase:
        case "scheduled" | "lobby":
            return start(jam, Start(act.by), at)
        case "collecting":
            return ring(jam, at, counts_missed=jam.rules.mode == "relay")
        case "rendering":
            return _with_what_is_painted(jam, at)
        case "voting":
            return decide(jam, at)
        case "reveal":
            return begin_round(jam, at)
    raise JamError("The finale is being made: it is shown as soon as it is there.")


def skip(jam: Jam, act: Skip, at: Moment) -> Jam:
    """End the turn or the round that was seen, without a section."""
    _require_seen(jam, act)
    if jam.phase == "reveal":
        raise JamError("This round has its section already: press Next to go on.")
    if jam.phase not in {"collecting", "rendering", "voting"}:
        raise JamError("There is no turn to skip now.")
    for user in missing(jam) if jam.phase == "collecting" and jam.rules.mode == "relay" else ():
        jam = missed(jam, user)
    return begin_round(jam, at)


def extend(jam: Jam, act: Extend, at: Moment) -> Jam:
    """Let the phase last longer."""
    least, most = MINUTES
    if not least <= act.minutes <= most:
        raise JamError(f"A phase can be prolonged by {least} to {most} minutes.")
    if jam.phase not in {"lobby", "collecting", "voting", "reveal"}:
        raise JamError("There is nothing to prolong now: wait for the next phase.")
    left_s = clock.left_of(jam, now_s=at.now_s)
    if left_s + act.minutes * 60 > clock.LONGEST_S:
        raise JamError("No phase lasts longer than two hours from now: choose fewer minutes.")
    return clock.lasting(jam, now_s=at.now_s, lasts_s=left_s + act.minutes * 60)


def draft(jam: Jam, act: Draft, at: Moment) -> Jam:  # noqa: ARG001 - all acts are done alike
    """Paint the round that was seen in fewer steps."""
    now = jam.now
    if now is None or act.round != jam.round or now.is_draft or jam.phase not in {"collecting", "rendering"}:
        raise JamError(DONE)
    return jam.with_round(replace(now, is_draft=True))


def kick(jam: Jam, act: Kick, at: Moment) -> Jam:
    """Send somebody out, with what they entered in this round."""
    if act.user == jam.host and not act.as_moderator:
        raise JamError("You lead this jam: hand it over, or leave it.")
    _require_there(jam, act.user)
    if jam.phase in {"collecting", "rendering", "voting"}:
        for entry in entered(jam, "held", "ready", "painted"):
            jam = taken_out(jam, entry, at) if entry.user == act.user else jam
    jam = gone(jam, act.user, at)
    player = jam.player(act.user)
    assert player is not None
    return jam.with_player(replace(player, seat="kicked"))


def hand_over(jam: Jam, act: HandOver, at: Moment) -> Jam:
    """Let another player lead it."""
    if act.to == jam.host:
        raise JamError(DONE)
    player = _require_there(jam, act.to)
    if not is_player(player):
        raise JamError("They only listen in this jam: hand it over to somebody who plays.")
    if player.is_muted:
        raise JamError("Moderators muted them in this jam: hand it over to somebody else.")
    return replace(jam.with_player(replace(player, seen_s=at.now_s)), host=act.to, offer=None, running_s=at.now_s)


def end(jam: Jam, act: End, at: Moment) -> Jam:
    """Come to the finale, if there is anything to be heard in it."""
    if jam.phase == "finale":
        raise JamError(DONE)
    if "frozen" in jam.halts:
        raise JamError(f"{FROZEN} Moderators can stop it for good.")
    jam = replace(jam, halts=frozenset(), left_s=None, halted_s=None)
    return finish(jam, at, by=act.by)


def stop(jam: Jam, act: Stop, at: Moment) -> Jam:
    """Be over at once, by whoever did that, however it came to its finale."""
    known = jam if act.by == JAMGRAM else replace(jam, ended_by=None)
    return clock.archived(known, now_s=at.now_s, by=act.by)


def mute(jam: Jam, act: Mute, at: Moment) -> Jam:
    """Let somebody enter and vote no more, nor lead it."""
    jam = _muted(jam, act.user, is_muted=True)
    return _led_by_another(jam, at) if act.user == jam.host else jam


def unmute(jam: Jam, act: Unmute, at: Moment) -> Jam:  # noqa: ARG001 - all acts are done alike
    """Let somebody enter and vote again."""
    return _muted(jam, act.user, is_muted=False)


def require_authority(jam: Jam, act: Lead) -> None:
    """Refuse who neither leads it nor moderates the server, and a host whose jam moderators stopped."""
    if isinstance(act, Oversee) and not act.as_moderator:
        raise not_theirs("Only moderators do that.")
    if not act.as_moderator:
        require_host(jam, act.by)
    if not act.as_moderator and "frozen" in jam.halts:
        raise JamError(FROZEN)


def require_host(jam: Jam, user: str) -> None:
    """Refuse who does not lead it.

    Raises
    ------
    JamError
        If somebody else does.
    """
    if user != jam.host:
        raise not_theirs(f"Only its host <@{jam.host}> and moderators do that.")
    if (host := jam.player(user)) is not None and host.is_muted:
        raise not_theirs("Moderators muted you in this jam: somebody else leads it until they let you play again.")


def _require_seen(jam: Jam, act: Next | Skip) -> None:
    if (act.round, act.phase) != (jam.round, jam.phase):
        raise JamError(DONE)
    require_running(jam)


def _require_there(jam: Jam, user: str) -> Player:
    player = jam.player(user)
    if player is None or not is_in(player):
        raise JamError(ABSENT)
    return player


def _with_what_is_painted(jam: Jam, at: Moment) -> Jam:
    if not choices(jam):
        raise JamError("Nothing is painted yet: wait for it, or skip the round.")
    return end_rendering(jam, at)


def _led_by_another(jam: Jam, at: Moment) -> Jam:
    """Give the seat of a muted host to another; where nobody is, what is played waits for who brings it back."""
    other = heir(jam, now_s=at.now_s)
    if other is not None:
        return replace(jam, host=other.user, offer=None, running_s=at.now_s)
    is_played = jam.phase in {"collecting", "rendering", "voting", "reveal"}
    return clock.halted(replace(jam, offer=None), "orphaned", now_s=at.now_s) if is_played else jam


def _muted(jam: Jam, user: str, *, is_muted: bool) -> Jam:
    player = jam.player(user)
    if player is None:
        raise JamError(ABSENT)
    if player.is_muted == is_muted:
        raise JamError(DONE)
    return jam.with_player(replace(player, is_muted=is_muted))
