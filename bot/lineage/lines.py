"""The lines of a family's picture, from every clip to what it was made of."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from bot.lineage.layout import Layout
from bot.lineage.styles import MARGIN
from bot.lineage.tiles import Tile
from bot.records.lineage import Member

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

Point = tuple[float, float]

FIRST: Final = 120
SECOND: Final = 150
"""Shades of grey: lines are lighter than letters."""
DASH: Final = 6.0


def draw_lines(pen: "ImageDraw", members: Sequence[Member], tiles: Mapping[str, Tile], tree: Layout) -> None:
    """Draw all lines. Those to a second parent are broken."""
    for one in members:
        for number, parent in enumerate(one.parents):
            if parent not in tiles:
                continue
            if number == 0:
                _draw_first(pen, tiles[parent], tiles[one.id], tree)
            else:
                _draw_broken(pen, _end(tiles[parent]), _beginning(tiles[one.id]))


def _draw_first(pen: "ImageDraw", parent: Tile, child: Tile, tree: Layout) -> None:
    """Lead to the generation's left edge, along it, and to the child: from the left, or in a block from above."""
    style = child.style
    edge = MARGIN + tree.begins[child.member.id] * style.across - max(3, style.across // 16)
    if tree.places[child.member.id].is_abreast:
        above = child.top + 1
        middle = child.left + child.side // 2
        points = [_end(parent), (edge, parent.middle), (edge, above), (middle, above), (middle, child.upper)]
    else:
        points = [_end(parent), (edge, parent.middle), (edge, child.middle), _beginning(child)]
    pen.line(points, fill=FIRST, width=_width(child))


def _draw_broken(pen: "ImageDraw", start: Point, end: Point) -> None:
    for dash in _dashes(start, end):
        pen.line(dash, fill=SECOND, width=2)


def _dashes(start: Point, end: Point) -> Iterator[tuple[Point, Point]]:
    across, down = end[0] - start[0], end[1] - start[1]
    length = max(1.0, (across**2 + down**2) ** 0.5)
    for number in range(0, int(length / DASH), 2):
        begin, stop = number * DASH / length, min(1.0, (number + 1) * DASH / length)
        yield (start[0] + across * begin, start[1] + down * begin), (start[0] + across * stop, start[1] + down * stop)


def _end(tile: Tile) -> Point:
    return tile.left + tile.side, tile.middle


def _beginning(tile: Tile) -> Point:
    return tile.left, tile.middle


def _width(tile: Tile) -> int:
    return 2 if tile.style.thumbnail else 1
