"""Words as regular expressions that also find them misspelt on purpose."""

import re
from itertools import groupby
from typing import Final

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


META: Final = frozenset("(|)?")
LONG: Final = 5
"""Words of more letters are also read with two thirds of them written as digits: `h3n741`."""

FEW: Final = "{0,3}"
"""How often a group comes that a `*` stands after."""


def pattern_of(words: str, *, meta: frozenset[str] = frozenset()) -> str:
    """Write a regular expression for folded words; `*` at an end lets the word go on there.

    Signs of `META` mean themselves. In Jamgram's own lists they are given, and mean what they do in regular
    expressions: `(one|other) word(s)?`; and as those lists are tried against many innocent words, they also see letters
    doubled. Elsewhere letters are single or at least three: whoever bans `god` doesn't mean `good`.
    """
    before = LETTERS if words.startswith(WILDCARD) else ""
    after = LETTERS if words.endswith(WILDCARD) else ""
    return before + _phrase(words.strip(WILDCARD).strip(), meta) + after


def _phrase(words: str, meta: frozenset[str]) -> str:
    runs = [(sign, len([*same])) for sign, same in groupby(words)]
    signs = [" ", *(sign for sign, _ in runs), " "]
    return "".join(
        FEW if meta and sign == "*" and before == ")" else _run(sign * count, before, after, meta=meta)
        for (sign, count), before, after in zip(runs, signs, signs[2:], strict=False)
    )


def _run(signs: str, before: str, after: str, *, meta: frozenset[str]) -> str:
    sign, count = signs[0], len(signs)
    if sign in meta:
        return signs.replace("(", "(?:")
    if not sign.isalpha():
        return GAP if sign.isspace() else re.escape(signs)
    begun, goes_on = before not in " |(", after not in " |)?("
    first, more = _letter(sign, inner=begun and (goes_on or count > 1)), _letter(sign, inner=begun or count > 1)
    if count > 1:
        return f"(?:{first}{more}{{{count - 1},}})"
    return f"(?:{first}+)" if meta else f"(?:{first}(?:{first}{{2,}})?)"


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
