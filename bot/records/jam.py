"""A jam session as it is kept: who plays, what is on, what was entered, and how it stands. Plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from core.sections import LayerPart, Scale, Tonic

Mode = Literal["relay", "battle", "layers"]
"""`relay`: one after another goes on from the section before. `battle`: all enter, the best one is voted for.

`layers`: a battle for each part of one loop: drums, bass, chords, lead."""

Phase = Literal["scheduled", "lobby", "collecting", "rendering", "voting", "reveal", "finale", "archived"]

Halt = Literal["paused", "frozen", "orphaned"]
"""Why the clock of a jam stands: its host stopped it, moderators did, or nobody leads it any more."""

Seat = Literal["playing", "waiting", "benched", "listening", "left", "kicked"]
"""`waiting`: plays as soon as there is room or a new round. `benched`: missed two turns, until they come back.

`listening`: hears and votes only."""

EntryState = Literal["held", "ready", "painted", "failed", "removed", "withdrawn"]
"""`held`: moderators look at it first. `ready`: it is painted when the bell rings."""

PLAYERS_LEAST: Final = 2
PLAYERS_MOST: Final = 16
NAME_MAX: Final = 60
THEME_MAX: Final = 300

BOARD: Final = "board"
VIDEO: Final = "video"
BEGUN: Final = "begin"
"""The first thing that happened in a jam; who did it wrote its name and theme."""

FINALE: Final = "finale"
GALLERY: Final = "gallery"
CLOSED: Final = "closed"
"""Noted once the end is shown and the thread put away: then nothing is left to do."""


@dataclass(frozen=True, slots=True)
class JamRules:
    """What was agreed on before it began."""

    mode: Mode
    rounds: int
    turn_s: int = 90
    """For how long entries are taken."""
    vote_s: int = 60
    length_s: Literal[5, 10] = 5
    """Of a section."""
    bpm: int = 96
    tonic: Tonic = "A"
    scale: Scale = "minor"
    players_most: int = PLAYERS_MOST
    pre_moderated: bool = False
    """Moderators see every entry first."""
    is_private: bool = False
    """Its thread is for those who were invited."""
    is_weekly: bool = False
    """When its lobby opens, another one is planned for a week later."""


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody in a jam, in any seat. `seen_s` is when they last did something in it."""

    user: str
    joined_s: float
    seat: Seat = "playing"
    order: int = 0
    """Drawn when it begins: who is first of those whose turn was as long ago."""
    heard_round: int = 0
    """The last round in which they were heard; 0 if none."""
    missed: int = 0
    """Turns in a row."""
    wins: int = 0
    is_muted: bool = False
    seen_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Round:
    """A round: in a relay one player's turn, in layers one part."""

    number: int
    begun_s: float
    player: str | None = None
    part: LayerPart | None = None
    winner: str | None = None
    """The entry that became the section of this round."""
    is_draft: bool = False
    """It is painted in fewer steps, as it would have taken too long."""
    ended_s: float | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody entered in a round. Its id names the card, too, on which it is painted."""

    id: str
    round: int
    user: str
    prompt: str
    state: EntryState
    at_s: float
    clip: str | None = None


@dataclass(frozen=True, slots=True)
class Vote:
    """Whom somebody voted for; one a round and voter, the last one counts."""

    round: int
    voter: str
    entry: str


@dataclass(frozen=True, slots=True)
class Offer:
    """The seat of a host who is away: for one player alone at first, for all of them after `alone_until_s`."""

    to: str
    alone_until_s: float
    until_s: float


@dataclass(frozen=True, slots=True)
class Post:
    """A message that shows something of a jam."""

    channel: str
    message: str
    at_s: float


@dataclass(frozen=True, slots=True)
class JamEvent:
    """A line of a jam's history, which nobody can change."""

    at_s: float
    actor: str
    """A user, or `jamgram` for what happens by itself."""
    action: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Jam:
    """A jam with all that is in it, read in one transaction and saved whole, if nobody saved it meanwhile."""

    id: str
    server: str
    channel: str
    """Where it was announced; its thread belongs to it."""
    host: str
    name: str
    theme: str
    rules: JamRules
    phase: Phase
    created_s: float
    phase_s: float = 0.0
    """When this phase began."""
    running_s: float = 0.0
    """Since when the clock runs without a stop: a host who is silent is so from then on at most."""
    is_last_call: bool = False
    """Too few came to its lobby, which was kept open once more."""
    deadline_s: float | None = None
    """When this phase is over by itself; None while the clock stands."""
    halts: frozenset[Halt] = frozenset()
    left_s: float | None = None
    """How much of the phase was left when the clock stopped."""
    halted_s: float | None = None
    """When it stopped."""
    thread: str | None = None
    round: int = 0
    players: tuple[Player, ...] = ()
    rounds: tuple[Round, ...] = ()
    entries: tuple[Entry, ...] = ()
    votes: tuple[Vote, ...] = ()
    offer: Offer | None = None
    opens_s: float | None = None
    """When a scheduled one begins."""
    event: str | None = None
    """Discord's scheduled event."""
    track: str | None = None
    """The clip that its sections were joined to."""
    ended_by: str | None = None
    ended_s: float | None = None
    version: int = 0
    posts: Mapping[str, Post] = field(default_factory=dict)
    """What shows it, by what it shows: `board`, `reveal-3`, `vote-3`, `finale`, `gallery`. Noted beside the version."""

    def player(self, user: str) -> Player | None:
        """Find somebody, in whichever seat."""
        return next((one for one in self.players if one.user == user), None)

    def entry(self, entry: str) -> Entry | None:
        """Find an entry by its id."""
        return next((one for one in self.entries if one.id == entry), None)

    @property
    def now(self) -> Round | None:
        """The round that is on."""
        return next((one for one in self.rounds if one.number == self.round), None)

    @property
    def sections(self) -> tuple[Entry, ...]:
        """The entries that won their rounds and are there, in the order of the track."""
        won = (self.entry(one.winner) for one in self.rounds if one.winner is not None)
        return tuple(one for one in won if one is not None and one.clip is not None and one.state == "painted")

    def with_player(self, player: Player) -> "Jam":
        """Put somebody in place of who they were, or let them in."""
        kept = tuple(one for one in self.players if one.user != player.user)
        at = next((at for at, one in enumerate(self.players) if one.user == player.user), len(kept))
        return replace(self, players=(*kept[:at], player, *kept[at:]))

    def with_entry(self, entry: Entry) -> "Jam":
        """Put an entry in place of what it was, or add it."""
        kept = tuple(one for one in self.entries if one.id != entry.id)
        at = next((at for at, one in enumerate(self.entries) if one.id == entry.id), len(kept))
        return replace(self, entries=(*kept[:at], entry, *kept[at:]))

    def with_round(self, changed: Round) -> "Jam":
        """Put a round in place of what it was, or begin it."""
        kept = tuple(one for one in self.rounds if one.number != changed.number)
        return replace(self, rounds=tuple(sorted((*kept, changed), key=lambda one: one.number)))
