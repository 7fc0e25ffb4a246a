"""Several spectrograms on one picture, each with its letter."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.Image import Image

Picture = tuple[str, bytes]
"""A letter and a PNG."""

TILE: Final = (512, 512)
"""Wider pictures are squeezed: the sheet is to choose from, not to play."""

ACROSS: Final = 2
ACROSS_OF_MANY: Final = 3
"""More than four are put into longer rows."""

GAP: Final = 16
LETTER_HEIGHT: Final = 112
PLATE: Final = 112
PAPER: Final = 255
INK: Final = 0
PIXELS_MAX: Final = 64 * 2**20
"""Far more than the longest clip has; a picture that claims more is not ours."""


def contact_sheet(pictures: Sequence[Picture]) -> bytes:
    """Draw up to four pictures two by two, or more in threes, and give the PNG.

    It blocks: from asyncio go through a thread.

    Raises
    ------
    ValueError
        If one of them is no picture.
    """
    from PIL import Image  # noqa: PLC0415 - cards of one clip need no pillow

    across = ACROSS if len(pictures) <= ACROSS**2 else ACROSS_OF_MANY
    down = -(-len(pictures) // across)
    size = (across * TILE[0] + (across + 1) * GAP, down * TILE[1] + (down + 1) * GAP)
    sheet = Image.new("L", size, PAPER)
    for number, (letter, png) in enumerate(pictures):
        row, column = divmod(number, across)
        sheet.paste(_tile(letter, png), (GAP + column * (TILE[0] + GAP), GAP + row * (TILE[1] + GAP)))
    return _png(sheet)


def _tile(letter: str, png: bytes) -> "Image":
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415 - as above

    try:
        with Image.open(io.BytesIO(png), formats=("PNG",)) as picture:
            if picture.width * picture.height > PIXELS_MAX:
                raise ValueError(f"picture {letter} is too large for a contact sheet")
            tile = picture.convert("L").resize(TILE)
    except Image.DecompressionBombError as error:
        raise ValueError(f"picture {letter} is too large for a contact sheet") from error
    except (OSError, SyntaxError) as error:  # pillow calls a broken PNG a SyntaxError
        raise ValueError(f"picture {letter} can't be read: {error}") from error
    pen = ImageDraw.Draw(tile)
    pen.rectangle((0, 0, PLATE - 1, PLATE - 1), fill=PAPER)
    pen.text((PLATE / 2, PLATE / 2), letter, fill=INK, anchor="mm", font=ImageFont.load_default(LETTER_HEIGHT))
    return tile


def _png(sheet: "Image") -> bytes:
    file = io.BytesIO()
    sheet.save(file, "PNG")
    return file.getvalue()
