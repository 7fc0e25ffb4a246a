"""Where in a text something stands: regular expressions, which take no longer the more evil the text or they are."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain
from typing import Any, Final, Generic, Protocol, Self, TypeVar

import re2

from core.moderation.letters import BREAK
from core.moderation.normalising import Reading, folded, plain, reading_of
from core.moderation.wording import AFTER, BEFORE, WILDCARD, Manner, is_meant, pattern_of

SET_BYTES: Final = 64 * 2**20
ALWAYS: Final = ""
"""Finds something in every text: a set that doesn't say so ran out of memory."""

PATTERN_BYTES: Final = 2**18
"""What one regular expression may take: whoever writes one that needs more is told."""

Asked = TypeVar("Asked")
Named = TypeVar("Named")


@dataclass(frozen=True, slots=True)
class Found:
    """A part of a text, from one place to another."""

    start: int
    end: int


class Covering(Generic[Named]):
    """Parts of a text, each with what it is there for, that may cover others."""

    def __init__(self, parts: Iterable[tuple[Found, Named]]) -> None:
        ordered: list[tuple[Found, Named]] = sorted(parts, key=lambda part: part[0].start)
        self._starts: Final = [found.start for found, _ in ordered]
        self._furthest: Final = [*accumulate(ordered, _further)]

    def over(self, found: Found) -> Named | None:
        """Say what covers all of a part."""
        before = bisect_right(self._starts, found.start)
        widest = self._furthest[before - 1] if before else None
        return widest[1] if widest and widest[0].end >= found.end else None


def _further(one: tuple[Found, Named], two: tuple[Found, Named]) -> tuple[Found, Named]:
    return two if two[0].end > one[0].end else one


@dataclass(frozen=True)
class Text:
    """A text in all the ways in which it is looked at."""

    raw: str

    @classmethod
    def of(cls, words: str) -> Self:
        """Take any words; halves of signs, which nothing can encode, count as question marks."""
        return cls(words if words.isascii() else words.encode("utf-8", "replace").decode("utf-8"))

    @cached_property
    def plain(self) -> Reading:
        """It, letter by letter."""
        return plain(self.raw)

    @cached_property
    def reading(self) -> Reading:
        """It, and all that somebody may mean by it, a line each."""
        return reading_of(self.raw, first=self.plain)

    @cached_property
    def encoded(self) -> bytes:
        """The reading as re2 takes it."""
        return self.reading.text.encode()

    def place(self, byte: int) -> int:
        """Find the letter of the reading that a byte of it begins."""
        return self._places[byte] if len(self.encoded) > len(self.reading.text) else byte

    @cached_property
    def _places(self) -> list[int]:
        letters = enumerate(self.reading.text)
        return [*(place for place, letter in letters for _ in letter.encode()), len(self.reading.text)]


class Finder(Protocol):
    """Finds one thing."""

    def found(self, text: Text) -> Iterator[Found]:
        """Find it, wherever it is."""


def all_found(finders: Iterable[Finder], text: Text) -> Iterator[Found]:
    """Find what any of them is of, one after the other, each part of the text once."""
    seen: set[Found] = set()
    for one in (found for finder in finders for found in finder.found(text)):
        if one not in seen:
            seen.add(one)
            yield one


@dataclass(frozen=True, slots=True)
class WordFinder:
    """Finds words in what a text may be read as."""

    pattern: str
    compiled: Any
    spelt: frozenset[str]
    """Words that hold other signs than letters: those need not be told from numbers."""

    def found(self, text: Text) -> Iterator[Found]:
        """Find them, each time where they stand in the text itself."""
        for start, end in self._spans(text):
            words = text.reading.text[start:end]
            if is_meant(words) or not self.spelt.isdisjoint((words, re.sub(r"\W+", "", words))):
                yield Found(*text.reading.span(start, end))

    def _spans(self, text: Text) -> Iterator[tuple[int, int]]:
        """Find them in the reading. The sign after one may be the sign before the next."""
        byte = 0
        while match := self.compiled.search(text.encoded, byte):
            start, end = match.span(1)
            yield text.place(start), text.place(end)
            byte = max(end, byte + 1)


