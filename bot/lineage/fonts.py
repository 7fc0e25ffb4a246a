"""The letters of a family's picture."""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont
    from PIL.ImageFont import ImageFont as PlainFont


@lru_cache
def font_of(letters: int) -> "FreeTypeFont | PlainFont":
    """Give pillow's own font in a size; to make it anew for each word would take longer than to write them."""
    from PIL import ImageFont  # noqa: PLC0415 - whoever asks for no picture needs no pillow

    return ImageFont.load_default(letters)
