"""What somebody says to a clip in a few words, as the words of another."""

import re
from typing import Final

from core.limits import PROMPT_MAX, tidy

LETTERED: Final = re.compile(r"([A-D])[\s:,.)]+(?=\S)")
"""Which of several clips is meant, before what is said of it. A small letter may be the first word of a sentence."""


def without_mention(words: str, me: int) -> str:
    """Leave out that the bot was called."""
    return tidy(re.sub(rf"<@!?{me}>", " ", words)).strip(" ,:")


def is_called(words: str, me: int) -> bool:
    """Tell whether the bot was called by name: who merely replies to it may be talking to others."""
    return re.search(rf"<@!?{me}>", words) is not None


def lettered(words: str) -> tuple[str | None, str]:
    """Tell which clip is meant, if that is said, from the rest."""
    found = LETTERED.match(words)
    return (found[1], words[found.end() :]) if found else (None, words)


def joined(before: str, words: str) -> str:
    """Join what a clip was made from and what was said of it; what was said stays whole, as far as it may.

    Of what was there before, those parts stay that are not said anew, as many as there is room for.
    """
    words = words.strip(" ,")
    said = {part.casefold() for part in _parts(words)}
    kept = [part for part in _parts(before) if part.casefold() not in said]
    while kept and len(", ".join([*kept, words])) > PROMPT_MAX:
        kept.pop()
    return ", ".join([*kept, words])


def _parts(words: str) -> list[str]:
    return [part.strip() for part in words.split(",") if part.strip()]
