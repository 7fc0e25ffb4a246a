"""Spectrogram pictures as PNG files, with Riffusion's EXIF tags and a comment that says how they were made."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Final

import numpy as np
import torch
from PIL import Image, PngImagePlugin

from core.errors import UserError
from worker.codecs.duration import MAX_DURATION_S, in_minutes
from worker.sound.format import COLUMNS_PER_SECOND, RIFFUSION, ROWS, PictureFormat, PictureFormatError

COMMENT_KEY: Final = "recipe"
MAX_PIXELS: Final = 2 * MAX_DURATION_S * COLUMNS_PER_SECOND * ROWS
TOO_LARGE: Final = "The picture is far too large to be a spectrogram. Use one of 10 minutes or less."
READABLE: Final = ("PNG", "JPEG", "WEBP")
COMPRESSION: Final = 6
DAMAGE: Final = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error, Image.DecompressionBombError)


@dataclass(frozen=True)
class Picture:
    """A picture that was read: uint8 [channels, rows, columns], 255 = silence, what it means and what it says."""

    pixels: torch.Tensor
    picture_format: PictureFormat = RIFFUSION
    comment: str = ""


def encode_png(pixels: torch.Tensor, *, comment: str = "", picture_format: PictureFormat = RIFFUSION) -> bytes:
    """Write a picture, uint8 [rows, columns] or [2, rows, columns], as RGB, which is what Riffusion reads.

    Equal pictures with equal comments give equal bytes. Mono is grey; stereo has red 0, green left, blue right.

    Raises
    ------
    ValueError
        If the shape is no picture's.
    """
    channels = pixels.reshape(-1, *pixels.shape[-2:])
    if pixels.dtype != torch.uint8 or len(channels) not in {1, 2}:
        raise ValueError(f"{pixels.dtype} of shape {tuple(pixels.shape)} is no mono or stereo picture")
    stereo = len(channels) == 2
    layers = [torch.zeros_like(channels[0]), *channels] if stereo else [channels[0]] * 3
    image = Image.fromarray(torch.stack(layers, dim=-1).cpu().numpy())
    exif = Image.Exif()
    exif.update(replace(picture_format, stereo=stereo).exif())
    text = PngImagePlugin.PngInfo()
    if comment:
        text.add_itxt(COMMENT_KEY, comment)
    written = BytesIO()
    image.save(written, "PNG", exif=exif, pnginfo=text, compress_level=COMPRESSION)
    return written.getvalue()


def decode_picture(content: bytes) -> Picture:
    """Read any spectrogram picture; one without tags is taken as mono in Riffusion's format.

    Raises
    ------
    UserError
        If it is no picture, a damaged one, or no spectrogram of 10 minutes or less.
    """
    with _opened(content) as image:
        _require_bounded(image)
        pixels = _pixels(image)
        picture_format = _format(image)
        comment = str(getattr(image, "text", {}).get(COMMENT_KEY, ""))
    _require_spectrogram(pixels, picture_format)
    channels = pixels[[1, 2]] if picture_format.stereo else pixels[:1]
    return Picture(channels.contiguous(), picture_format, comment)


def _opened(content: bytes) -> Image.Image:
    """Read the header alone."""
    try:
        return Image.open(BytesIO(content), formats=READABLE)
    except Image.DecompressionBombError as error:
        raise UserError(TOO_LARGE) from error
    except DAMAGE as error:
        raise UserError("That file is no picture that can be read. Use a PNG, JPEG or WebP picture.") from error


def _require_bounded(image: Image.Image) -> None:
    """Refuse by the header, before anything is decoded."""
    if image.width * image.height > MAX_PIXELS:
        raise UserError(TOO_LARGE)


def _pixels(image: Image.Image) -> torch.Tensor:
    """Decode into uint8 [3, rows, columns]."""
    try:
        image.load()
        grey16 = image.mode.startswith("I")
        rgb = np.asarray(image, np.int64)[..., None].repeat(3, -1) >> 8 if grey16 else np.asarray(image.convert("RGB"))
    except DAMAGE as error:
        raise UserError("The picture is damaged or not complete. Send the original file again.") from error
    return torch.from_numpy(rgb.astype(np.uint8)).permute(2, 0, 1)


def _format(image: Image.Image) -> PictureFormat:
    try:
        return PictureFormat.from_exif(image.getexif())
    except (PictureFormatError, *DAMAGE) as error:
        raise UserError(
            "The picture's tags describe no possible spectrogram. Save it again without its EXIF tags."
        ) from error


def _require_spectrogram(pixels: torch.Tensor, picture_format: PictureFormat) -> None:
    _, rows, columns = pixels.shape
    if rows != picture_format.num_frequencies:
        raise UserError(
            f"The picture is {rows} pixels high, but its spectrogram must be {picture_format.num_frequencies}. "
            "Scale it to that height."
        )
    duration_s = columns * picture_format.step_size_ms / 1000
    if duration_s > MAX_DURATION_S:
        raise UserError(
            f"The picture is {columns} pixels wide and would last {in_minutes(duration_s)}; "
            f"{MAX_DURATION_S // 60} is the most. Crop it first."
        )
