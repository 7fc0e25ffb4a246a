"""Waveforms to pictures and pictures to waveforms."""

from __future__ import annotations

from typing import Final

import torch

from worker.sound.format import RIFFUSION, PictureFormat, picture_from_magnitudes
from worker.sound.mel import mel_from_linear
from worker.sound.transform import analysis_line, transform

FULL_SCALE: Final = 32_768.0


def magnitudes_from_waveform(
    waveforms: torch.Tensor, *, picture_format: PictureFormat = RIFFUSION, loop: bool = False
) -> torch.Tensor:
    """Measure mel amplitudes, as Riffusion's converter would, for samples counted as 16-bit integers.

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
    columns = picture_format.columns(waveforms.shape[-1])
    silence = picture_format.samples(columns) - waveforms.shape[-1]
    whole = torch.nn.functional.pad(waveforms, (0, silence))
    frames = transform(picture_format, size=picture_format.padded, device=waveforms.device)
    line = analysis_line(whole, picture_format=picture_format, reach=frames.reach, loop=loop)
    spectra = frames.spectra_of_line(line[..., : -frames.hop])
    amplitudes = (spectra.real.square() + spectra.imag.square()).sqrt_()
    gain = FULL_SCALE * picture_format.sample_rate_hz / picture_format.work_rate_hz
    return mel_from_linear(amplitudes, picture_format=picture_format).transpose(-1, -2) * gain


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
