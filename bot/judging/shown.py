"""Words as they may be shown now: what rules refuse since then is veiled, whatever it was when it was made.

Recipes and their names stay as they are. Whoever shows something says first by which rules; else nothing is veiled.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

Veil = Callable[[str], str]

VEILED: Final = "▇▇▇"
"""Stands for words that may not be shown."""

_veil: ContextVar[Veil | None] = ContextVar("veil", default=None)


def shown(words: str) -> str:
    """Write words as they may be shown where they are shown just now."""
    veil = _veil.get()
    return words if veil is None else veil(words)


def shown_to_reuse(words: str) -> str:
    """Write what is left of words for somebody who begins with them."""
    return " ".join(shown(words).replace(VEILED, " ").split())


def show_through(veil: Veil) -> None:
    """Show everything through a veil that this task shows from now on."""
    _veil.set(veil)


@contextmanager
def showing_through(veil: Veil | None) -> Iterator[None]:
    """Show everything through a veil inside, or as it is."""
    token = _veil.set(veil)
    try:
        yield
    finally:
        _veil.reset(token)
