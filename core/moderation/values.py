"""What is said of a text: whether it may be used, by which rule, and as which words."""

from dataclasses import dataclass
from typing import Final, Literal

Outcome = Literal["allow", "hold", "refuse"]

Family = Literal[
    "minors", "sexual", "hate", "harassment", "self_harm", "violence", "spam", "artist", "server", "classifier"
]
"""What a rule is about, as people are told; `server`: one of the server's own, with AutoMod's."""

NEVER: Final[frozenset[Family]] = frozenset({"minors"})
"""What no server can allow and no moderator can let pass."""

SEVERITY: Final[dict[Outcome, int]] = {"allow": 0, "hold": 1, "refuse": 2}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules say of a text."""

    outcome: Outcome
    text: str
    """The words as they may be used: those that a rule replaces are replaced."""
    family: Family | None = None
    rule: str = ""
    """The name of the rule that decided; empty if none did."""
    matched: str = ""
    """What of the words it was, as it stands there."""
    trace: tuple[str, ...] = ()
    """How it was decided, a sentence a step: for those who write rules."""
