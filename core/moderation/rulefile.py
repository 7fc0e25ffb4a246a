"""Files of rules: what operators write, and the lists that come with Jamgram."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field, ValidationError

from core.contract import Value
from core.errors import UserError
from core.moderation.values import Family

Action = Literal["block", "hold", "replace", "allow"]

Words = Annotated[str, Field(min_length=1, max_length=1000)]

PLACE: Final = re.compile(r"\{(\w+)\}")

UNREADABLE: Final = "The rules in {file} cannot be read: {why}."
NOT_TOML: Final = "The rules in {file} are no TOML: {why}."
WRONG: Final = "The rules in {file} are not right: {where}: {why}."
NO_LIST: Final = "The rules in {file} are not right: rule {rule} names the list {name}, which isn't there."


class WrittenRule(Value):
    """A rule as it is written; `docs/moderation.md` explains each field."""

    name: Annotated[str, Field(min_length=1, max_length=64)]
    family: Family = "server"
    action: Action
    words: tuple[Words, ...] = ()
    patterns: tuple[Words, ...] = ()
    exceptions: tuple[Words, ...] = ()
    unless_after: tuple[Words, ...] = ()
    """Words that make what stands right after them the opposite of what is meant: `against`."""
    replacement: Annotated[str, Field(max_length=100)] = ""
    firm: bool = False
    """No server's own list of what is allowed lifts it."""


class RuleFile(Value):
    """A file of rules. `{name}` in words stands for any of the list of that name."""

    lists: Mapping[str, tuple[Words, ...]] = {}
    rules: tuple[WrittenRule, ...]


def built_in_rules() -> Iterator[WrittenRule]:
    """Read the lists that come with Jamgram."""
    for file in sorted(resources.files("core.moderation").joinpath("lists").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            yield from rules_of(file.read_text("utf-8"), name=file.name)


def rules_in(path: Path) -> Sequence[WrittenRule]:
    """Read an operator's own file.

    Raises
    ------
    UserError
        If it can't be read; the sentence names the line or the rule.
    """
    try:
        return rules_of(path.read_text("utf-8"), name=str(path))
    except (OSError, UnicodeError) as error:
        raise UserError(UNREADABLE.format(file=path, why=error)) from error


def rules_of(toml: str, *, name: str) -> Sequence[WrittenRule]:
    """Read rules, with their lists put in.

    Raises
    ------
    UserError
        If they are not right.
    """
    try:
        written = RuleFile.model_validate(tomllib.loads(toml))
    except tomllib.TOMLDecodeError as error:
        raise UserError(NOT_TOML.format(file=name, why=error)) from error
    except ValidationError as error:
        raise UserError(_complaint(error, toml, name=name)) from error
    return [_filled(rule, written.lists, name=name) for rule in written.rules]


def _complaint(error: ValidationError, toml: str, *, name: str) -> str:
    wrong = error.errors(include_url=False)[0]
    place = wrong["loc"]
    where = " ".join(map(str, place)) or "the file"
    if place[:1] == ("rules",) and len(place) > 1:
        rule = tomllib.loads(toml)["rules"][place[1]]
        named = rule.get("name", f"number {int(place[1]) + 1}") if isinstance(rule, dict) else place[1]
        where = " ".join(["rule", str(named), *map(str, place[2:3])])
    return WRONG.format(file=name, where=where, why=wrong["msg"])


def _filled(rule: WrittenRule, lists: Mapping[str, Sequence[str]], *, name: str) -> WrittenRule:
    def fill(place: re.Match[str]) -> str:
        if place[1] not in lists:
            raise UserError(NO_LIST.format(file=name, rule=rule.name, name=place[1]))
        return f"({'|'.join(lists[place[1]])})"

    def filled(words: Sequence[str]) -> tuple[str, ...]:
        return tuple(PLACE.sub(fill, one) for one in words)

    fields = {"words": rule.words, "exceptions": rule.exceptions, "unless_after": rule.unless_after}
    return rule.model_copy(update={field: filled(words) for field, words in fields.items()})
