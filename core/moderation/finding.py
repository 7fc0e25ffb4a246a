"""Where in a text something stands: regular expressions, which take no longer the more evil the text or they are."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Generic, Protocol, Self, TypeVar

import re2

from core.moderation.letters import BREAK
from core.moderation.normalising import Reading, folded, plain, reading_of
from core.moderation.wording import AFTER, BEFORE, WILDCARD, is_meant, pattern_of

SET_BYTES: Final = 64 * 2**20
GAP_MOST: Final = 3
"""Signs between a word and the next."""

PATTERN_BYTES: Final = 2**20
"""What one regular expression may take: whoever writes one that needs more is told."""

Asked = TypeVar("Asked")


@dataclass(frozen=True, slots=True)
class Found:
    """A part of a text, from one place to another."""

    start: int
    end: int

    def covers(self, other: "Found") -> bool:
        """Tell whether the other lies within."""
        return self.start <= other.start and other.end <= self.end

    def leads_to(self, other: "Found") -> bool:
        """Tell whether the other follows at once."""
        return 0 <= other.start - self.end <= GAP_MOST


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


class Finder(Protocol):
    """Finds one thing."""

    def found(self, text: Text) -> Iterator[Found]:
        """Find it, wherever it is."""


def all_found(finders: Iterable[Finder], text: Text) -> list[Found]:
    """Find what any of them is of, each part of the text once."""
    return [*dict.fromkeys(one for finder in finders for one in finder.found(text))]


@dataclass(frozen=True, slots=True)
class WordFinder:
    """Finds words in what a text may be read as."""

    pattern: str
    compiled: Any
    spelt: frozenset[str]
    """Words that hold other signs than letters: those need not be told from numbers."""

    def found(self, text: Text) -> Iterator[Found]:
        """Find them, each time where they stand in the text itself."""
        reading, place = text.reading, 0
        while match := self.compiled.search(reading.text, place):
            start, end = match.span(1)
            words = reading.text[start:end]
            if is_meant(words) or not self.spelt.isdisjoint((words, re.sub(r"\W+", "", words))):
                yield Found(*reading.span(start, end))
            place = max(end, place + 1)


@dataclass(frozen=True, slots=True)
class PatternFinder:
    """Finds what somebody's regular expression is of, in the words as they stand and as they are read."""

    pattern: str
    compiled: Any

    def found(self, text: Text) -> Iterator[Found]:
        """Find it; what is empty is nothing."""
        spans = [Found(*match.span()) for match in self.compiled.finditer(text.raw)]
        read = [Found(*text.plain.span(*match.span())) for match in self.compiled.finditer(text.plain.text)]
        yield from (one for one in dict.fromkeys([*spans, *read]) if one.start < one.end)


def word_finders(words: Iterable[str], *, meta: frozenset[str] = frozenset()) -> Iterator[Finder]:
    """Make one finder of words, and one more for each that holds an emoji: that is found as it stands."""
    meant = [one for one in words if one.strip(WILDCARD + " ")]
    drawn = [one for one in meant if BREAK in folded(one)]
    spelt = [one for one in meant if one not in drawn]
    if spelt:
        pattern = f"{BEFORE}({'|'.join(pattern_of(folded(one), meta=meta) for one in spelt)}){AFTER}"
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

    def __init__(self, patterns: Sequence[str], *, exact: bool) -> None:
        self._set: Final = re2.Set.SearchSet(_options(SET_BYTES, exact=exact))
        self._empty: Final = not patterns
        for pattern in patterns:
            self._set.Add(pattern)
        self._set.Compile()

    def found(self, text: str) -> Sequence[int]:
        """Say the places of those that do."""
        return () if self._empty else self._set.Match(text) or ()


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
        found = {words[place] for place in word_set.found(text.reading.text)}
        for one in (text.raw, text.plain.text) if patterns else ():
            found |= {patterns[place] for place in pattern_set.found(one)}
        return [self._asked[number] for number in sorted(found)]
