"""Spectrogram pictures as PNG files, with Riffusion's EXIF tags and a comment that says how they were made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from typing import Final

import torch
from PIL import Image, PngImagePlugin

from worker.reading.pictures import COMMENT_KEY, Seen, see
from worker.sound.format import RIFFUSION, PictureFormat

COMPRESSION: Final = 6


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
    """Read any spectrogram picture, here and now; one without tags is taken as mono in Riffusion's format.

    Raises
    ------
    UserError
        If it is no picture, a damaged one, or no spectrogram of 10 minutes or less.
    """
    return picture_of(see(content))


def picture_of(seen: Seen) -> Picture:
    """Take over what was read."""
    return Picture(torch.from_numpy(seen.levels), seen.picture_format, seen.comment)
