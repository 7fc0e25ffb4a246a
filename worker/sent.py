"""A file that somebody sent, and who reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from core.formats import is_picture
from worker.codecs import decode_beginning, decode_picture

if TYPE_CHECKING:
    from torch import Tensor

    from worker.codecs import Picture


class Reader(Protocol):
    """Makes pictures and sounds out of files whose bytes nobody trusts."""

    def picture(self, content: bytes) -> Picture:
        """Read a picture, as `decode_picture` does."""

    def beginning(self, content: bytes, *, most_s: float) -> tuple[Tensor, float]:
        """Read the beginning of a sound, as `decode_beginning` does."""


class Here:
    """Reads in this very process: for files that are the user's own, on the user's own machine."""

    def picture(self, content: bytes) -> Picture:
        """Read a picture."""
        return decode_picture(content)

    def beginning(self, content: bytes, *, most_s: float) -> tuple[Tensor, float]:
        """Read the beginning of a sound."""
        return decode_beginning(content, most_s=most_s)


HERE: Final = Here()


@dataclass(frozen=True)
class Sent:
    """Bytes that are a picture or a sound, if they are what they should be."""

    content: bytes
    reader: Reader = HERE

    @property
    def is_picture(self) -> bool:
        """Whether they begin as a picture does."""
        return is_picture(self.content)

    def picture(self) -> Picture:
        """Read them as a picture."""
        return self.reader.picture(self.content)

    def beginning(self, *, most_s: float) -> tuple[Tensor, float]:
        """Read them as a sound."""
        return self.reader.beginning(self.content, most_s=most_s)
