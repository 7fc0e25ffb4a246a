"""What somebody filled in, read from an interaction: it works for modals that an earlier process showed, too."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, cast

import discord

from bot.shelf import Posted
from bot.words import escape, said_back
from core.errors import UserError
from core.limits import SEED_MAX

Interaction = discord.Interaction[Any]

LABEL: Final = discord.ComponentType.label.value
TYPED: Final = discord.ComponentType.text_input.value

NO_NUMBER: Final = "The {name} must be a whole number from {least} to {most}, not {typed}. Nothing was used up."
DIGITS_MOST: Final = len(str(SEED_MAX))


@dataclass(frozen=True, slots=True)
class Typed:
    """Fields by their ids; what was left empty is not among them."""

    modal: str
    """The id of the modal itself."""
    words: Mapping[str, str]
    file: Posted | None = None
    chosen: frozenset[str] = frozenset()
    """The fields that were chosen and not typed."""
    ticked: frozenset[str] = frozenset()
    """The boxes with a tick."""
    picked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What was picked in menus and among boxes, each of which may hold several values."""

    def get(self, name: str) -> str:
        """Say what is in a field."""
        return self.words.get(name, "")

    @property
    def seed(self) -> int | None:
        """The seed that was asked for, if any."""
        return self.number("seed", least=0, most=SEED_MAX)

    def number(self, name: str, *, least: int, most: int) -> int | None:
        """Say which number is in a field, if any.

        Raises
        ------
        UserError
            If there is something else in it.
        """
        written = self.get(name)
        if not written:
            return None
        digits = written.isascii() and written.isdigit() and len(written) <= DIGITS_MOST
        if not digits or not least <= int(written) <= most:
            raise UserError(NO_NUMBER.format(name=name, least=least, most=most, typed=escape(written)), code="E-VALUE")
        return int(written)

    def said_back(self) -> str:
        """Write what was typed so that it can be copied."""
        return said_back(word for name, word in self.words.items() if name not in self.chosen)


def typed_in(interaction: Interaction) -> Typed:
    """Read a modal that was sent off."""
    data = cast("dict[str, Any]", interaction.data)
    attachments = data.get("resolved", {}).get("attachments", {})
    fields = list(_fields(data["components"]))
    words = {one["custom_id"]: one["value"].strip() for one in fields if isinstance(one.get("value"), str)}
    keys = [key for one in fields for key in one.get("values", []) if key in attachments]
    files = [Posted(attachments[key]["url"], attachments[key]["size"]) for key in keys]
    given = {name: word for name, word in words.items() if word}
    chosen = frozenset(one["custom_id"] for one in fields if one["type"] != TYPED)
    ticked = frozenset(one["custom_id"] for one in fields if one.get("value") is True)
    picked = {one["custom_id"]: tuple(map(str, one["values"])) for one in fields if one.get("values")}
    return Typed(data["custom_id"], given, next(iter(files), None), chosen, ticked, picked)


def _fields(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    return (one["component"] for one in components if one["type"] == LABEL)
