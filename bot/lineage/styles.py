"""How large the members of a family are drawn: the largest style that fits."""

from dataclasses import dataclass
from typing import Final

SIDE_MAX: Final = 8000
"""Pixels: no picture is wider or higher."""
PIXELS_MAX: Final = 20 * 2**20
"""Of the whole picture: what is larger takes long to write."""

MARGIN: Final = 24
HEAD: Final = 56
"""Pixels above the tree, for its title, and below it, for what the lines mean."""


@dataclass(frozen=True, slots=True)
class Style:
    """The measures of one member, in pixels: its place, its thumbnail, the letters beside it. 0: there is none."""

    across: int
    down: int
    thumbnail: int
    letters: int
    lines: int
    """How many lines stand beside the thumbnail."""

    def size(self, columns: int, rows: int) -> tuple[int, int]:
        """How large a tree of so many columns and rows becomes."""
        return max(TITLE_ACROSS, columns * self.across + 2 * MARGIN), rows * self.down + 2 * (MARGIN + HEAD)


TITLE_ACROSS: Final = 760
"""No picture is narrower: its title and its legend have to fit."""

STYLES: Final = (
    Style(across=330, down=136, thumbnail=112, letters=20, lines=3),
    Style(across=220, down=72, thumbnail=56, letters=15, lines=2),
    Style(across=190, down=26, thumbnail=0, letters=13, lines=1),
    Style(across=108, down=16, thumbnail=0, letters=11, lines=1),
    Style(across=15, down=15, thumbnail=0, letters=0, lines=0),
)
"""From the largest to one of dots, which holds a family of any shape that `MEMBERS_MAX` allows."""

MEMBERS_MAX: Final = 500
THUMBNAILS_MAX: Final = 60
"""In a larger family there are none: to read them takes longer than all else."""


def style_for(columns: int, rows: int, *, members: int) -> Style:
    """Choose the largest style for a tree of so many columns and rows."""
    fitting = (style for style in STYLES if _fits(style.size(columns, rows)))
    return next(one for one in fitting if members <= THUMBNAILS_MAX or not one.thumbnail)


def _fits(size: tuple[int, int]) -> bool:
    return max(size) <= SIDE_MAX and size[0] * size[1] <= PIXELS_MAX
