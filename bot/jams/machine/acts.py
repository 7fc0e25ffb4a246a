"""What can happen to a jam: what players do, its host, and moderators."""

from dataclasses import dataclass, field
from typing import Final

from bot.jams.machine.happenings import (
    Closed,
    Failed,
    Grace,
    Happen,
    Mastered,
    Noted,
    Open,
    Painted,
    Reschedule,
    Revealed,
    Tick,
    Unmastered,
)
from bot.records.jam import JamRules, Phase

__all__ = [
    "JAMGRAM", "Act", "CastVote", "Clear", "Closed", "Draft", "End", "Enter", "Extend", "Failed", "Freeze", "Grace",
    "HandOver", "Happen", "Join", "Kick", "Lead", "Leave", "Listen", "Mastered", "Mute", "Next", "Noted", "Open",
    "Oversee", "Painted", "Pause", "Play", "RemoveEntry", "Reschedule", "Restore", "Resume", "Revealed", "Revive",
    "Settle", "Skip", "Start", "Stop", "TakeSeat", "Thaw", "Tick", "Unmastered", "Unmute", "Withdraw",
]  # fmt: skip

JAMGRAM: Final = "jamgram"
"""Who does what happens by itself."""


@dataclass(frozen=True, slots=True)
class Lead:
    """What the host may do, and moderators."""

    by: str
    as_moderator: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Oversee(Lead):
    """What moderators may do, and no host."""


@dataclass(frozen=True, slots=True)
class Join:
    """Somebody comes in, or back: to a seat that is free, or to the waiting list."""

    user: str


@dataclass(frozen=True, slots=True)
class Listen:
    """Somebody is there without playing, or plays no more: before the bell without what they entered."""

    user: str


@dataclass(frozen=True, slots=True)
class Leave:
    """Somebody goes. What they entered before the bell stays; a host's seat goes to whoever is there the longest."""

    user: str


@dataclass(frozen=True, slots=True)
class Enter:
    """Somebody enters words for this round, in place of what they entered before."""

    user: str
    prompt: str
    is_held: bool = False
    """Moderators look at it first."""


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Somebody takes back what they entered, before the bell."""

    user: str


@dataclass(frozen=True, slots=True)
class CastVote:
    """Somebody votes, or votes for another."""

    user: str
    entry: str


@dataclass(frozen=True, slots=True)
class TakeSeat:
    """Somebody takes the seat of a host who is away."""

    user: str


@dataclass(frozen=True, slots=True)
class Revive(Lead):
    """Somebody goes on with a jam that nobody led, and leads it from now on."""


@dataclass(frozen=True, slots=True)
class Start(Lead):
    """The lobby is over."""


@dataclass(frozen=True, slots=True)
class Next(Lead):
    """End the phase. `round` and `phase` are those that were seen: a second press does nothing to the next."""

    round: int
    phase: Phase


@dataclass(frozen=True, slots=True)
class Skip(Lead):
    """End the turn or round: no section comes of it."""

    round: int
    phase: Phase


@dataclass(frozen=True, slots=True)
class Pause(Lead):
    """The clock stops."""


@dataclass(frozen=True, slots=True)
class Resume(Lead):
    """The clock goes on with what was left."""


@dataclass(frozen=True, slots=True)
class Kick(Lead):
    """Somebody has to go, and stays out."""

    user: str


@dataclass(frozen=True, slots=True)
class HandOver(Lead):
    """Another player leads it from now on."""

    to: str


@dataclass(frozen=True, slots=True)
class Extend(Lead):
    """Let the phase last longer."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Draft(Lead):
    """Paint the round in fewer steps."""

    round: int


@dataclass(frozen=True, slots=True)
class Settle(Lead):
    """Other rules, while nothing is played yet."""

    rules: JamRules


@dataclass(frozen=True, slots=True)
class End(Lead):
    """It is over: with its finale, if there is any section, or without."""


@dataclass(frozen=True, slots=True)
class Stop(Oversee):
    """It is over at once, without a finale: by moderators, or by itself where its thread is gone."""


@dataclass(frozen=True, slots=True)
class Freeze(Oversee):
    """Moderators stop it."""


@dataclass(frozen=True, slots=True)
class Thaw(Oversee):
    """Moderators let it go on."""


@dataclass(frozen=True, slots=True)
class RemoveEntry(Oversee):
    """Moderators take an entry out, whatever became of it."""

    entry: str


@dataclass(frozen=True, slots=True)
class Restore(Oversee):
    """Moderators put a painted entry back that was taken out."""

    entry: str


@dataclass(frozen=True, slots=True)
class Mute(Oversee):
    """Moderators let somebody enter and vote no more."""

    user: str


@dataclass(frozen=True, slots=True)
class Unmute(Oversee):
    """Moderators let somebody enter and vote again."""

    user: str


@dataclass(frozen=True, slots=True)
class Clear(Oversee):
    """Moderators let a held entry pass."""

    entry: str


Play = Join | Listen | Leave | Enter | Withdraw | CastVote | TakeSeat
Act = Play | Lead | Happen
