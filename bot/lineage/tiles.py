"""One member of a family in its picture: a frame with its spectrogram; beside it its name, origin and stars."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.lineage.fonts import font_of
from bot.lineage.naming import is_shown, name_of
from bot.lineage.styles import Style
from bot.records.lineage import Member
from bot.shrinking import shrunk
from bot.words import ordinal

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont
    from PIL.ImageFont import ImageFont as PlainFont

GAP: Final = 8
"""Pixels between a thumbnail and its letters."""

PAPER: Final = 255
INK: Final = 0
GREY: Final = 110
DOT: Final = 9
Box = tuple[int, int, int, int]
"""Left, top, right, bottom."""

POINTS: Final = 5
"""Of a star."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A member, where it is drawn and how; the corner is its place's."""

    member: Member
    left: int
    top: int
    style: Style
    thumbnail: bytes | None
    is_asked: bool

    @property
    def side(self) -> int:
        """The width and height of what lines lead to."""
        return self.style.thumbnail or (DOT if not self.style.letters else self.style.letters)

    @property
    def middle(self) -> int:
        """The height at which lines lead to it."""
        return self.top + self.style.down // 2

    @property
    def upper(self) -> int:
        """Where the frame begins."""
        return self.middle - self.side // 2


def draw_tile(picture: "Image", pen: "ImageDraw", tile: Tile) -> None:
    """Draw a member over the lines that lead to it."""
    box = (tile.left, tile.upper, tile.left + tile.side, tile.upper + tile.side)
    if not tile.style.letters:
        pen.ellipse(_grown(box, 2 if tile.is_asked else 0), fill=INK if is_shown(tile.member) else PAPER, outline=INK)
        return
    _write(pen, tile)
    if tile.style.thumbnail:
        _draw_frame(picture, pen, tile, box)


def words_of(member: Member, *, lines: int) -> list[str]:
    """Write what stands beside a member, in so many lines."""
    name = name_of(member)
    if lines == 1:
        return [f"{name} {member.operation}"]
    if lines == 2:
        return [name, member.operation]
    return [name, member.operation, f"{ordinal(member.generation)} generation"]


def _draw_frame(picture: "Image", pen: "ImageDraw", tile: Tile, box: Box) -> None:
    pen.rectangle(box, fill=PAPER)
    shown = shrunk(tile.thumbnail, tile.side) if tile.thumbnail and is_shown(tile.member) else None
    if shown is not None:
        picture.paste(shown, (tile.left, tile.upper))
    width = 4 if tile.is_asked else 1
    pen.rectangle(_grown(box, width), outline=INK, width=width)


def _write(pen: "ImageDraw", tile: Tile) -> None:
    font = font_of(tile.style.letters)
    lines = words_of(tile.member, lines=tile.style.lines)
    left = tile.left + (tile.style.thumbnail + GAP if tile.style.thumbnail else 0)
    height = tile.style.letters * 6 // 5
    top = tile.middle - height * len(lines) // 2
    widths = [round(font.getlength(line)) for line in lines]
    stars = str(tile.member.stars) if tile.member.stars and is_shown(tile.member) else ""
    widest = max(*widths, widths[0] + _room(font, stars))
    _clear(pen, tile, (left - GAP if tile.style.thumbnail else left, top, left + widest, top + height * len(lines)))
    for number, line in enumerate(lines):
        pen.text((left, top + number * height), line, fill=INK if number == 0 else GREY, font=font)
    if stars:
        _draw_stars(pen, stars, tile.style.letters, (left + widths[0] + GAP, top))


def _clear(pen: "ImageDraw", tile: Tile, box: Box) -> None:
    """Take away the lines behind the letters. Without a thumbnail the frame of what was asked for is here."""
    pen.rectangle(box, fill=PAPER)
    if tile.is_asked and not tile.style.thumbnail:
        pen.rectangle(_grown(box, 2), outline=INK, width=2)


def _room(font: "FreeTypeFont | PlainFont", stars: str) -> int:
    """Say how much room a star and its number take."""
    return GAP + round(font.getlength("M" + stars)) + GAP if stars else 0


def _draw_stars(pen: "ImageDraw", stars: str, letters: int, at: tuple[float, float]) -> None:
    """Draw `★ 3`; the star is drawn, as few fonts have one."""
    radius = letters / 2
    middle = (at[0] + radius, at[1] + radius * 1.2)
    pen.polygon(_star(middle, radius), fill=INK)
    pen.text((middle[0] + radius + 2, at[1]), stars, fill=INK, font=font_of(letters))


def _star(middle: tuple[float, float], radius: float) -> list[tuple[float, float]]:
    corners = []
    for number in range(2 * POINTS):
        far = radius if number % 2 == 0 else radius * 0.42
        angle = math.pi * (number / POINTS - 0.5)
        corners.append((middle[0] + far * math.cos(angle), middle[1] + far * math.sin(angle)))
    return corners


def _grown(box: Box, by: int) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by
