"""A message as a value: its words, files and buttons."""

from dataclasses import dataclass
from typing import Final, Literal

VERSION: Final = "rf1"
"""Begins every button's id, so that a later version can tell its own from these."""

LETTERS: Final = "ABCD"
"""The names of a card's clips, in order."""

CardVerb = Literal["cancel", "reroll", "again", "vary", "remix", "extend", "morph", "star", "export", "delete"]
"""What is under cards."""

Verb = Literal[
    CardVerb,
    "allow", "deny",  # under a question to an author
    "form", "page", "details", "lineage", "share", "seen", "consent", "drop", "dropped",  # in the browser
    "report", "appeal",  # to moderators
    "approve", "remove", "strike", "block", "review",  # under a case, for moderators
    "cases", "audit", "thaw", "person",  # in the moderators' lists
    "setup",  # in the wizard
    "erase", "keep",  # of one's own data
    "jamjoin", "jamlisten", "jamleave", "jamenter", "jamvote", "jampick", "jamseat",  # on a jam's board, for all
    "jamstart", "jamnext", "jampause", "jamresume", "jamskip", "jamdraft", "jamtools",  # the same, for its host
]  # fmt: skip
Style = Literal["primary", "secondary", "danger"]


@dataclass(frozen=True, slots=True)
class Button:
    """A button that works for as long as its message is there: all that it needs is in its id."""

    verb: Verb
    target: str
    emoji: str
    label: str
    style: Style = "secondary"

    @property
    def custom_id(self) -> str:
        """The id that Discord sends back when it is pressed."""
        return f"{VERSION}:{self.verb}:{self.target}"


@dataclass(frozen=True, slots=True)
class Stored:
    """An artefact as it is."""

    key: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A contact sheet: pictures side by side, each with its letter and its artefact's key."""

    pictures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CardFile:
    """A file under the card; whoever shows it fetches or draws the bytes."""

    name: str
    alt: str
    source: Stored | Sheet
    veiled: bool = False
    """Shown as a spoiler."""


@dataclass(frozen=True, slots=True)
class CardView:
    """All of a message: what is not in it is not shown, earlier files and buttons included."""

    content: str
    files: tuple[CardFile, ...] = ()
    buttons: tuple[tuple[Button, ...], ...] = ()
