"""What the bot remembers: cards, what was asked for on them, the clips that came of it, and deliveries."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Final, Literal

from core.clip import Features, Receipt
from core.contract import Recipe
from core.ending import Failure
from core.request import Origin, Request

CardState = Literal["open", "held", "frozen", "ended", "refused", "removed"]
"""`held`: moderators decide whether it is made. `frozen`: it goes on as soon as they thaw it.

`refused`: nothing was ever queued. `removed`: its message is gone for good and nobody waits for it."""

Reach = Literal["channel", "token"]
"""How a card's message is edited: by the bot's own token, or by the interaction's, which dies after 15 minutes."""

RequestState = Literal["unplaced", "placed", "done", "failed", "cancelled"]
"""`unplaced`: accepted, but the lanes don't know it yet (or no longer, after Redis lost it)."""

Operation = Literal["riff", "reroll", "vary", "remix", "extend", "morph", "play", "see", "export", "jam"]
"""What somebody did that a clip came of."""

Visibility = Literal["public", "server", "private"]
"""Who may find and use a clip: everybody, those in its server, or its author alone."""

Remixes = Literal["all", "ask", "none"]
"""Who may make others of a clip: everybody, whom its author allows it, or its author alone."""

TOKEN_LIFE_S: Final = 15 * 60


@dataclass(frozen=True, slots=True)
class Ancestry:
    """What a request comes of: no parent, one, or the two ends of a morph. They are ids of clips."""

    operation: Operation = "riff"
    parent: str | None = None
    other_parent: str | None = None


NO_PARENTS: Final = Ancestry()


@dataclass(frozen=True, slots=True)
class Card:
    """One answer to one interaction, from the first second to the clip: a message that is edited.

    Its id is the interaction's: the same interaction makes one card, however many processes hear of it, and the nonce
    of a message that is posted for it.
    """

    id: str
    origin: Origin
    reach: Reach
    private: bool
    upload_limit: int
    created_s: float
    token: str | None = field(default=None, repr=False)
    message: str | None = None
    state: CardState = "open"
    reply_to: str | None = None
    """The message that it answers, in its channel."""
    home: str | None = None
    """The channel that its thread belongs to: where it goes if the thread is closed to it."""
    secluded: bool = False
    """Not everybody in the server sees the channel that it was opened for."""
    area: str | None = None
    """The channel that the thread belongs to in which it was asked for."""
    veiled: bool = False
    """Its pictures are shown as spoilers until moderators looked at them."""
    jam: str | None = None
    """The jam that it belongs to, which shows what comes of it: its message, if it has one, is the jam's."""


@dataclass(frozen=True, slots=True)
class ClipRecord:
    """A finished clip. Its id is its request's; keys are None once the bytes were swept or deleted."""

    id: str
    card_id: str
    author: str
    server: str | None
    recipe: Recipe
    receipt: Receipt | None
    png: str | None
    mp3: str | None
    duration_s: float
    notes: tuple[str, ...]
    created_s: float
    deleted_s: float | None = None
    ancestry: Ancestry = NO_PARENTS
    root: str | None = None
    """The first of its family; None for a root itself."""
    generation: int = 1
    visibility: Visibility = "server"
    secluded: bool = False
    """Its card is, and its author did not say for whom it is."""
    remixes: Remixes = "all"
    features: Features | None = None
    hidden_s: float | None = None
    """Since when moderators keep it from all but its author: it was reported, and they have not looked at it yet."""

    @property
    def private(self) -> bool:
        """Tell whether it is for its author alone."""
        return self.visibility == "private"


@dataclass(frozen=True, slots=True)
class Leftover:
    """A clip whose bytes are on their way out, with all that it was made of and from. Its recipe may be unreadable."""

    id: str
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """A request of a card, where it stands, and what came of it."""

    request: Request
    state: RequestState
    failure: Failure | None = None
    clip: ClipRecord | None = None
    ancestry: Ancestry = NO_PARENTS
    file: str | None = None
    """The key of what was exported, as long as it is kept."""


class Unnamed(Enum):
    """What stands where a parent isn't named."""

    DELETED = "[removed]"
    PRIVATE = "[private]"


@dataclass(frozen=True, slots=True)
class Credit:
    """What a card's clips come of, and whose that is."""

    operation: Operation
    parents: tuple[str | Unnamed, ...]
    """The names of their recipes."""
    authors: tuple[str, ...]
    """Those of all ancestors but private ones, the nearest first."""
    generation: int


@dataclass(frozen=True, slots=True)
class CardRecord:
    """A card with its requests, in the order A, B, C, D; none while the file is fetched that they are about."""

    card: Card
    requests: tuple[RequestRecord, ...]
    credit: Credit | None = None
    """Known to who looked it up."""

    @property
    def first(self) -> RequestRecord:
        """The request that speaks for all of a card that has any: with a deleted clip its words are gone."""
        left = (one for one in self.requests if one.clip is None or one.clip.deleted_s is None)
        return next(left, self.requests[0])


@dataclass(frozen=True, slots=True)
class Delivery:
    """A row of the outbox: a card whose end has to be shown. One a card."""

    card_id: str
    attempts: int
    created_s: float
