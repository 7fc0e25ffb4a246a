"""A family as a picture: who comes of whom, by what, with the clips' spectrograms beside their names."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.lineage.fonts import font_of
from bot.lineage.layout import Layout, layout
from bot.lineage.lines import draw_lines
from bot.lineage.naming import name_of
from bot.lineage.styles import HEAD, MARGIN, MEMBERS_MAX, Style, style_for
from bot.lineage.tiles import Tile, draw_tile
from bot.records.lineage import Member
from bot.words import ordinal

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

PAPER: Final = 255
INK: Final = 0
TITLE_LETTERS: Final = 22
LEGEND_LETTERS: Final = 15
COMPRESSION: Final = 3
"""Of the PNG, from 1 to 9: mostly paper, it is small with little, and quick."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A tree with its measures, in pixels."""

    layout: Layout
    style: Style

    def tile(self, member: Member, thumbnail: bytes | None, *, is_asked: bool) -> Tile:
        """Say where a member is drawn."""
        place = self.layout.places[member.id]
        left = MARGIN + place.column * self.style.across
        top = MARGIN + HEAD + round(place.row * self.style.down)
        return Tile(member, left, top, self.style, thumbnail, is_asked)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the whole."""
        return self.style.size(self.layout.columns, self.layout.rows)


def draw(members: Sequence[Member], thumbnails: Mapping[str, bytes], *, asked: str, left_out: int = 0) -> bytes:
    """Draw a family, oldest first, and give the PNG. It blocks: from asyncio go through a thread.

    `thumbnails` has the spectrograms' PNGs by the members' ids; one that is missing or broken leaves an empty frame.
    `asked` has a thicker frame. `left_out` members are told of below the others.
    """
    from PIL import Image, ImageDraw  # noqa: PLC0415 - whoever asks for no picture needs no pillow

    assert len(members) <= MEMBERS_MAX
    tree = layout(members)
    sheet = Sheet(tree, style_for(tree.columns, tree.rows, members=len(members)))
    picture = Image.new("L", sheet.size, PAPER)
    pen = ImageDraw.Draw(picture)
    tiles = {one.id: sheet.tile(one, thumbnails.get(one.id), is_asked=one.id == asked) for one in members}
    draw_lines(pen, members, tiles, tree)
    for tile in tiles.values():
        draw_tile(picture, pen, tile)
    _write(pen, members, sheet, left_out)
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=COMPRESSION)
    return file.getvalue()


def told(members: Sequence[Member], *, left_out: int = 0) -> str:
    """Say how large a family is, in a line: `12 clips in 4 generations`."""
    count, generations = len(members) + left_out, len({one.generation for one in members})
    clips = "1 clip" if count == 1 else f"{count} clips"
    return f"{clips} in {generations} generation{'s' if generations > 1 else ''}"


def alt_of(members: Sequence[Member], *, asked: Member, left_out: int = 0) -> str:
    """Describe the picture to those who can't see it."""
    where = f"{name_of(asked)} is of the {ordinal(asked.generation)}"
    return f"Family tree of {name_of(members[0])}: {told(members, left_out=left_out)}. {where}. The text lists it."


def _write(pen: "ImageDraw", members: Sequence[Member], sheet: Sheet, left_out: int) -> None:
    title, legend = font_of(TITLE_LETTERS), font_of(LEGEND_LETTERS)
    words = f"The family of {name_of(members[0])}: {told(members, left_out=left_out)}"
    pen.text((MARGIN, MARGIN), words, fill=INK, font=title)
    below = sheet.size[1] - MARGIN - LEGEND_LETTERS
    pen.text((MARGIN, below), _legend(members, sheet.style, left_out), fill=INK, font=legend)


def _legend(members: Sequence[Member], style: Style, left_out: int) -> str:
    parts = ["line: made of it"]
    if any(len(one.parents) > 1 for one in members):
        parts.append("broken line: a morph's second end")
    parts.append(
        "thick frame: the clip that was asked for" if style.letters else "large dot: the clip that was asked for"
    )
    if left_out:
        parts.append(f"{left_out} younger ones are left out")
    return ", ".join(parts)
