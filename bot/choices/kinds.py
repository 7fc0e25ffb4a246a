"""What a setting may be: how it is typed, kept and told."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

from core.errors import UserError

T = TypeVar("T")

CHANNEL: Final = re.compile(r"(?:<#)?(\d{15,20})>?")
OUT_OF_RANGE: Final = "That has to be a whole number from {least} to {most}. Nothing was changed."
NOT_ONE_OF_THEM: Final = "That has to be one of {names}. Nothing was changed."
NO_CHANNEL: Final = "That is no channel: choose one of the list. Nothing was changed."


class Kind(Protocol[T]):
    """What values there are."""

    def read(self, written: str) -> T | None:
        """Read what was kept; None if this version doesn't know it."""

    def write(self, value: T) -> str:
        """Write a value as it is kept; `read` reads it again."""

    def parse(self, typed: str) -> T:
        """Read what somebody typed, or raise a `UserError`."""

    def tell(self, value: T) -> str:
        """Say a value in a message."""

    def offers(self) -> Iterator[str]:
        """Name what can be typed, if that is a list."""


@dataclass(frozen=True, slots=True)
class Named(Generic[T]):
    """One of a few values that have names."""

    names: Mapping[str, T]

    def read(self, written: str) -> T | None:
        """Find the value of this name."""
        return self.names.get(written)

    def write(self, value: T) -> str:
        """Find the name of this value."""
        return next(name for name, one in self.names.items() if one == value)

    def parse(self, typed: str) -> T:
        """Take a name in any case."""
        found = self.names.get(typed.strip().casefold())
        if found is None:
            raise UserError(NOT_ONE_OF_THEM.format(names=", ".join(f"`{name}`" for name in self.names)), code="E-VALUE")
        return found

    def tell(self, value: T) -> str:
        """Say its name."""
        return f"`{self.write(value)}`"

    def offers(self) -> Iterator[str]:
        """Offer all names."""
        return iter(self.names)


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number within bounds."""

    least: int
    most: int

    def read(self, written: str) -> int | None:
        """Read a number that is within the bounds of this version."""
        number = int(written) if re.fullmatch(r"\d{1,9}", written, re.ASCII) else None
        return number if number is not None and self.least <= number <= self.most else None

    def write(self, value: int) -> str:
        """Write it in digits."""
        return str(value)

    def parse(self, typed: str) -> int:
        """Take digits."""
        found = self.read(typed.strip())
        if found is None:
            raise UserError(OUT_OF_RANGE.format(least=self.least, most=self.most), code="E-VALUE")
        return found

    def tell(self, value: int) -> str:
        """Say the number."""
        return f"`{value}`"

    def offers(self) -> Iterator[str]:
        """Offer nothing: a number is typed."""
        return iter(())


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel's id, or none. Whether it is there is for whoever asks Discord."""

    def read(self, written: str) -> str | None:
        """Read an id."""
        return written if re.fullmatch(r"\d{15,20}", written, re.ASCII) else None

    def write(self, value: str | None) -> str:
        """Write the id; what is none is never kept."""
        return value or ""

    def parse(self, typed: str) -> str | None:
        """Take an id or a mention of a channel."""
        found = CHANNEL.fullmatch(typed.strip())
        if found is None:
            raise UserError(NO_CHANNEL, code="E-VALUE")
        return found[1]

    def tell(self, value: str | None) -> str:
        """Mention the channel."""
        return "none" if value is None else f"<#{value}>"

    def offers(self) -> Iterator[str]:
        """Offer nothing: only a server knows its channels."""
        return iter(())
