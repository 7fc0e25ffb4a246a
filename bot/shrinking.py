"""Spectrograms made small enough to stand beside words."""

import io
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.Image import Image

PIXELS_MAX: Final = 64 * 2**20
"""Far more than the longest clip has; a picture that claims more is not ours."""


def shrunk(png: bytes, side: int) -> "Image | None":
    """Squeeze a spectrogram into a grey square; None if it is no picture. It blocks."""
    from PIL import Image  # noqa: PLC0415 - whoever asks for no picture needs no pillow

    try:
        with Image.open(io.BytesIO(png), formats=("PNG",)) as picture:
            if picture.width * picture.height > PIXELS_MAX:
                return None
            return picture.convert("L").resize((side, side), Image.Resampling.BILINEAR, reducing_gap=2.0)
    except (OSError, SyntaxError, Image.DecompressionBombError):  # pillow calls a broken PNG a SyntaxError
        return None