@dataclass(frozen=True, slots=True)
class PatternFinder:
    """Finds what somebody's regular expression is of, in the words as they stand and as they are read."""

    pattern: str
    compiled: Any

    def found(self, text: Text) -> Iterator[Found]:
        """Find it; what is empty is nothing."""
        spans = (match.span() for match in self.compiled.finditer(text.raw))
        read = (text.plain.span(*match.span()) for match in self.compiled.finditer(text.plain.text))
        yield from (Found(start, end) for start, end in chain(spans, read) if start < end)


def word_finders(words: Iterable[str], manner: Manner) -> Iterator[Finder]:
    """Make one finder of words, and one more for each that is found as it stands.

    Those hold an emoji, or nothing but signs such as `▇`, which are read as `*` where they blot a letter out.
    """
    meant = [one for one in words if one.strip(WILDCARD + " ") and folded(one)]
    drawn = [one for one in meant if BREAK in folded(one) or not folded(one).strip(WILDCARD + " ")]
    spelt = [one for one in meant if one not in drawn]
    if spelt:
        pattern = f"{BEFORE}({'|'.join(pattern_of(folded(one), manner) for one in spelt)}){AFTER}"
        signs = frozenset(one for one in (folded(one).replace(" ", "") for one in spelt) if not one.isalpha())
        yield WordFinder(pattern, _compiled(pattern, most_bytes=SET_BYTES, exact=True), signs)
    yield from (pattern_finder(re2.escape(one.strip(WILDCARD))) for one in drawn)


def pattern_finder(pattern: str) -> PatternFinder:
    """Make a finder of a regular expression; it takes capitals and small letters for equal.

    Raises
    ------
    ValueError
        If it can't be used; the message says why.
    """
    return PatternFinder(pattern, _compiled(pattern, most_bytes=PATTERN_BYTES, exact=False))


def _compiled(pattern: str, *, most_bytes: int, exact: bool) -> Any:  # noqa: ANN401 - re2 has no types
    try:
        return re2.compile(pattern, _options(most_bytes, exact=exact))
    except re2.error as error:
        raise ValueError(_why(error)) from error


def _why(error: Exception) -> str:
    said = error.args[0] if error.args else "it can't be read"
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)


def _options(most_bytes: int, *, exact: bool) -> Any:  # noqa: ANN401 - re2 has no types
    options = re2.Options()
    options.max_mem, options.case_sensitive, options.log_errors = most_bytes, exact, False
    return options


class OneSet:
    """Says in one pass which of its regular expressions find something."""

    def __init__(self, patterns: Sequence[str], *, exact: bool, most_bytes: int = SET_BYTES) -> None:
        self._all: Final = range(len(patterns))
        self._set: Final = _set_of([*patterns, ALWAYS], _options(most_bytes, exact=exact))

    def found(self, text: bytes) -> Collection[int]:
        """Say the places of those that do; of all of them, where there is too little memory to tell."""
        found = {*(self._set.Match(text) or ())} if self._set is not None else set()
        always = len(self._all)
        return found - {always} if always in found else self._all


def _set_of(patterns: Sequence[str], options: Any) -> Any | None:  # noqa: ANN401 - re2 has no types
    several = re2.Set.SearchSet(options)
    try:
        for pattern in patterns:
            several.Add(pattern)
        several.Compile()
    except re2.error:
        return None
    return several


class Several(Generic[Asked]):
    """Says in one pass over a text which of several are worth asking about it."""

    def __init__(self, finders: Sequence[tuple[Asked, Sequence[Finder]]]) -> None:
        pairs = [(number, one) for number, (_, several) in enumerate(finders) for one in several]
        words = [(number, one.pattern) for number, one in pairs if isinstance(one, WordFinder)]
        patterns = [(number, one.pattern) for number, one in pairs if isinstance(one, PatternFinder)]
        self._asked: Final = [asked for asked, _ in finders]
        self._words: Final = [number for number, _ in words], OneSet([one for _, one in words], exact=True)
        self._patterns: Final = [number for number, _ in patterns], OneSet([one for _, one in patterns], exact=False)

    def worth_asking(self, text: Text) -> list[Asked]:
        """Leave out those that find nothing."""
        (words, word_set), (patterns, pattern_set) = self._words, self._patterns
        found = {words[place] for place in word_set.found(text.encoded)} if words else set()
        for one in (text.raw, text.plain.text) if patterns else ():
            found |= {patterns[place] for place in pattern_set.found(one.encode())}
        return [self._asked[number] for number in sorted(found)]
