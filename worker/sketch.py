"""What a recipe is painted from: nothing, or a picture or a sound that somebody sent, whose bytes nobody trusts."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import torch
from torch import Tensor

from core.contract import Painted, Play, Recipe, Remix, See
from core.errors import UserError
from core.formats import is_picture
from worker.codecs import Picture, decode_beginning, decode_picture
from worker.labels import label_in
from worker.sound.conversion import magnitudes_from_waveform, picture_from_waveform, waveform_from_picture
from worker.sound.format import (
    COLUMNS_PER_SECOND,
    RIFFUSION,
    SAMPLES_PER_COLUMN,
    PictureFormat,
    magnitudes_from_picture,
    picture_from_magnitudes,
)

CONVERTED_MOST_S: Final = 60
"""A picture of more is too wide to look at, and seldom small enough to be posted."""

CANCELLED: Final = 0.001
"""What sides of one sound, mixed, may be left of their peak: 60 dB less is no picture of it."""

ONE_SIDE: Final = "The two sides of the sound cancel each other out, so only the left one was used."

Fetch = Callable[[str], bytes]
"""Gives the bytes of an artefact."""


@dataclass(frozen=True)
class Sketch:
    """A recipe ready to be painted, what it is painted from, and what to tell of that."""

    recipe: Recipe
    picture: Picture | None = None
    notes: tuple[str, ...] = ()


def sketch_of(recipe: Recipe, *, fetch: Fetch) -> Sketch:
    """Get ready what a recipe begins with.

    Raises
    ------
    UserError
        If what somebody sent is no picture and no sound that can be used.
    """
    match recipe:
        case Remix():
            return remixed(recipe, fetch(recipe.source))
        case Play():
            return played(recipe, fetch(recipe.source))
        case See():
            return seen(recipe, fetch(recipe.source))
        case _:
            return Sketch(recipe)


def remixed(recipe: Remix, content: bytes) -> Sketch:
    """Bring a picture or a sound to the recipe's width."""
    read = looked_at if is_picture(content) else heard
    pixels, notes = read(content, most_s=recipe.duration_s)
    fitted = repeated(pixels, columns=recipe.columns)
    if pixels.shape[-1] < recipe.columns:
        duration_s = pixels.shape[-1] / COLUMNS_PER_SECOND
        notes = (*notes, f"The source lasts {duration_s:.1f} s; it was repeated to {recipe.duration_s:.1f} s.")
    return Sketch(recipe, Picture(fitted[None]), notes)


def played(recipe: Play, content: bytes) -> Sketch:
    """Read a picture that is to be heard, with what its tags say it means."""
    if not is_picture(content):
        raise UserError("That file is no picture, so it cannot be played as a spectrogram. Use a PNG, JPEG or WebP.")
    return Sketch(recipe, *cut(decode_picture(content), most_s=CONVERTED_MOST_S))


def seen(recipe: See, content: bytes) -> Sketch:
    """Paint a sound as it is; its loudest level goes into the picture's tags."""
    if is_picture(content):
        raise UserError("That file is a picture, not a sound. To hear it, play it as a spectrogram.")
    waveform, notes = side_of(content, most_s=CONVERTED_MOST_S)
    magnitudes = magnitudes_from_waveform(waveform[None])
    loudest = replace(RIFFUSION, max_value=max(float(magnitudes.max()), 1.0))
    return Sketch(recipe, Picture(picture_from_magnitudes(magnitudes), loudest), notes)


def heard(content: bytes, *, most_s: float) -> tuple[Tensor, tuple[str, ...]]:
    """The beginning of a sound as a picture, uint8 [rows, columns], and what to tell of it."""
    waveform, notes = side_of(content, most_s=most_s)
    return picture_from_waveform(waveform[None])[0], notes


def looked_at(content: bytes, *, most_s: float) -> tuple[Tensor, tuple[str, ...]]:
    """The beginning of a picture as a mono one in Riffusion's format, uint8 [rows, columns], and what to tell of it."""
    picture, notes = cut(decode_picture(content), most_s=most_s)
    pixels, converted = plain(picture)
    return pixels, (*converted, *notes)


def cut(picture: Picture, *, most_s: float) -> tuple[Picture, tuple[str, ...]]:
    """The beginning of a picture and what to tell of it; what is cut is no longer what its recipe makes."""
    step_ms = picture.picture_format.step_size_ms
    duration_s = picture.pixels.shape[-1] * step_ms / 1000
    if duration_s <= most_s:
        return picture, ()
    columns = -(-round(most_s * 1000) // step_ms)
    beginning = replace(picture, pixels=picture.pixels[..., :columns].contiguous(), comment="")
    return beginning, (beginning_of(duration_s, used_s=most_s),)


def side_of(content: bytes, *, most_s: float) -> tuple[Tensor, tuple[str, ...]]:
    """The beginning of a sound, both sides mixed to one, float32 [samples], and what to tell of it."""
    waveform, duration_s = decode_beginning(content, most_s=most_s)
    beginning = waveform[:, : round(most_s * COLUMNS_PER_SECOND) * SAMPLES_PER_COLUMN]
    notes = (beginning_of(duration_s, used_s=most_s),) if duration_s > most_s else ()
    mixed = beginning.mean(0)
    if mixed.abs().max() < CANCELLED * beginning.abs().max():
        return beginning[0], (*notes, ONE_SIDE)
    return mixed, notes


def plain(picture: Picture) -> tuple[Tensor, tuple[str, ...]]:
    """Any spectrogram as a mono one in Riffusion's format, uint8 [rows, columns]."""
    if same_axes(picture.picture_format):
        magnitudes = magnitudes_from_picture(picture.pixels, picture_format=picture.picture_format)
        one = picture.pixels[0] if len(picture.pixels) == 1 else picture_from_magnitudes(magnitudes.mean(0)[None])[0]
        return one, ()
    waveform = waveform_from_picture(picture.pixels[None], picture_format=picture.picture_format)[0]
    return picture_from_waveform(waveform.mean(0)[None])[0], ("The source's format was converted to Riffusion's.",)


def same_axes(picture_format: PictureFormat) -> bool:
    """Whether a picture's rows, columns and levels mean what ours do; rate, sides and gain change none of them."""
    ours = replace(picture_format, sample_rate_hz=RIFFUSION.sample_rate_hz, stereo=False, max_value=RIFFUSION.max_value)
    return ours == RIFFUSION


def repeated(pixels: Tensor, *, columns: int) -> Tensor:
    """A picture cut to so many columns, or repeated until it has them."""
    times = -(-columns // pixels.shape[-1])
    return torch.cat([pixels] * times, dim=-1)[..., :columns].contiguous()


def beginning_of(duration_s: float, *, used_s: float) -> str:
    """Tell that only the beginning was used."""
    return f"The source lasts {duration_s:.1f} s; only its first {used_s:.0f} s were used."


def circular(sketch: Sketch) -> bool:
    """Whether a clip's end runs into its beginning: as its recipe says, or for a picture the one that it carries."""
    label = label_in(sketch.picture.comment) if sketch.picture else None
    recipes = (sketch.recipe, label.recipe if label else None)
    return any(isinstance(recipe, Painted) and recipe.loop for recipe in recipes)
