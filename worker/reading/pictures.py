"""Pictures that somebody sent as arrays of grey levels, with what their tags say."""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Final

import numpy as np
from PIL import Image

from core.errors import UserError
from worker.reading.duration import MAX_DURATION_S, in_minutes
from worker.sound.format import COLUMNS_PER_SECOND, ROWS, PictureFormat, PictureFormatError

Levels = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]

COMMENT_KEY: Final = "recipe"
COMMENT_MAX: Final = 1 << 16
"""Characters. A label is a few hundred; what is longer is none of ours."""

MAX_PIXELS: Final = 2 * MAX_DURATION_S * COLUMNS_PER_SECOND * ROWS
TOO_LARGE: Final = "The picture is far too large to be a spectrogram. Use one of 10 minutes or less."
READABLE: Final = ("PNG", "JPEG", "WEBP")
EXIF: Final = re.compile(rb"exif", re.IGNORECASE)
DAMAGE: Final = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error, Image.DecompressionBombError)


@dataclass(frozen=True)
class Seen:
    """A picture that was read: uint8 [channels, rows, columns], 255 = silence, what it means and what it says."""

    levels: Levels
    picture_format: PictureFormat
    comment: str = ""


def see(content: bytes) -> Seen:
    """Read any spectrogram picture; one without tags is taken as mono in Riffusion's format.

    Raises
    ------
    UserError
        If it is no picture, a damaged one, or no spectrogram of 10 minutes or less.
    """
    with _opened(content) as image:
        _require_bounded(image)
        if "exif" not in image.info and EXIF.search(content):
            _load(image)  # a PNG may have its tags behind its pixels
        picture_format = _format(image)
        _require_spectrogram(image, picture_format)
        _load(image)
        levels = _levels(image, stereo=picture_format.stereo)
        comment = str(getattr(image, "text", {}).get(COMMENT_KEY, ""))
    return Seen(levels, picture_format, comment if len(comment) <= COMMENT_MAX else "")


def _opened(content: bytes) -> Image.Image:
    """Read the header alone."""
    try:
        return Image.open(BytesIO(content), formats=READABLE)
    except Image.DecompressionBombError as error:
        raise UserError(TOO_LARGE, code="E-UPLOAD-BIG") from error
    except DAMAGE as error:
        raise UserError(
            "That file is no picture that can be read. Use a PNG, JPEG or WebP picture.", code="E-UPLOAD-TYPE"
        ) from error


def _require_bounded(image: Image.Image) -> None:
    """Refuse by the header, before anything is decoded."""
    if image.width * image.height > MAX_PIXELS:
        raise UserError(TOO_LARGE, code="E-UPLOAD-BIG")


def _load(image: Image.Image) -> None:
    try:
        image.load()
    except DAMAGE as error:
        raise UserError(
            "The picture is damaged or not complete. Send the original file again.", code="E-UPLOAD-DECODE"
        ) from error


def _levels(image: Image.Image, *, stereo: bool) -> Levels:
    """Give green and blue, or else red, uint8 [1 or 2, rows, columns]; beside them there is one picture in RGB."""
    if image.mode.startswith("I"):
        grey = (np.asarray(image) >> 8).astype(np.uint8)
        layers = [grey, grey] if stereo else [grey]
    else:
        rgb = image if image.mode == "RGB" else image.convert("RGB")
        layers = [np.array(rgb.getchannel(name)) for name in ("GB" if stereo else "R")]
    return np.stack(layers)


def _format(image: Image.Image) -> PictureFormat:
    try:
        return PictureFormat.from_exif(Image.Image.getexif(image))  # a PNG's own unpacks the pixels
    except (PictureFormatError, *DAMAGE) as error:
        raise UserError(
            "The picture's tags describe no possible spectrogram. Save it again without its EXIF tags.",
            code="E-UPLOAD-DECODE",
        ) from error


def _require_spectrogram(image: Image.Image, picture_format: PictureFormat) -> None:
    columns, rows = image.size
    if rows != picture_format.num_frequencies:
        raise UserError(
            f"The picture is {rows} pixels high, but its spectrogram must be {picture_format.num_frequencies}. "
            "Scale it to that height.",
            code="E-UPLOAD-TYPE",
        )
    duration_s = columns * picture_format.step_size_ms / 1000
    if duration_s > MAX_DURATION_S:
        raise UserError(
            f"The picture is {columns} pixels wide and would last {in_minutes(duration_s)}; "
            f"{MAX_DURATION_S // 60} is the most. Crop it first.",
            code="E-UPLOAD-LONG",
        )
