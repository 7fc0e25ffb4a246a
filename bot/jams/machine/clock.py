"""The clock of a jam: a phase lasts until its deadline, and a halt keeps what was left of it."""

from dataclasses import dataclass, replace
from random import Random
from typing import Final

from bot.jams.machine.acts import JAMGRAM
from bot.records.jam import Halt, Jam, Phase

LOBBY_S: Final = 600.0
LAST_CALL_S: Final = 300.0
"""A lobby to which too few came is kept open so long once more."""

RENDERING_S: Final = 900.0
SHOWING_S: Final = 120.0
"""How long a section may take to be shown, until it goes on without."""

LISTENING_S: Final = 15.0
"""There is so much time beyond the length of what is heard."""

FINALE_S: Final = 900.0
GRACE_S: Final = 60.0
ORPHANED_AFTER_S: Final = 24 * 3600.0
REVIVABLE_S: Final = 30 * 24 * 3600.0
LONGEST_S: Final = 2 * 3600.0
"""No phase is prolonged to end later from now."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When something is done, and by which chance."""

    now_s: float
    chance: Random


def runs(jam: Jam) -> bool:
    """Tell whether the clock runs."""
    return not jam.halts and jam.phase != "archived"


def phased(jam: Jam, phase: Phase, *, now_s: float, lasts_s: float) -> Jam:
    """Begin a phase."""
    return lasting(replace(jam, phase=phase, phase_s=now_s), now_s=now_s, lasts_s=lasts_s)


def lasting(jam: Jam, *, now_s: float, lasts_s: float) -> Jam:
    """Let the phase be over in so long, from when the clock runs."""
    if jam.halts:
        return replace(jam, deadline_s=None, left_s=lasts_s)
    return replace(jam, deadline_s=now_s + lasts_s, left_s=None)


def left_of(jam: Jam, *, now_s: float) -> float:
    """Say how much of the phase is left."""
    return max(0.0, jam.deadline_s - now_s) if jam.deadline_s is not None else jam.left_s or 0.0


def halted(jam: Jam, halt: Halt, *, now_s: float) -> Jam:
    """Stop the clock, for one reason more if it stands."""
    if halt in jam.halts:
        return jam
    if jam.halts:
        return replace(jam, halts=jam.halts | {halt})
    left_s = left_of(jam, now_s=now_s)
    return replace(jam, halts=frozenset({halt}), left_s=left_s, deadline_s=None, halted_s=now_s)


def going(jam: Jam, *halts: Halt, now_s: float) -> Jam:
    """Take reasons away for which the clock stands. Where none is left it runs, and the host has time to be heard of.

    A plan is announced for a time of day: that holds, however long it stood.
    """
    kept = jam.halts - set(halts)
    if kept == jam.halts:
        return jam
    if kept:
        return replace(jam, halts=kept)
    over_s = jam.opens_s if jam.phase == "scheduled" else now_s + (jam.left_s or 0.0)
    return replace(jam, halts=kept, left_s=None, halted_s=None, deadline_s=over_s, running_s=now_s, offer=None)


def archived(jam: Jam, *, now_s: float, by: str = JAMGRAM) -> Jam:
    """End it. The halts that it had stay: they say why."""
    over = replace(jam, phase="archived", phase_s=now_s, deadline_s=None, left_s=None, offer=None)
    return replace(over, ended_s=now_s, ended_by=jam.ended_by or by)
