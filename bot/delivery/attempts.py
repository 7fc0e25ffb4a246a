"""Which way a card's end goes to people, and which way next when one is barred: decisions without effects."""

from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from bot.delivery.faults import Fault
from bot.records.values import TOKEN_LIFE_S, Card

TOKEN_MARGIN_S: Final = 30.0
"""So long before its end a token is no longer begun with: files take a while to upload."""


class Way(Enum):
    """How a message is sent, each by what comes next if it is barred."""

    EDIT = "edit the card's message by the bot's token"
    TOKEN = "edit it by the interaction's token"  # noqa: S105 - no password
    POST = "a new message in the channel"
    HOME = "a new message in the channel that the card's thread belongs to"
    DIRECT = "a new direct message to the author"


class Form(Enum):
    """How much of the card is in it."""

    FULL = "text and files"
    SOUND = "without the pictures"
    BARE = "text alone"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try. `because` is told below the card's text."""

    way: Way
    form: Form = Form.FULL
    because: str = ""
    home: str | None = None
    """The channel that is left to be tried if the card's thread is closed."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """It is there. `message` is its id if it is a new one, in the card's channel or in `moved_to`."""

    message: str | None = None
    is_direct: bool = False
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Removed:
    """Somebody took the card away; nothing may be posted for it again."""


@dataclass(frozen=True, slots=True)
class Postponed:
    """Not now, but nothing speaks against later."""

    error: str


@dataclass(frozen=True, slots=True)
class GivenUp:
    """It will not get through."""

    reason: str


@dataclass(frozen=True, slots=True)
class Revoked:
    """Discord no longer knows the bot."""


Outcome = Delivered | Removed | Postponed | GivenUp | Revoked


@dataclass(frozen=True, slots=True)
class Setback:
    """An attempt that failed: why, in whose words, and which permissions the channel lacks."""

    fault: Fault
    error: str
    code: int = 0
    lacking: tuple[str, ...] = ()


LATE: Final = "This took longer than the 15 minutes for which Discord lets me answer where you asked."
OUT_OF_REACH: Final = "I can't change my answer where you asked any more."
CHANNEL_GONE: Final = "The place where you asked is gone, or I am no longer in it."
TOO_LARGE: Final = "The files are too large for this place. Ask for a shorter clip or fewer variations."
NEEDED: Final = ("View Channel", "Send Messages", "Attach Files")

ARCHIVED: Final = 50083
BARRED: Final = frozenset({Fault.FORBIDDEN, Fault.LOCKED})


def first_attempt(card: Card, *, now_s: float) -> Attempt:
    """Where a card's end belongs."""
    if card.reach == "channel":
        return Attempt(Way.EDIT if card.message else Way.POST, home=card.home)
    if token_lives(card, now_s=now_s):
        return Attempt(Way.TOKEN)
    return Attempt(Way.DIRECT, because=LATE if _is_late(card, now_s=now_s) else OUT_OF_REACH)


def token_lives(card: Card, *, now_s: float) -> bool:
    """Say whether the interaction's token can still be used. It is forgotten when the end was shown."""
    return card.token is not None and not _is_late(card, now_s=now_s)


def _is_late(card: Card, *, now_s: float) -> bool:
    return now_s >= card.created_s + TOKEN_LIFE_S - TOKEN_MARGIN_S


def next_attempt(attempt: Attempt, setback: Setback) -> Attempt | Outcome:
    """Go on after a setback: there is an end after ten attempts at most."""
    ends: dict[Fault, Outcome] = {
        Fault.DELETED: Removed(),
        Fault.REVOKED: Revoked(),
        Fault.LATER: Postponed(setback.error),
        Fault.CLOSED: GivenUp(setback.error),
    }
    if setback.fault in ends:
        return ends[setback.fault]
    if setback.fault is Fault.OLD:
        return _anew(attempt, setback)
    return _smaller(attempt, setback) if setback.fault is Fault.LARGE else _elsewhere(attempt, setback)


def _anew(attempt: Attempt, setback: Setback) -> Attempt | Outcome:
    """Post what may not be edited. An archived thread that a post doesn't open is locked too."""
    if attempt.way is Way.EDIT:
        return replace(attempt, way=Way.POST)
    is_locked = attempt.home is not None and setback.code == ARCHIVED
    return Attempt(Way.HOME) if is_locked else Postponed(setback.error)


def _smaller(attempt: Attempt, setback: Setback) -> Attempt | Outcome:
    smaller = {Form.FULL: replace(attempt, form=Form.SOUND), Form.SOUND: _bare(attempt, TOO_LARGE)}
    return smaller.get(attempt.form) or GivenUp(setback.error)


def _elsewhere(attempt: Attempt, setback: Setback) -> Attempt | Outcome:
    if _is_closed(attempt, setback):
        return Attempt(Way.HOME)
    fault, direct = setback.fault, attempt.way is Way.DIRECT
    if fault is Fault.EXPIRED and not direct:
        return Attempt(Way.DIRECT, because=LATE)
    if fault is Fault.GONE and not direct:
        return Attempt(Way.DIRECT, because=CHANNEL_GONE)
    if attempt.form is not Form.BARE:
        return _bare(attempt, _lacking(setback) if fault in BARRED else _refused(setback))
    if fault in BARRED and not direct:
        return Attempt(Way.DIRECT, because=_lacking(setback))
    return GivenUp(setback.error)


def _is_closed(attempt: Attempt, setback: Setback) -> bool:
    """Say whether a thread takes no message of ours, and there is a channel that may.

    An edit that is forbidden is tried without files first: whoever may not attach them may not do so elsewhere either.
    """
    if attempt.home is None or attempt.way not in {Way.EDIT, Way.POST}:
        return False
    forbidden = setback.fault is Fault.FORBIDDEN and (attempt.way is Way.POST or attempt.form is Form.BARE)
    return forbidden or setback.fault in {Fault.LOCKED, Fault.GONE}


def _bare(attempt: Attempt, because: str) -> Attempt:
    return replace(attempt, form=Form.BARE, because=because)


def _lacking(setback: Setback) -> str:
    names = [f"**{name}**" for name in setback.lacking or NEEDED]
    return f"To show the files where you asked, I need the permission {' and '.join(names)} there."


def _refused(setback: Setback) -> str:
    return f"Discord refused the files (code {setback.code}). The clip is kept."
