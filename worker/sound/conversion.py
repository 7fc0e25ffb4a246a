"""Waveforms to pictures and pictures to waveforms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import torch

from worker.sound.format import (
    RIFFUSION,
    SAMPLE_RATE_HZ,
    PictureFormat,
)
from worker.sound.levels import magnitudes_from_picture, picture_from_magnitudes
from worker.sound.mel import mel_from_linear
from worker.sound.synthesis import FAST, FINE, Quality, piece_columns, synthesised
from worker.sound.transform import Transform, resampled, transform

if TYPE_CHECKING:
    from collections.abc import Iterator

FULL_SCALE: Final = 32_768.0


def magnitudes_from_waveform(
    waveforms: torch.Tensor, *, picture_format: PictureFormat = RIFFUSION, loop: bool = False
) -> torch.Tensor:
    """Measure mel magnitudes, as Riffusion's converter would, for samples counted as 16-bit integers.

    Parameters
    ----------
    waveforms : torch.Tensor [shape=(batch, ..., samples), float32, within ±1, 44.1 kHz]
        A begun column (441 samples) is completed with silence.
    loop : bool
        Whether time is a circle, so that the first column also hears the end.

    Returns
    -------
    torch.Tensor [shape=(batch, ..., bands, columns), float32, non-negative]
        Row 0 is the lowest band; column k is centred on sample 441 · k. The maximum is the format's `max_value`.

    Raises
    ------
    ValueError
        If there is no sample.
    """
    if waveforms.shape[-1] == 0:
        raise ValueError("a waveform of 0 samples has no picture")
    return torch.stack([_magnitudes_of_one(clip, picture_format=picture_format, loop=loop) for clip in waveforms])


def _magnitudes_of_one(waveform: torch.Tensor, *, picture_format: PictureFormat, loop: bool) -> torch.Tensor:
    columns = picture_format.columns(waveform.shape[-1])
    silence = picture_format.samples(columns) - waveform.shape[-1]
    whole = torch.nn.functional.pad(waveform, (0, silence))
    rates_hz = (SAMPLE_RATE_HZ, picture_format.work_rate_hz)
    beyond = 0 if loop else picture_format.span // 2
    working = resampled(whole, rates_hz=rates_hz, length=columns * picture_format.hop + beyond, loop=loop)
    frames = transform(picture_format, size=picture_format.padded, device=waveform.device)
    line = frames.line(working, columns=columns, loop=loop)
    gain = FULL_SCALE * picture_format.sample_rate_hz / picture_format.work_rate_hz
    pieces = [_mel_of_line(line[..., cut], frames, picture_format) for cut in _cuts(columns, frames, picture_format)]
    return torch.cat(pieces, dim=-2).transpose(-1, -2) * gain


def _cuts(columns: int, frames: Transform, picture_format: PictureFormat) -> Iterator[slice]:
    """Cut a line into pieces of a bounded number of columns."""
    most = piece_columns(picture_format)
    for start in range(0, columns, most):
        last = min(start + most, columns) - 1
        yield slice(start * frames.hop, last * frames.hop + frames.span)


def _mel_of_line(line: torch.Tensor, frames: Transform, picture_format: PictureFormat) -> torch.Tensor:
    spectra = frames.spectra(line)
    linear = (spectra.real.square() + spectra.imag.square()).sqrt_()
    return mel_from_linear(linear, picture_format=picture_format)


def picture_from_waveform(
    waveforms: torch.Tensor, *, picture_format: PictureFormat = RIFFUSION, loop: bool = False
) -> torch.Tensor:
    """Paint waveforms as grey pictures, each clip black at its own loudest.

    Parameters
    ----------
    waveforms : torch.Tensor [shape=(batch, samples) or (batch, channels, samples), float32, within ±1, 44.1 kHz]
        W · 441 samples give exactly W columns; a begun column is completed with silence.
    loop : bool
        Whether time is a circle.

    Returns
    -------
    torch.Tensor [shape=(batch, 512, columns) or (batch, channels, 512, columns), uint8, 0 = loudest, 255 = silence]
        Row 0 is the highest band.
    """
    magnitudes = magnitudes_from_waveform(waveforms, picture_format=picture_format, loop=loop)
    return picture_from_magnitudes(magnitudes, picture_format=picture_format)


def waveform_from_picture(
    pixels: torch.Tensor,
    *,
    picture_format: PictureFormat = RIFFUSION,
    quality: Quality | None = None,
    loop: bool = False,
) -> torch.Tensor:
    """Play grey pictures.

    Parameters
    ----------
    pixels : torch.Tensor [shape=(batch, 512, columns) or (batch, channels, 512, columns), uint8, 255 = silence]
        Row 0 is the highest band.
    quality : Quality
        `FAST` unless the picture lies on CUDA, there `FINE`.
    loop : bool
        Whether time is a circle, so that the clip repeats without a seam.

    Returns
    -------
    torch.Tensor [shape=(batch, samples) or (batch, channels, samples), float32, peak 1 or silence, 44.1 kHz]
        W columns give exactly W · 441 samples. The same picture gives the same samples, whatever else is in the batch.

    Raises
    ------
    ValueError
        If there is no column, or not the format's number of rows.
    """
    magnitudes = magnitudes_from_picture(pixels, picture_format=picture_format)
    return waveform_from_magnitudes(magnitudes, picture_format=picture_format, quality=quality, loop=loop)


def waveform_from_magnitudes(
    magnitudes: torch.Tensor,
    *,
    picture_format: PictureFormat = RIFFUSION,
    quality: Quality | None = None,
    loop: bool = False,
) -> torch.Tensor:
    """Find waveforms whose mel magnitudes are these.

    Parameters
    ----------
    magnitudes : torch.Tensor [shape=(batch, ..., bands, columns), float32, non-negative]
        Row 0 is the lowest band; only the relation of a clip's magnitudes counts.
    quality : Quality
        `FAST` unless the magnitudes lie on CUDA, there `FINE`.

    Returns
    -------
    torch.Tensor [shape=(batch, ..., samples), float32, peak 1 or silence, 44.1 kHz]

    Raises
    ------
    ValueError
        If there is no column, or not the format's number of bands.
    """
    bands, columns = magnitudes.shape[-2:]
    if bands != picture_format.num_frequencies or columns == 0:
        raise ValueError(f"{bands} bands by {columns} columns are no picture of {picture_format.num_frequencies} bands")
    chosen = quality or (FINE if magnitudes.is_cuda else FAST)
    mel = magnitudes.reshape(len(magnitudes), -1, bands, columns).transpose(-1, -2)
    relative = mel / _loudest(mel)
    working = synthesised(relative, picture_format=picture_format, quality=chosen, loop=loop)
    rates_hz = (picture_format.work_rate_hz, SAMPLE_RATE_HZ)
    length = picture_format.samples(columns)
    waveforms = torch.stack([resampled(clip, rates_hz=rates_hz, length=length, loop=loop) for clip in working])
    return (waveforms / _loudest(waveforms.abs())).reshape(*magnitudes.shape[:-2], -1)


def _loudest(values: torch.Tensor) -> torch.Tensor:
    """Find each clip's maximum, or for silence the smallest number that may divide it."""
    return values.amax(tuple(range(1, values.ndim)), keepdim=True).clamp_min(torch.finfo(values.dtype).tiny)
