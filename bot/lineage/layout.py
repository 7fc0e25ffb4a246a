"""Where the members of a family stand in its picture: generations from left to right, each below its parent's others.

Only the first parent decides where a clip stands; a morph's second one has a line of its own. Clips that have no
children stand in blocks of several columns, so that a parent of many makes no picture that is all height.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.records.lineage import Member

ABREAST_FROM: Final = 5
"""So many childless siblings stand in several columns."""

SHAPE: Final = 0.4
"""Height by width of a member's place: a block of them is about as high as wide."""


@dataclass(frozen=True, slots=True)
class Place:
    """A member's place, in columns and rows; rows may be halves. `is_abreast`: others of its block stand beside it."""

    column: int
    row: float
    is_abreast: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """All places, how many columns and rows they take, and in which column each member's generation begins."""

    places: Mapping[str, Place]
    begins: Mapping[str, int]
    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class _Block:
    """Childless siblings of one generation."""

    members: tuple[Member, ...]

    @property
    def columns(self) -> int:
        """How many stand side by side."""
        count = len(self.members)
        return 1 if count < ABREAST_FROM else math.ceil(math.sqrt(count * SHAPE))

    @property
    def rows(self) -> int:
        """How many rows that makes."""
        return math.ceil(len(self.members) / self.columns)


class _Branches:
    """Who comes of whom, by first parents that are there themselves. Parents are older than their children."""

    def __init__(self, members: Sequence[Member]) -> None:
        known = {one.id for one in members}
        self._children: dict[str | None, list[Member]] = {}
        for one in members:
            parent = one.parents[0] if one.parents and one.parents[0] in known else None
            self._children.setdefault(parent, []).append(one)

    def of(self, parent: str | None) -> list[Member]:
        """Children that have some themselves."""
        return [one for one in self._children.get(parent, []) if one.id in self._children]

    def blocks(self, parent: str | None) -> list[_Block]:
        """Children that have none, by generation."""
        childless = [one for one in self._children.get(parent, []) if one.id not in self._children]
        generations = sorted({one.generation for one in childless})
        return [_Block(tuple(one for one in childless if one.generation == wanted)) for wanted in generations]


def layout(members: Sequence[Member]) -> Layout:
    """Give each member of a family, oldest first, a place of its own."""
    branches = _Branches(members)
    blocks = [block for one in [None, *members] for block in branches.blocks(one.id if one else None)]
    begins, columns = _columns(members, blocks)
    rows = _rows(members, branches)
    places = dict(_places(members, branches, begins, rows))
    return Layout(places, {one.id: begins[one.generation] for one in members}, columns, rows[None])


def _columns(members: Sequence[Member], blocks: Sequence[_Block]) -> tuple[dict[int, int], int]:
    """Say in which column each generation begins, and how many there are of all."""
    widths = {one.generation: 1 for one in members}
    for block in blocks:
        generation = block.members[0].generation
        widths[generation] = max(widths[generation], block.columns)
    begins, column = {}, 0
    for generation in sorted(widths):
        begins[generation] = column
        column += widths[generation]
    return begins, column


def _rows(members: Sequence[Member], branches: _Branches) -> dict[str | None, int]:
    """Count the rows of each member's descendants; None stands for the whole."""
    rows: dict[str | None, int] = {}
    for parent in [*(one.id for one in reversed(members)), None]:
        below = [rows[child.id] for child in branches.of(parent)]
        rows[parent] = max(1, sum(below) + sum(block.rows for block in branches.blocks(parent)))
    return rows


def _places(
    members: Sequence[Member], branches: _Branches, begins: Mapping[int, int], rows: Mapping[str | None, int]
) -> Iterator[tuple[str, Place]]:
    tops: dict[str | None, int] = {None: 0}
    for parent in [None, *members]:
        name = parent.id if parent else None
        top = tops.get(name)
        if top is None:
            continue  # a childless one: its block has placed it
        for child in branches.of(name):
            tops[child.id] = top
            yield child.id, Place(begins[child.generation], top + (rows[child.id] - 1) / 2)
            top += rows[child.id]
        for block in branches.blocks(name):
            yield from _block_places(block, begins, top)
            top += block.rows


def _block_places(block: _Block, begins: Mapping[int, int], top: int) -> Iterator[tuple[str, Place]]:
    for number, one in enumerate(block.members):
        row, column = divmod(number, block.columns)
        yield one.id, Place(begins[one.generation] + column, top + row, is_abreast=block.columns > 1)
