"""What stops the clock of a jam, and what lets it go on: the host, moderators, or that nobody leads it."""

from dataclasses import replace

from bot.jams.machine import clock
from bot.jams.machine.acts import Freeze, Pause, Resume, Revive, Thaw
from bot.jams.machine.clock import Moment
from bot.jams.machine.errors import DONE, FROZEN, JamError, not_theirs
from bot.jams.machine.turns import is_player
from bot.records.jam import Jam, Player


def pause(jam: Jam, act: Pause, at: Moment) -> Jam:  # noqa: ARG001 - all acts are done alike
    """Stop the clock."""
    if "paused" in jam.halts:
        raise JamError(DONE)
    if jam.phase in {"scheduled", "finale"}:
        raise JamError("There is nothing to pause now: its clock matters from the lobby to the last round.")
    return clock.halted(jam, "paused", now_s=at.now_s)


def resume(jam: Jam, act: Resume, at: Moment) -> Jam:
    """Go on."""
    if "frozen" in jam.halts and not act.as_moderator:
        raise JamError(FROZEN)
    if not jam.halts & {"paused", "orphaned"}:
        raise JamError(DONE)
    return clock.going(jam, "paused", "orphaned", now_s=at.now_s)


def freeze(jam: Jam, act: Freeze, at: Moment) -> Jam:  # noqa: ARG001 - all acts are done alike
    """Stop it, whatever its host wants."""
    if "frozen" in jam.halts:
        raise JamError(DONE)
    return clock.halted(jam, "frozen", now_s=at.now_s)


def thaw(jam: Jam, act: Thaw, at: Moment) -> Jam:  # noqa: ARG001 - all acts are done alike
    """Let it go on."""
    if "frozen" not in jam.halts:
        raise JamError(DONE)
    return clock.going(jam, "frozen", now_s=at.now_s)


def revive(jam: Jam, act: Revive, at: Moment) -> Jam:
    """Go on with a jam that nobody led. Who brings it back leads it."""
    _require_abandoned(jam)
    player = jam.player(act.by)
    if (player is None or player.seat == "kicked" or player.is_muted) and not act.as_moderator:
        raise not_theirs("Only who was in this jam brings it back: ask one of them.")
    seated = player if player is not None and is_player(player) else _back(jam, player, act.by, at)
    jam = replace(jam.with_player(replace(seated, missed=0, seen_s=at.now_s)), host=act.by, offer=None)
    return clock.going(jam, "paused", "orphaned", now_s=at.now_s)


def require_running(jam: Jam) -> None:
    """Refuse to go on with what is on while the clock stands."""
    if jam.halts:
        raise JamError(FROZEN if "frozen" in jam.halts else "This jam is paused: resume it first.")


def wait_longer(jam: Jam, at: Moment) -> Jam:
    """Give up waiting for a host who paused it, and in the end for anybody."""
    since_s = at.now_s - (jam.halted_s if jam.halted_s is not None else at.now_s)
    if "paused" in jam.halts and since_s >= clock.ORPHANED_AFTER_S:
        return replace(jam, halts=jam.halts - {"paused"} | {"orphaned"}, halted_s=at.now_s, offer=None)
    if "paused" not in jam.halts and since_s >= clock.REVIVABLE_S:
        return clock.archived(jam, now_s=at.now_s)
    return jam


def _require_abandoned(jam: Jam) -> None:
    if "frozen" in jam.halts:
        raise JamError(FROZEN)
    if "orphaned" not in jam.halts:
        raise JamError("Somebody leads this jam: there is nothing to bring back.")


def _back(jam: Jam, player: Player | None, user: str, at: Moment) -> Player:
    free = sum(one.seat == "playing" for one in jam.players) < jam.rules.players_most
    came = player or Player(user, at.now_s, order=max((one.order for one in jam.players), default=0) + 1)
    return replace(came, seat="playing" if free else "waiting", joined_s=at.now_s)
