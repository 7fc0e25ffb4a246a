"""What happens to a jam by itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Open:
    """The lobby of a scheduled one opens, if it did not yet."""


@dataclass(frozen=True, slots=True)
class Reschedule:
    """A scheduled one begins at another time."""

    opens_s: float


@dataclass(frozen=True, slots=True)
class Noted:
    """Where it is shown: its thread, or Discord's scheduled event. What is None stays as it is."""

    thread: str | None = None
    event: str | None = None


@dataclass(frozen=True, slots=True)
class Painted:
    """The clip of an entry is there."""

    entry: str
    clip: str


@dataclass(frozen=True, slots=True)
class Failed:
    """No clip comes of an entry."""

    entry: str


@dataclass(frozen=True, slots=True)
class Revealed:
    """What came of a round is shown: from now on there is time to listen."""

    round: int


@dataclass(frozen=True, slots=True)
class Mastered:
    """The track is there; there is time to show it. It is none if one of its entries was taken out meanwhile."""

    clip: str
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unmastered:
    """No track comes of the sections."""


@dataclass(frozen=True, slots=True)
class Closed:
    """The finale is shown: it is over."""


@dataclass(frozen=True, slots=True)
class Tick:
    """Time passes: what is due happens, one thing at a time."""


@dataclass(frozen=True, slots=True)
class Grace:
    """Nobody looked since then: what was due meanwhile is due in a minute."""

    since_s: float


@dataclass(frozen=True, slots=True)
class Silenced:
    """Who was blocked has no vote in what is voted on."""

    voter: str


Happen = (
    Open | Reschedule | Noted | Painted | Failed | Revealed | Mastered | Unmastered | Closed | Tick | Grace | Silenced
)
"""What happens by itself. It is refused nowhere: where it makes no sense, nothing changes."""
