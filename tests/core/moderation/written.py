"""Rules as a server writes them."""

from dataclasses import dataclass

from core.moderation import Rules
from core.moderation.rulefile import Action


@dataclass(frozen=True)
class Filter:
    """What a server keeps of a rule of its own."""

    name: str
    action: Action
    words: tuple[str, ...] = ()
    pattern: str | None = None
    replacement: str = ""


def own(action: Action, *words: str, pattern: str | None = None, replacement: str = "", name: str = "ours") -> Rules:
    """Make a server's rules of one."""
    return Rules.of([Filter(name, action, words, pattern, replacement)])
