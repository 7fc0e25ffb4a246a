"""Words as they may stand in a message: escaped, on one line, bounded."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import groupby
from typing import Final

CONTENT_MAX: Final = 2000
ALT_MAX: Final = 1024
PROMPT_SHOWN: Final = 300
MARKS_IN_A_ROW: Final = 3
"""Languages stack up to three marks on a letter; more is a tower that covers the lines around it."""

ELLIPSIS: Final = "…"
JOINERS: Final = "\u200c\u200d"
"""Invisible, yet Persian and emoji need them."""

MARKUP: Final = frozenset("\\*_~`|<>[]/")
"""The slash too: an escaped one makes no link and no invitation."""

OPENERS: Final = frozenset("#-+")
"""Markup where a line begins with them."""

SOMEBODY: Final = "somebody who left"
ID: Final = re.compile(r"[0-9]{15,20}")

SAID_BACK: Final = "What you typed:"
APART: Final = "\u200b"
"""Nothing to see, but no mention is recognised across it."""


def plain(words: str) -> str:
    """Put words on one line, without signs that hide, reorder or tower over others."""
    spaced = "".join(" " if unicodedata.category(sign) in {"Zl", "Zp", "Cc"} else sign for sign in words)
    shown = "".join(sign for sign in spaced if unicodedata.category(sign) not in {"Cf", "Cs", "Co"} or sign in JOINERS)
    runs = groupby(shown, key=lambda sign: unicodedata.category(sign) in {"Mn", "Me"})
    flat = "".join("".join(run)[: MARKS_IN_A_ROW if marks else None] for marks, run in runs)
    return " ".join(flat.split())


def shorten(words: str, most: int) -> str:
    """Cut words to at most so many characters and say so with an ellipsis."""
    return words if len(words) <= most else words[: most - len(ELLIPSIS)].rstrip() + ELLIPSIS


def escape(words: str, *, most: int = PROMPT_SHOWN) -> str:
    """Let a stranger's words stand in a message as they are: no markup, no link, no mention, one line."""
    safe = "".join(map(_escaped, shorten(plain(words), most)))
    return f"\\{safe}" if safe[:1] in OPENERS else safe


def _escaped(sign: str) -> str:
    if sign == "@":
        return sign + APART
    return f"\\{sign}" if sign in MARKUP else sign


def units(words: str) -> int:
    """Count as Discord's clients count: an emoji beyond the first 65,536 signs is two."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def fit(lines: list[str]) -> str:
    """Join lines into a message's content, leaving out the last ones that would make it too long."""
    content = ""
    for line in lines:
        longer = f"{content}\n{line}" if content else line
        if units(longer) > CONTENT_MAX:
            break
        content = longer
    return content


def said_back(typed: Iterable[str]) -> str:
    """Write what somebody typed so that they can copy it; nothing if that was nothing."""
    lines = [plain(words).replace("```", "ˋˋˋ") for words in typed]
    return "\n".join([SAID_BACK, *(f"```\n{line}\n```" for line in lines if line)]) if any(lines) else ""


def mention(user: str) -> str:
    """Name a user so that clients show their name; who is told of it is decided by the allowed mentions.

    Whoever had all their data deleted has none.
    """
    return f"<@{user}>" if user.isdecimal() else SOMEBODY


def is_id(words: str) -> bool:
    """Tell whether words are an id of Discord's."""
    return ID.fullmatch(words) is not None


def moment(at_s: float) -> str:
    """Say a time so that every reader's clock runs by itself: `in 12 seconds`."""
    return f"<t:{round(at_s)}:R>"


def date(at_s: float) -> str:
    """Say a time so that it can stand behind “until”, in every reader's own zone: `24 November 2026 at 10:00`."""
    return f"<t:{round(at_s)}:f>"


def ordinal(number: int) -> str:
    """Write 1st, 2nd, 3rd, 4th, 11th."""
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def bar(done: int, total: int, *, cells: int = 10) -> str:
    """Draw how much of the work is done."""
    full = min(cells, done * cells // total) if total else 0
    return "▰" * full + "▱" * (cells - full)
