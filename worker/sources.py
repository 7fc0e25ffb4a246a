"""What somebody sent, whose bytes nobody trusts, as the picture that a recipe begins with."""

from dataclasses import replace
from typing import Final

import torch
from torch import Tensor

from worker.codecs import Picture
from worker.reading.duration import MAX_DURATION_S
from worker.sent import Sent
from worker.sound.conversion import picture_from_waveform, waveform_from_picture
from worker.sound.format import (
    COLUMNS_PER_SECOND,
    RIFFUSION,
    SAMPLES_PER_COLUMN,
    PictureFormat,
)
from worker.sound.levels import magnitudes_from_picture, picture_from_magnitudes

CANCELLED: Final = 0.001
"""What sides of one sound, mixed, may be left of their peak: 60 dB less is no picture of it."""

ONE_SIDE: Final = "The two sides of the sound cancel each other out, so only the left one was used."


def beginning(sent: Sent, *, columns: int) -> tuple[Tensor, tuple[str, ...]]:
    """The first columns of a picture or a sound, uint8 [rows, columns], repeated if it is shorter, and what to tell."""
    read = looked_at if sent.is_picture else heard
    pixels, notes = read(sent, most_s=columns / COLUMNS_PER_SECOND)
    return repeated(pixels, columns=columns), (*notes, *note_on_repeating(pixels, columns=columns))


def ending(sent: Sent, *, columns: int) -> tuple[Tensor, tuple[str, ...]]:
    """The last columns of a picture or a sound, uint8 [rows, columns], repeated if it is shorter, and what to tell."""
    read = looked_at_end if sent.is_picture else heard_end
    pixels, notes = read(sent, most_s=columns / COLUMNS_PER_SECOND)
    return repeated_before(pixels, columns=columns), (*notes, *note_on_repeating(pixels, columns=columns))


def whole(sent: Sent, *, most_s: float) -> tuple[Tensor, tuple[str, ...]]:
    """A picture or a sound as it is, uint8 [rows, columns], if it is no longer than it may be, and what to tell."""
    return (looked_at if sent.is_picture else heard)(sent, most_s=most_s)


def heard(sent: Sent, *, most_s: float) -> tuple[Tensor, tuple[str, ...]]:
    """The beginning of a sound as a picture, uint8 [rows, columns], and what to tell of it."""
    waveform, notes = side_of(sent, most_s=most_s)
    return picture_from_waveform(waveform[None])[0], notes


def heard_end(sent: Sent, *, most_s: float) -> tuple[Tensor, tuple[str, ...]]:
    """The end of a sound as a picture, uint8 [rows, columns], and what to tell of it."""
    waveform, notes = side_of(sent, most_s=MAX_DURATION_S)
    samples = round(most_s * COLUMNS_PER_SECOND) * SAMPLES_PER_COLUMN
    duration_s = waveform.shape[-1] / COLUMNS_PER_SECOND / SAMPLES_PER_COLUMN
    cut_off = (end_of(duration_s, used_s=most_s),) if duration_s > most_s else ()
    return picture_from_waveform(waveform[None, -samples:])[0], (*notes, *cut_off)


def looked_at(sent: Sent, *, most_s: float) -> tuple[Tensor, tuple[str, ...]]:
    """The beginning of a picture as a mono one in Riffusion's format, uint8 [rows, columns], and what to tell of it."""
    picture, notes = cut(sent.picture(), most_s=most_s)
    pixels, converted = plain(picture)
    return pixels, (*converted, *notes)


def looked_at_end(sent: Sent, *, most_s: float) -> tuple[Tensor, tuple[str, ...]]:
    """The end of a picture as a mono one in Riffusion's format, uint8 [rows, columns], and what to tell of it."""
    picture, notes = cut_before(sent.picture(), most_s=most_s)
    pixels, converted = plain(picture)
    return pixels, (*converted, *notes)


def cut(picture: Picture, *, most_s: float) -> tuple[Picture, tuple[str, ...]]:
    """The beginning of a picture and what to tell of it; what is cut is no longer what its recipe makes."""
    duration_s, columns = duration_of(picture), columns_in(picture, most_s)
    if duration_s <= most_s:
        return picture, ()
    kept = replace(picture, pixels=picture.pixels[..., :columns].contiguous(), comment="")
    return kept, (beginning_of(duration_s, used_s=most_s),)


def cut_before(picture: Picture, *, most_s: float) -> tuple[Picture, tuple[str, ...]]:
    """The end of a picture and what to tell of it."""
    duration_s, columns = duration_of(picture), columns_in(picture, most_s)
    if duration_s <= most_s:
        return picture, ()
    kept = replace(picture, pixels=picture.pixels[..., -columns:].contiguous(), comment="")
    return kept, (end_of(duration_s, used_s=most_s),)


def duration_of(picture: Picture) -> float:
    """How many seconds a picture lasts."""
    return picture.pixels.shape[-1] * picture.picture_format.step_size_ms / 1000


def columns_in(picture: Picture, duration_s: float) -> int:
    """How many of a picture's own columns last so long; a begun one counts."""
    return -(-round(duration_s * 1000) // picture.picture_format.step_size_ms)


def side_of(sent: Sent, *, most_s: float) -> tuple[Tensor, tuple[str, ...]]:
    """The beginning of a sound, both sides mixed to one, float32 [samples], and what to tell of it."""
    waveform, duration_s = sent.beginning(most_s=most_s)
    used = waveform[:, : round(most_s * COLUMNS_PER_SECOND) * SAMPLES_PER_COLUMN]
    notes = (beginning_of(duration_s, used_s=most_s),) if duration_s > most_s else ()
    mixed = used.mean(0)
    if mixed.abs().max() < CANCELLED * used.abs().max():
        return used[0], (*notes, ONE_SIDE)
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


def repeated_before(pixels: Tensor, *, columns: int) -> Tensor:
    """The same, but it ends as the picture ends."""
    times = -(-columns // pixels.shape[-1])
    return torch.cat([pixels] * times, dim=-1)[..., -columns:].contiguous()


def note_on_repeating(pixels: Tensor, *, columns: int) -> tuple[str, ...]:
    """Tell that a source was too short."""
    if pixels.shape[-1] >= columns:
        return ()
    lasts_s, wanted_s = pixels.shape[-1] / COLUMNS_PER_SECOND, columns / COLUMNS_PER_SECOND
    return (f"The source lasts {lasts_s:.1f} s; it was repeated to {wanted_s:.1f} s.",)


def beginning_of(duration_s: float, *, used_s: float) -> str:
    """Tell that only the beginning was used."""
    return f"The source lasts {duration_s:.1f} s; only its first {used_s:.0f} s were used."


def end_of(duration_s: float, *, used_s: float) -> str:
    """Tell that only the end was used."""
    return f"The source lasts {duration_s:.1f} s; only its last {used_s:.0f} s were used."
