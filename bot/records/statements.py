"""What the records are told about oversight, and what they answer, as values."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.records.oversight import Block, Case, Entry, ReportReason, Scope, Strike


@dataclass(frozen=True, slots=True)
class CasePage:
    """Some of a server's open cases, oldest first."""

    cases: tuple[Case, ...]
    number: int
    last: int
    total: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something was refused: the family of the rule, its name, and what of the words it was."""

    family: str
    rule: str = ""
    matched: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody says is wrong with a clip, and how much their word counts."""

    clip: str
    reporter: str
    reason: ReportReason
    text: str
    weight: float
    at_s: float


@dataclass(frozen=True, slots=True)
class Reported:
    """How a clip stands after a report: the weight of those that wait for a decision, and of how many people."""

    weight: float
    reporters: int
    is_new: bool
    """False: they had reported it before, and nothing changed."""


@dataclass(frozen=True, slots=True)
class Struck:
    """The strikes of somebody that count now, newest last, and the block that the newest one earned."""

    strikes: tuple[Strike, ...]
    block: Block | None


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Some of the audit log, newest first."""

    entries: tuple[Entry, ...]
    number: int
    last: int
    total: int


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody chose, as written; without a value they choose nothing any more."""

    scope: Scope
    holder: str
    key: str
    value: str | None
    server: str | None = None
    """Whose channel it is; None for a user's own."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """Somebody wants all of theirs deleted; until it is due they may think again."""

    user: str
    asked_s: float
    due_s: float


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that is kept of somebody, as they get it when they ask for it."""

    kind: str
    fields: Mapping[str, str | int | float | bool | None]
