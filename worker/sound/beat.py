"""The project's own beats: drums and a light bass, synthesised at any tempo, for clips to be painted over."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
import scipy.signal
import torch

from worker.sound.format import SAMPLE_RATE_HZ, SAMPLES_PER_COLUMN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

STEPS_PER_BEAT: Final = 4
STEPS_PER_BAR: Final = 16
NOISE_SEED: Final = 1
PEAK: Final = 0.8
FADE_OUT_MS: Final = 5

PATTERN: Final[Mapping[str, Mapping[int, float]]] = {
    "kick": {0: 1.0, 8: 0.9, 10: 0.55},
    "snare": {4: 0.8, 12: 0.85},
    "closed hat": {0: 0.3, 2: 0.25, 4: 0.3, 6: 0.25, 8: 0.3, 10: 0.25, 12: 0.3},
    "open hat": {14: 0.3},
    "bass": {0: 0.3, 6: 0.2, 8: 0.3},
}
"""At which sixteenths of a bar each part is struck, and how hard."""


def beat(bpm: float, *, columns: int) -> torch.Tensor:
    """Play a bar of drums over and over, the first one from the first sample on.

    Parameters
    ----------
    bpm : float > 0 [beats a minute]
        Four beats are a bar.
    columns : int > 0
        Length of the picture that it is for.

    Returns
    -------
    torch.Tensor [shape=(columns · 441,), float32, within ±0.8, 44.1 kHz]
    """
    length = columns * SAMPLES_PER_COLUMN
    step = SAMPLE_RATE_HZ * 60 / bpm / STEPS_PER_BEAT
    line = np.zeros(length)
    for number in range(int(np.ceil(length / step))):
        for part, strikes in PATTERN.items():
            _strike(line, _strokes()[part] * strikes.get(number % STEPS_PER_BAR, 0.0), at=round(number * step))
    fade_out = SAMPLE_RATE_HZ * FADE_OUT_MS // 1000
    line[-fade_out:] *= np.linspace(1, 0, fade_out)
    return torch.from_numpy((PEAK * line / np.abs(line).max()).astype(np.float32))


def _strike(line: NDArray[np.float64], stroke: NDArray[np.float64], *, at: int) -> None:
    """Add a stroke to a line, as much of it as the line still holds."""
    heard = line[at : at + len(stroke)]
    heard += stroke[: len(heard)]


@lru_cache(maxsize=1)
def _strokes() -> Mapping[str, NDArray[np.float64]]:
    """One stroke of each part, its peak 1."""
    strokes = {
        "kick": _kick(),
        "snare": 0.7 * _hiss(from_hz=1_200, decay_s=0.07, length_s=0.3) + 0.4 * _tone(185, decay_s=0.05, length_s=0.3),
        "closed hat": _hiss(from_hz=6_500, decay_s=0.02, length_s=0.1),
        "open hat": _hiss(from_hz=6_000, decay_s=0.09, length_s=0.35),
        "bass": _tone(55, decay_s=0.15, length_s=0.5) + 0.3 * _tone(110, decay_s=0.1, length_s=0.5),
    }
    return {part: stroke / np.abs(stroke).max() for part, stroke in strokes.items()}


def _times_s(length_s: float) -> NDArray[np.float64]:
    return np.arange(round(length_s * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ


def _decaying(length_s: float, decay_s: float) -> NDArray[np.float64]:
    """Rise in a millisecond, then fall to a third every `decay_s`."""
    time_s = _times_s(length_s)
    return np.asarray(np.minimum(time_s / 0.001, 1) * np.exp(-time_s / decay_s))


def _kick() -> NDArray[np.float64]:
    """A sine that falls from 170 to 50 Hz within a few hundredths of a second."""
    time_s = _times_s(0.4)
    turns = 50 * time_s + 120 * 0.025 * (1 - np.exp(-time_s / 0.025))
    return np.asarray(np.sin(2 * np.pi * turns) * _decaying(0.4, 0.11))


def _tone(frequency_hz: float, *, decay_s: float, length_s: float) -> NDArray[np.float64]:
    return np.asarray(np.sin(2 * np.pi * frequency_hz * _times_s(length_s)) * _decaying(length_s, decay_s))


def _hiss(*, from_hz: float, decay_s: float, length_s: float) -> NDArray[np.float64]:
    """Noise, always the same, above a frequency."""
    noise = np.random.default_rng(NOISE_SEED).standard_normal(round(length_s * SAMPLE_RATE_HZ))
    filters = scipy.signal.butter(4, from_hz, "highpass", fs=SAMPLE_RATE_HZ, output="sos")
    return np.asarray(scipy.signal.sosfilt(filters, noise) * _decaying(length_s, decay_s))
