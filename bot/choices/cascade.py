"""Which of several choices holds: the nearest. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from bot.choices.keys import Setting
from bot.records.oversight import Scope

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Layer:
    """What one server, channel or user chose, as it is kept."""

    scope: Scope
    holder: str
    """The id of the server, channel or user."""
    written: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Chosen(Generic[T]):
    """A value, and where it comes from."""

    value: T
    scope: Scope | Literal["default"]
    holder: str | None = None


def chosen(setting: Setting[T], layers: Sequence[Layer]) -> Chosen[T]:
    """Take the choice of the last layer that has one; layers go from the widest to the nearest.

    A layer whose choice this is not is passed over, and so is what this version can't read.
    """
    for layer in reversed(layers):
        written = layer.written.get(setting.key) if layer.scope in setting.scopes else None
        value = None if written is None else setting.kind.read(written)
        if value is not None:
            return Chosen(value, layer.scope, layer.holder)
    return Chosen(setting.default, "default")
