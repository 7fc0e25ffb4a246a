"""How much there is to paint for a recipe: the windows of what is painted piece by piece, and the steps of it all."""

from itertools import pairwise
from typing import Final, NamedTuple

from core.contract import Beat, Extend, Layer, Morph, Painted, Recipe, Remix, Section
from core.limits import NATIVE_COLUMNS

EXTEND_STRENGTH: Final = 0.8
"""How far what is added goes from the sound that it continues."""

EXTEND_OVERLAP: Final = 128
"""Columns of every window, at the least, that are there already on the side that it leads on from."""

CLOSING: Final = NATIVE_COLUMNS - 2 * EXTEND_OVERLAP
"""Columns of a loop that its last window adds, which has to see as much on either side."""

SECTION_SEEN: Final = 128
"""Columns at the end of a section's source, painted along with it so that it leads on from there."""

GRID: Final = 16
"""Columns and rows of a picture that are one of the built-in model's; Stable Diffusion's are half as wide."""


class Window(NamedTuple):
    """So much of a picture that is painted at once: from column `start` on, new from `begin` to `end`.

    On a circle it may begin below column 0 or end beyond the last.
    """

    start: int
    begin: int
    end: int

    @property
    def stop(self) -> int:
        """The column behind its last."""
        return self.start + NATIVE_COLUMNS


def windows_of(recipe: Extend) -> tuple[Window, ...]:
    """Lay out the windows in which a clip is extended, in the order in which they are painted.

    Each begins where the one before it ended, outwards from what is kept. The last one of a loop sees both sides.
    """
    added, kept = recipe.columns - recipe.kept_columns, recipe.kept_columns
    edges = pairwise(_edges(added, closing=CLOSING if recipe.side == "loop" else 0))
    if recipe.side == "before":
        return tuple(Window(added - end, added - end, added - begin) for begin, end in edges)
    windows = [Window(kept + end - NATIVE_COLUMNS, kept + begin, kept + end) for begin, end in edges]
    return tuple([*windows[:-1], _between(windows[-1])] if recipe.side == "loop" else windows)


def _edges(added: int, *, closing: int) -> list[int]:
    """Cut what is added into pieces that are about alike, but for the last one of a loop."""
    leading = added - closing
    pieces = -(-leading // (NATIVE_COLUMNS - EXTEND_OVERLAP))
    edges = [leading * piece // pieces // GRID * GRID for piece in range(pieces)] + [leading]
    return [*edges, added] if closing else edges


def _between(window: Window) -> Window:
    """Move a window so that it sees as much on either side of what is new."""
    seen = NATIVE_COLUMNS - (window.end - window.begin)
    return window._replace(start=window.begin - seen // 2 // GRID * GRID)


def steps_taken(steps: int, *, strength: float) -> int:
    """How many of so many steps painting over a picture takes: none at 0, but one at the least for any strength."""
    return max(1, int(steps * strength)) if strength > 0 else 0


def strength_of(recipe: Painted) -> float:
    """How far a recipe's clip goes from what it begins with; 1 if it begins with nothing."""
    match recipe:
        case Beat() | Remix() | Section() | Layer():
            return recipe.strength
        case Extend():
            return EXTEND_STRENGTH
        case _:
            return 1.0


def passes_of(recipe: Painted) -> int:
    """How many pictures are painted one after another for one clip."""
    return len(windows_of(recipe)) if isinstance(recipe, Extend) else 1


def columns_painted(recipe: Painted) -> int:
    """How many columns a model looks at for each step of a clip: windows overlap."""
    match recipe:
        case Extend():
            return passes_of(recipe) * NATIVE_COLUMNS
        case Section() if recipe.source is not None:
            return SECTION_SEEN + recipe.columns
        case Morph() if recipe.columns > NATIVE_COLUMNS:
            return 2 * recipe.columns - (0 if recipe.loop else NATIVE_COLUMNS)
        case _:
            return recipe.columns


def steps_of(recipe: Recipe) -> int:
    """How often a painter takes a step for a clip; never for what is only converted."""
    if not isinstance(recipe, Painted):
        return 0
    return passes_of(recipe) * steps_taken(recipe.steps, strength=strength_of(recipe))
