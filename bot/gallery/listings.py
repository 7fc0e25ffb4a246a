"""What a page is of: a list, spelled so that it fits into a button's id and is found again a year later."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from bot.records import Cut, Page, Records
from bot.records.listings import Sort
from core.errors import UserError

Kind = Literal["latest", "mine", "theirs", "favorites", "top", "search"]
Period = Literal["day", "week", "month", "all"]
Scope = Literal["here", "everywhere"]

PERIODS_S: Final[Mapping[Period, int | None]] = {"day": 86_400, "week": 604_800, "month": 2_592_000, "all": None}

WORDS_BYTES: Final = 48
"""What a button's id has room for of the words that are searched for, in UTF-8."""

UNKNOWN: Final = "This list belongs to another version of Jamgram: open it anew with `/riffs`."

LETTERS: Final[tuple[Mapping[str, str], ...]] = (
    {"l": "latest", "m": "mine", "u": "theirs", "f": "favorites", "t": "top", "s": "search"},
    {"n": "newest", "o": "oldest", "s": "stars"},
    {"d": "day", "w": "week", "m": "month", "a": "all"},
    {"h": "here", "e": "everywhere"},
)
"""How kind, sort, period and scope are spelled, in this order."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of clips. Each kind of list heeds what it has use for."""

    kind: Kind
    words: str = ""
    """What is searched for, or whose they are."""
    sort: Sort = "newest"
    period: Period = "week"
    scope: Scope = "here"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of a list as it was at that second: what came later moves no page."""

    listing: Listing
    number: int
    as_of_s: int

    @property
    def code(self) -> str:
        """Spell it in letters, digits and hyphens."""
        one = self.listing
        said = (one.kind, one.sort, one.period, one.scope)
        letters = "".join(_letter(names, name) for names, name in zip(LETTERS, said, strict=True))
        return f"{self.number}-{self.as_of_s}-{letters}{_spelled(one.words)}"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks, and in which server."""

    user: str
    server: str | None


def leaf_of(code: str) -> Leaf:
    """Read what `Leaf.code` spelled.

    Raises
    ------
    UserError
        If it was spelled otherwise.
    """
    try:
        number, as_of_s, spelled = code.split("-", 2)
        said = [names[letter] for names, letter in zip(LETTERS, spelled[:4], strict=True)]
        kind, sort, period, scope = said
        listing = Listing(kind, _read(spelled[4:]), sort, period, scope)  # type: ignore[arg-type]
        return Leaf(listing, max(1, int(number)), int(as_of_s))
    except (KeyError, ValueError, binascii.Error) as error:
        raise UserError(UNKNOWN, code="E-UNKNOWN") from error


def cut(words: str) -> str:
    """Keep as much of the words as a button's id has room for."""
    return words.strip().encode()[:WORDS_BYTES].decode(errors="ignore").strip()


async def page_of(records: Records, leaf: Leaf, reader: Reader) -> Page:
    """Read a page of a list, as far as whoever looks may see it."""
    one, user, server = leaf.listing, reader.user, reader.server
    part = Cut(leaf.number, as_of_s=float(leaf.as_of_s))
    match one.kind:
        case "latest":
            return await records.latest(user, server, part)
        case "mine":
            return await records.mine(user, one.words or None, one.sort, part)
        case "theirs":
            return await records.made_by(one.words, user, server, part)
        case "favorites":
            return await records.favorites(user, server, part)
        case "search":
            return await records.search(one.words, user, server, part)
        case "top":
            return await records.top(since_s(leaf), user, server if one.scope == "here" else None, part)


def since_s(leaf: Leaf) -> float | None:
    """Since when stars count in a chart; None: ever."""
    back_s = PERIODS_S[leaf.listing.period]
    return None if back_s is None else float(leaf.as_of_s - back_s)


def _letter(names: Mapping[str, str], name: str) -> str:
    return next(letter for letter, known in names.items() if known == name)


def _spelled(words: str) -> str:
    return base64.urlsafe_b64encode(words.encode()).decode().rstrip("=")


def _read(spelled: str) -> str:
    return base64.urlsafe_b64decode(spelled + "=" * (-len(spelled) % 4)).decode()
