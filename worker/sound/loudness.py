"""How loud waveforms are, by the broadcasters' standard, and how high they peak between their samples."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
import scipy.signal

from worker.sound.format import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from numpy.typing import NDArray

ABSOLUTE_GATE_LUFS: Final = -70.0
RELATIVE_GATE_LU: Final = -10.0
BLOCK_STEP_MS: Final = 100
BLOCK_STEPS: Final = 4
OVERSAMPLING: Final = 4
OVERSAMPLING_REACH: Final = 64


@lru_cache(maxsize=4)
def k_weighting(rate_hz: int) -> NDArray[np.float64]:
    """Build the two filters that stand for head and ear, from the analogue prototype behind the standard's tables.

    Returns
    -------
    numpy.ndarray [shape=(2, 6), float64]
        Second-order sections, as scipy counts them.

    References
    ----------
    ITU-R BS.1770-5, annex 1, tables 1 and 2; the prototype's values are libebur128's.
    """
    turn = np.tan(np.pi * np.array([1681.974450955533, 38.13547087602444]) / rate_hz)
    damped = turn / np.array([0.7071752369554196, 0.5003270373238773])
    top, middle = 10 ** (3.999843853973347 / 20), 10 ** (3.999843853973347 * 0.4996667741545416 / 20)
    scale = 1 + damped + turn**2
    shelf = [top + middle * damped[0] + turn[0] ** 2, 2 * (turn[0] ** 2 - top), top - middle * damped[0] + turn[0] ** 2]
    poles = np.stack([np.ones(2), 2 * (turn**2 - 1) / scale, (1 - damped + turn**2) / scale], axis=1)
    return np.concatenate([np.stack([np.array(shelf) / scale[0], [1, -2, 1]]), poles], axis=1)


def loudness_lufs(waveform: NDArray[np.float32]) -> float:
    """Measure integrated loudness, gated.

    Parameters
    ----------
    waveform : numpy.ndarray [shape=(channels, samples), float32, within ±1, 44.1 kHz]
        One channel or left and right. Less than 0.4 s is measured as one block.

    Returns
    -------
    float [LUFS]
        Minus infinity for silence.

    References
    ----------
    ITU-R BS.1770-5, annex 1.
    """
    step = SAMPLE_RATE_HZ * BLOCK_STEP_MS // 1000
    power = np.square(scipy.signal.sosfilt(k_weighting(SAMPLE_RATE_HZ), waveform.astype(np.float64))).sum(axis=0)
    sums = np.add.reduceat(power, np.arange(0, len(power), step))
    if len(power) < BLOCK_STEPS * step:
        return _lufs(power.mean())
    whole = sums[: len(power) // step]
    blocks = np.convolve(whole, np.ones(BLOCK_STEPS), mode="valid") / (BLOCK_STEPS * step)
    audible = blocks[blocks > 10 ** ((ABSOLUTE_GATE_LUFS + 0.691) / 10)]
    if not len(audible):
        return -np.inf
    return _lufs(audible[audible > audible.mean() * 10 ** (RELATIVE_GATE_LU / 10)].mean())


def _lufs(power: float) -> float:
    return float(10 * np.log10(power) - 0.691) if power > 0 else -np.inf


def peaks_between_samples(waveform: NDArray[np.float32], *, loop: bool = False) -> NDArray[np.float32]:
    """Find the highest amplitude of any channel at and after each sample, four times oversampled.

    Parameters
    ----------
    waveform : numpy.ndarray [shape=(channels, samples), float32]

    Returns
    -------
    numpy.ndarray [shape=(samples,), float32, non-negative]

    References
    ----------
    ITU-R BS.1770-5, annex 2.
    """
    around = np.pad(waveform, ((0, 0), (OVERSAMPLING_REACH,) * 2), mode="wrap" if loop else "constant")
    fine = scipy.signal.resample_poly(around, OVERSAMPLING, 1, axis=-1)
    loudest = np.abs(fine).max(axis=0).reshape(-1, OVERSAMPLING).max(axis=1)
    return np.asarray(loudest[OVERSAMPLING_REACH:-OVERSAMPLING_REACH], dtype=np.float32)


def true_peak_dbtp(waveform: NDArray[np.float32], *, loop: bool = False) -> float:
    """Measure the highest peak, also between samples; minus infinity for silence."""
    peak = peaks_between_samples(waveform, loop=loop).max(initial=0)
    return float(20 * np.log10(peak)) if peak > 0 else -np.inf
