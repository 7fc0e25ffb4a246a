"""Sounds cut so that they can be repeated without a seam."""

from __future__ import annotations

from typing import Final

import torch

from worker.sound.format import SAMPLE_RATE_HZ, SAMPLES_PER_COLUMN
from worker.sound.frames import powers
from worker.sound.mix import CEILING, crossfade
from worker.sound.rhythm import onset_strengths

BEATS_PER_BAR: Final = 4
SEAM_MS: Final = 40
LONG_SEAM_MS: Final = 500
"""Where no beat tells when to join, the ends flow into each other."""

ATTACK: Final = 2 * SAMPLES_PER_COLUMN
"""So much before its strongest stroke a loop begins."""


def closed(waveform: torch.Tensor, *, bpm: float | None) -> torch.Tensor:
    """Cut a sound to a circle: with a tempo whole bars, or beats where no bar fits; without one nearly all of it.

    Parameters
    ----------
    waveform : torch.Tensor [shape=(samples,) or (channels, samples), float32, 44.1 kHz]
    bpm : float > 0 or None

    Returns
    -------
    torch.Tensor [shape=(..., fewer samples), float32, within ±0.9 if the waveform is]
        Its last sample is followed by its first as the waveform's samples follow each other.
    """
    whole = waveform.shape[-1]
    overlap = SAMPLE_RATE_HZ * SEAM_MS // 1000
    length = 0 if bpm is None else beats_within(whole - overlap, bpm=bpm)
    if not length:
        overlap = min(SAMPLE_RATE_HZ * LONG_SEAM_MS // 1000, whole // 4)
        return _quieter(_joined(waveform, at=0, length=whole - overlap, overlap=overlap))
    circle = _joined(waveform, at=_quietest(waveform, length=length, overlap=overlap), length=length, overlap=overlap)
    return _quieter(circle.roll(-_first_stroke(circle), -1))


def beats_within(samples: int, *, bpm: float) -> int:
    """Measure the most whole bars that fit, or beats if no bar does, in samples; 0 if no beat does."""
    beat = SAMPLE_RATE_HZ * 60 / bpm
    beats = int(samples / beat)
    return round((beats - beats % BEATS_PER_BAR or beats) * beat)


def _joined(waveform: torch.Tensor, *, at: int, length: int, overlap: int) -> torch.Tensor:
    """Make a circle of `length` samples, from `at` + `overlap` on; what follows them fades into what is before them."""
    return crossfade(
        waveform[..., at + overlap : at + overlap + length], waveform[..., at : at + overlap], overlap=overlap
    )


def _quietest(waveform: torch.Tensor, *, length: int, overlap: int) -> int:
    """Find where a seam is heard least."""
    power = waveform.double().square().reshape(-1, waveform.shape[-1]).sum(0)
    sums = torch.nn.functional.pad(power.cumsum(0), (1, 0))
    within = sums[overlap:] - sums[:-overlap]
    return int((within[: len(within) - length] + within[length:]).argmin())


def _first_stroke(circle: torch.Tensor) -> int:
    """Find the sample on which a circle best begins: shortly before its strongest stroke."""
    strongest = int(onset_strengths(powers(circle)).argmax()) * SAMPLES_PER_COLUMN
    return max(0, strongest - ATTACK)


def _quieter(circle: torch.Tensor) -> torch.Tensor:
    """Make room for a seam where two like sounds add up."""
    return circle * min(1.0, CEILING / max(float(circle.abs().max()), CEILING))
