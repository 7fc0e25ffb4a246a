"""Rules of words, compiled once: what they find in a text, and where."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, Literal, Protocol, Self

from core.errors import UserError
from core.moderation.finding import Covering, Finder, Found, Several, Text, all_found, pattern_finder, word_finders
from core.moderation.rulefile import Action, WrittenRule, built_in_rules, rules_in
from core.moderation.values import Family
from core.moderation.wording import LISTED, LISTED_EXACTLY, OWN, OWN_EXACTLY, Manner

Source = Literal["built-in", "operator", "server", "AutoMod"]

BAD_PATTERN: Final = "The rule {name} has a pattern that cannot be used: {why}."
EMPTY: Final = "The rule {name} has neither words nor a pattern."
"""A server's filter without either would match nothing, ever."""


class Written(Protocol):
    """What a server writes of a rule of its own, as `bot.records.oversight.Filter` has it."""

    @property
    def name(self) -> str:
        """What moderators call it."""

    @property
    def action(self) -> Action:
        """What becomes of what it finds."""

    @property
    def words(self) -> Sequence[str]:
        """What it finds; `*` at an end of one lets the word go on there."""

    @property
    def pattern(self) -> str | None:
        """What it finds as a regular expression."""

    @property
    def replacement(self) -> str:
        """What stands in its place, with `replace`."""


@dataclass(frozen=True, slots=True)
class AutoModRule:
    """What Discord says of a rule of AutoMod; `*` at an end of a keyword lets the word go on there."""

    name: str
    keywords: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    """Words in which a match is none."""
    blocks: bool = True
    """It blocks the message; without, it only tells moderators."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, ready to be asked."""

    name: str
    family: Family
    action: Action
    source: Source
    finders: tuple[Finder, ...]
    exceptions: tuple[Finder, ...] = ()
    unless_after: tuple[Finder, ...] = ()
    replacement: str = ""
    firm: bool = False

    def found(self, text: Text) -> Iterator[Found]:
        """Find what it is about, one after the other, but for its exceptions."""
        spared, turned = None, frozenset[int]()
        for one in all_found(self.finders, text):
            if spared is None:
                spared = Covering((exception, self) for exception in all_found(self.exceptions, text))
                turned = frozenset(before.end for before in all_found(self.unless_after, text))
            if not spared.over(one) and _before(one, text) not in turned:
                yield one


def _before(found: Found, text: Text) -> int:
    """Find where the word before ends, if nothing but spaces is between."""
    place = found.start
    while place and text.raw[place - 1].isspace():
        place -= 1
    return place


@dataclass(frozen=True)
class Rules:
    """Rules that are asked together, in one pass over the words."""

    rules: tuple[Rule, ...]
    unusable: tuple[str, ...] = ()
    """Patterns of AutoMod's that can't be used here."""

    def __post_init__(self) -> None:
        """Compile all together now, not when the first is waiting."""
        _ = self._several

    @classmethod
    def built_in(cls, extra: Path | None = None) -> Self:
        """Take the rules that come with Jamgram, and an operator's own file.

        Raises
        ------
        UserError
            If that file isn't right; the sentence names the line or the rule.
        """
        own = [_compiled(one, source="operator") for one in rules_in(extra)] if extra else []
        return cls((*(_compiled(one, source="built-in") for one in built_in_rules()), *own))

    @classmethod
    def of(cls, filters: Iterable[Written]) -> Self:
        """Take a server's own.

        Raises
        ------
        UserError
            If one has a pattern that can't be used; ask this before a filter is kept.
        """
        return cls(tuple(_of_server(one) for one in filters))

    @classmethod
    def auto_mod(cls, written: AutoModRule) -> Self:
        """Take one of a server's AutoMod rules. What it blocks is refused, what it only tells of is held.

        A pattern that can't be used here is left out; `unusable` has it.
        """
        patterns = {one: _pattern(one) for one in written.patterns}
        rule = Rule(
            name=written.name,
            family="server",
            action="block" if written.blocks else "hold",
            source="AutoMod",
            finders=(*word_finders(written.keywords, OWN), *filter(None, patterns.values())),
            exceptions=tuple(word_finders(written.allowed, OWN_EXACTLY)),
        )
        return cls((rule,), tuple(one for one, finder in patterns.items() if finder is None))

    def __add__(self, other: "Rules") -> "Rules":
        return Rules((*self.rules, *other.rules), (*self.unusable, *other.unusable))

    def worth_asking(self, text: Text) -> list[Rule]:
        """Leave out those that find nothing."""
        return self._several.worth_asking(text)

    @cached_property
    def _several(self) -> Several[Rule]:
        return Several([(rule, rule.finders) for rule in self.rules])


NO_RULES: Final = Rules(())


def _compiled(written: WrittenRule, *, source: Source) -> Rule:
    return Rule(
        name=written.name,
        family=written.family,
        action=written.action,
        source=source,
        finders=_finders(written, written.patterns, LISTED_EXACTLY if written.action == "allow" else LISTED),
        exceptions=tuple(word_finders(written.exceptions, LISTED_EXACTLY)),
        unless_after=tuple(word_finders(written.unless_after, LISTED_EXACTLY)),
        replacement=written.replacement,
        firm=written.firm,
    )


def _of_server(written: Written) -> Rule:
    patterns = [written.pattern] if written.pattern else []
    finders = _finders(written, patterns, OWN_EXACTLY if written.action == "allow" else OWN)
    if not finders:
        raise UserError(EMPTY.format(name=written.name))
    return Rule(written.name, "server", written.action, "server", finders, replacement=written.replacement)


def _finders(written: WrittenRule | Written, patterns: Sequence[str], manner: Manner) -> tuple[Finder, ...]:
    try:
        return (*word_finders(written.words, manner), *map(pattern_finder, patterns))
    except ValueError as error:
        raise UserError(BAD_PATTERN.format(name=written.name, why=error)) from error


def _pattern(pattern: str) -> Finder | None:
    try:
        return pattern_finder(pattern)
    except ValueError:
        return None
