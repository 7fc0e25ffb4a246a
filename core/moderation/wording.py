"""Words as regular expressions that also find them misspelt on purpose."""

import re
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal

OTHER: Final = r"[^a-z\x{80}-\x{10FFFF}]"
"""What is no letter; of what is not ASCII a reading holds letters alone."""

LETTERS: Final = r"[a-z\x{80}-\x{10FFFF}]*"

BEFORE: Final = rf"(?:^|{OTHER})"
AFTER: Final = rf"(?:$|{OTHER})"
GAP: Final = r"[^a-z\x{80}-\x{10FFFF},;:\n]{0,5}"
"""What may stand between the words of a phrase: after a comma another begins."""

MASKED: Final = "*#%_"
"""What may stand for a letter, but for the first and the last."""

_FORMS: Final = {
    "a": "a4@^", "b": "b8", "e": "e3", "g": "g69", "i": "i1!|", "l": "l1!|i", "o": "o0", "s": "s5$z", "t": "t7+",
    "u": "uv", "z": "z2",
}  # fmt: skip
_SPELLINGS: Final = {"f": "f|ph", "w": "w|vv|uu"}

WILDCARD: Final = "*"

LONG: Final = 5
"""Words of more letters are also read with two thirds of them written as digits: `h3n741`."""

FEW: Final = "{0,3}"
"""How often a group comes that a `*` stands after."""


Spelling = Literal["any", "careful", "exact"]


@dataclass(frozen=True, slots=True)
class Manner:
    """How words are meant that somebody wrote into a rule."""

    spelling: Spelling
    """`any`: letters may also be doubled, which only lists can stand that are tried against many innocent words;
    `careful`: they are single or at least three, as whoever bans `god` doesn't mean `good`; `exact`: as they are."""
    meta: frozenset[str] = frozenset()
    """Signs that mean what they do in regular expressions: `(one|other) word(s)?`."""


META: Final = frozenset("(|)?")

LISTED: Final = Manner("any", META)
LISTED_EXACTLY: Final = Manner("exact", META)
OWN: Final = Manner("careful")
OWN_EXACTLY: Final = Manner("exact")
"""What lets words pass is taken at its word, so that nobody gets by in its shape."""


def pattern_of(words: str, manner: Manner) -> str:
    """Write a regular expression for folded words; `*` at an end lets the word go on there."""
    before = LETTERS if words.startswith(WILDCARD) else ""
    after = LETTERS if words.endswith(WILDCARD) else ""
    return before + _phrase(words.strip(WILDCARD).strip(), manner) + after


def _phrase(words: str, manner: Manner) -> str:
    runs = [(sign, len([*same])) for sign, same in groupby(words)]
    signs = [" ", *(sign for sign, _ in runs), " "]
    return "".join(
        FEW if manner.meta and sign == "*" and before == ")" else _run(sign * count, before, after, manner)
        for (sign, count), before, after in zip(runs, signs, signs[2:], strict=False)
    )


def _run(signs: str, before: str, after: str, manner: Manner) -> str:
    if signs[0] in manner.meta:
        return signs.replace("(", "(?:")
    if signs.isspace():
        return GAP
    if manner.spelling == "exact" or not signs.isalpha():
        return re.escape(signs)
    begun, goes_on = before not in " |(", after not in " |)?("
    return _letters(signs, begun=begun, goes_on=goes_on, doubled=manner.spelling == "any")


def _letters(signs: str, *, begun: bool, goes_on: bool, doubled: bool) -> str:
    """Write a letter, or the same several times; what is inside of a word may be blotted."""
    sign, count = signs[0], len(signs)
    first, more = _letter(sign, inner=begun and (goes_on or count > 1)), _letter(sign, inner=begun or count > 1)
    if count > 1:
        return f"(?:{first}{more}{{{count - 1},}})"
    return f"(?:{first}+)" if doubled else f"(?:{first}(?:{first}{{2,}})?)"


def _letter(sign: str, *, inner: bool) -> str:
    if sign in _SPELLINGS:
        return f"(?:{_SPELLINGS[sign]}{'|[' + MASKED + ']' if inner else ''})"
    if not sign.isascii():
        return f"(?:{sign})"
    return f"[{_FORMS.get(sign, sign)}{MASKED if inner else ''}]"


def is_meant(found: str) -> bool:
    """Tell whether what was found holds letters enough to be read as the word: `f**k` does, `455` and `f*g` don't."""
    letters = sum(sign.isalpha() for sign in found)
    blotted = any(sign in MASKED for sign in found)
    share = 3 if len(found) > LONG else 2
    return letters * share >= len(found) and letters >= (3 if blotted and len(found) < LONG - 1 else 2)
