"""Words with what a rule found in them marked, for those who decide about them."""

import re

from bot.words import PROMPT_SHOWN, escape, plain, shorten


def marked(words: str, matched: str, *, most: int = PROMPT_SHOWN) -> str:
    """Write words as they may stand in a message, with the first of what matched underlined.

    What does not stand there in these letters is not marked: it was spelled to be overlooked.
    """
    shown, sought = shorten(plain(words), most), plain(matched)
    found = re.search(re.escape(sought), shown, re.IGNORECASE) if sought else None
    if found is None:
        return escape(shown, most=most)
    before, after = shown[: found.start()], shown[found.end() :]
    return f"{_piece(before)}__**{escape(found[0], most=most)}**__{_piece(after)}"


def _piece(words: str) -> str:
    """Escape a part of a line, and keep the spaces at its ends."""
    if not words.strip():
        return words
    return f"{' ' * words.startswith(' ')}{escape(words, most=len(words))}{' ' * words.endswith(' ')}"
