"""Words as they are meant to be read, however they are written; each letter of them remembers where it stood."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from core.moderation.letters import TURNED, UPSIDE_DOWN, shown

JOINT: Final = re.compile(r"(?<=[^\W_])(?:[^\w\s'$@]|_)+(?=[^\W_])")
"""What parts letters without a space: `f.u-c_k`. An apostrophe is none (`who're`), nor are signs that are letters."""

LETTERS_APART: Final = re.compile(r"(?<![^\W_])[^\W_](?:[\W_]{1,3}[^\W_](?![^\W_])){2,}")
"""Letters that stand alone, one after the other: `s e x`, `s.e.x`."""

BETWEEN: Final = re.compile(r"[\W_]+")

TOKEN: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
NOTES: Final = frozenset("abcdefg")
"""Letters that stand alone in music: `chords F A G`."""

SPLIT_MOST: Final = 3
"""Parts of a word that are longer are words themselves."""

COMMON: Final = frozenset(
    re.findall(
        r"\w+",
        "a ah al am an and are as at be but by can do ex for get go had has he her hey hi him his how i if in is it its"
        " la let lo me mr my no nu now of off oh ok on or our out re see she so the to too un up us we who why yes you",
    )
)
"""Short words that nobody splits a longer one into."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text is read as, in small letters, and where in the text each of them stands."""

    text: str
    at: Sequence[int]
    """One more than there are letters: the last is where the text ends."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Find in the text what stands between two places of the reading."""
        places = self.at[start:end]
        return (min(places), max(places) + 1) if start < end else (self.at[start], self.at[start])


def plain(text: str) -> Reading:
    """Read a text letter by letter."""
    if text.isascii():
        return Reading("".join(map(shown, text)), range(len(text) + 1))
    letters = [(letter, place) for place, sign in enumerate(text) for letter in shown(sign)]
    return Reading("".join(letter for letter, _ in letters), [*(place for _, place in letters), len(text)])


def folded(text: str) -> str:
    """Bring words that read alike to one spelling: small, without marks, hidden signs and foreign letters."""
    return plain(text).text


def reading_of(text: str, first: Reading) -> Reading:
    """Read a text, which was read letter by letter first, in all the ways that somebody may mean, one a line."""
    ways = [first, *(_only(first, kept) for kept in _joined(first.text)), *_turned(text, first), *_humps(text, first)]
    return first if len(ways) == 1 else _lines(ways, end=len(text))


def _lines(ways: Sequence[Reading], *, end: int) -> Reading:
    at: list[int] = []
    for way in ways:
        at += way.at[: len(way.text)]
        at.append(end)
    return Reading("\n".join(way.text for way in ways), at)


def _only(reading: Reading, kept: Sequence[int]) -> Reading:
    return Reading("".join([reading.text[place] for place in kept]), [reading.at[place] for place in kept])


def _joined(text: str) -> Iterator[list[int]]:
    """Find what reads otherwise once some of it is left out: the places of what stays."""
    if out := {place for joint in JOINT.finditer(text) for place in range(*joint.span())}:
        yield _without(out, text)
    if out := {place for run in LETTERS_APART.finditer(text) for place in _apart(run)}:
        yield _without(out, text)
    yield from _split(text)


def _without(out: AbstractSet[int], text: str) -> list[int]:
    return [place for place in range(len(text)) if place not in out]


def _apart(run: re.Match[str]) -> Iterator[int]:
    """`s e x`: find what is between its letters, unless they may be notes; where it is wider a word ends."""
    if NOTES.issuperset(sign for sign in run.group() if sign.isalnum()):
        return
    gaps = [gap.span() for gap in BETWEEN.finditer(run.group())]
    narrow = min(end - start for start, end in gaps)
    for start, end in gaps:
        yield from range(run.start() + start + (end - start > narrow), run.start() + end)


def _split(text: str) -> Iterator[list[int]]:
    """`fu ck`, unless one of both is a word. What may belong to what is before or to what follows is read both ways."""
    tokens = list(TOKEN.finditer(text))
    gaps = [(one.end(), two.start()) for one, two in pairwise(tokens) if _are_parts(one, two)]
    starts = {two.start(): number for number, two in enumerate(tokens)}
    for parity in range(2):
        if out := {place for gap in gaps if starts[gap[1]] % 2 == parity for place in range(*gap)}:
            yield _without(out, text)


def _are_parts(first: re.Match[str], second: re.Match[str]) -> bool:
    shorter, longer = sorted((len(first.group()), len(second.group())))
    if second.start() - first.end() > SPLIT_MOST or not (shorter == 1 < longer or 1 < longer <= SPLIT_MOST):
        return False
    return first.group() not in COMMON and second.group() not in COMMON


def _turned(text: str, first: Reading) -> Iterator[Reading]:
    """Read a line that stands on its head from its other end."""
    if not TURNED.isdisjoint(text):
        yield Reading(first.text.translate(UPSIDE_DOWN)[::-1], [*first.at[: len(first.text)]][::-1])


def _humps(text: str, first: Reading) -> Iterator[Reading]:
    """Read `NaziRock` as two words."""
    humps = [hump.start() for hump in HUMP.finditer(text)] if text.isascii() else []
    if humps:
        parts = [*zip([0, *humps], [*humps, len(text)], strict=True)]
        at = [place for start, end in parts for place in (*range(start, end), end)]
        yield Reading(" ".join(first.text[start:end] for start, end in parts), at)
