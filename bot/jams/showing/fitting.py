"""Many people's words in one message: cut as little as it takes for all of them to have their line."""

from collections.abc import Callable, Iterable
from typing import Final

from bot.words import CONTENT_MAX, PROMPT_SHOWN, fit, units

LENGTHS: Final = (PROMPT_SHOWN, 200, 140, 100, 70, 40, 20)
"""To so many signs words are cut, one after the other, until all lines fit."""

Lines = Callable[[int], Iterable[str]]
"""Writes a message's lines with words of at most so many signs."""


def fitting(lines: Lines) -> str:
    """Write a message with the longest words that fit; if not even the shortest do, the last lines are left out."""
    for most in LENGTHS:
        content = "\n".join(lines(most))
        if units(content) <= CONTENT_MAX:
            return content
    return fit(list(lines(LENGTHS[-1])))
