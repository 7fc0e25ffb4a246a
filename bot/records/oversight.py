"""What moderators decide and are asked, as values. Users are named by ids; who had all deleted, by a hash."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

EVERYWHERE: Final = "*"
"""Stands for a server where something holds in all of them, direct messages included: only an operator says so."""

DIRECT: Final = "@me"
"""Stands for the server of what happens in direct messages."""

JAMGRAM: Final = "jamgram"
"""Who does what rules ask for."""

OPERATOR: Final = "operator"
"""Who does what whoever runs Jamgram asks for."""

REASON_MAX: Final = 400
"""Characters in which somebody says why."""

CaseKind = Literal["held", "appeal", "report", "veiled", "entry"]
"""What moderators are asked: to let something be made, to think again of what was refused, to look at a clip that
somebody reported, at one that is shown veiled as it came of an upload, or
at what somebody wants to play in a jam."""

CaseState = Literal["open", "approved", "removed", "lapsed"]
"""`lapsed`: what it was about went away, or nobody decided in time."""

Decision = Literal["approve", "remove", "strike", "block_day", "block"]
"""What a moderator makes of a case; all but the first take away what it is about."""

FreezeKind = Literal["user", "channel", "server", "everything"]

AccessKind = Literal["channel", "role", "user"]
Verdict = Literal["allow", "deny", "trusted", "moderator"]
"""What a server says of a channel, role or user. With an `allow` on one channel or role, all others are denied."""

ReportReason = Literal["sexual", "hate", "harassment", "copyright", "harmful_audio", "spam", "other"]

Scope = Literal["server", "channel", "user"]
"""Whose choice a setting is."""

Action = Literal[
    "hold", "appeal", "report", "hide", "veil", "approve", "remove", "lapse",
    "strike", "block", "unblock", "freeze", "thaw", "purge", "cool_down",
    "choose", "access", "filter", "setup", "erase", "claim", "jam",
]  # fmt: skip
"""What the audit log tells of."""


@dataclass(frozen=True, slots=True)
class NewCase:
    """What a case is opened with."""

    kind: CaseKind
    server: str
    author: str
    """Whom it is about."""
    card_id: str
    clip_id: str | None = None
    family: str = ""
    """Of the rule that asks for it, such as `artist`; empty if none does."""
    rule: str = ""
    matched: str = ""
    """What of the words it was."""
    text: str = ""
    """What somebody says to it: an appeal, a report."""


@dataclass(frozen=True, slots=True)
class Case:
    """Something for a server's moderators to decide. Its number is what everybody calls it by: #123."""

    number: int
    kind: CaseKind
    server: str
    author: str
    card_id: str
    clip_id: str | None
    family: str
    rule: str
    matched: str
    text: str
    state: CaseState
    opened_s: float
    claimed_by: str | None = None
    claimed_until_s: float = 0.0
    channel: str | None = None
    """Where its card is for moderators."""
    message: str | None = None
    decided_by: str | None = None
    decided_s: float | None = None
    decision: Decision | None = None
    reason: str = ""
    """The moderators', for the author."""
    settled_s: float | None = None
    """When the outcome was carried out, and its author was told."""


@dataclass(frozen=True, slots=True)
class Strike:
    """A moderator's warning. It no longer counts after `until_s`."""

    server: str
    user: str
    by: str
    reason: str
    given_s: float
    until_s: float


@dataclass(frozen=True, slots=True)
class Block:
    """Who may make nothing, for how long (None: until somebody lifts it), and why."""

    server: str
    user: str
    by: str
    reason: str
    since_s: float
    until_s: float | None = None


@dataclass(frozen=True, slots=True)
class Freeze:
    """Nothing is taken in or made here until somebody thaws it."""

    server: str
    kind: FreezeKind
    target: str
    by: str
    reason: str
    since_s: float


@dataclass(frozen=True, slots=True)
class Access:
    """What a server says of one of its channels, roles or users."""

    kind: AccessKind
    target: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Filter:
    """A rule of a server's own; `pattern` is a regular expression, or else words."""

    name: str
    action: Literal["block", "hold", "replace", "allow"]
    words: tuple[str, ...] = ()
    pattern: str | None = None
    replacement: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the audit log, which nobody can change."""

    number: int
    server: str
    at_s: float
    actor: str
    """Who did it; `jamgram` for what it did by itself, `operator` for whoever runs it."""
    action: Action
    target: str
    rule: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Oversight:
    """All that a server decided about who may make what, read in one transaction."""

    choices: Mapping[tuple[Scope, str], Mapping[str, str]]
    """The server's and its channels' choices, as written."""
    access: tuple[Access, ...]
    filters: tuple[Filter, ...]
    blocks: tuple[Block, ...]
    """Those of the server and those that hold everywhere, also run-out ones."""
    freezes: tuple[Freeze, ...]
