"""How a sound's loudness is spread: over low, middle and high, and over its two halves."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import scipy.signal

from worker.sound.format import SAMPLE_RATE_HZ
from worker.sound.frames import frequencies_hz
from worker.sound.loudness import k_weighting

if TYPE_CHECKING:
    from numpy.typing import NDArray

Course = Literal["even", "rising", "falling"]

LOW_HZ: Final = 250
HIGH_HZ: Final = 2_000
CHANGE_DB: Final = 3.0
"""From how much on one half is called louder than the other."""


@lru_cache(maxsize=1)
def _weights() -> NDArray[np.float64]:
    """How much of the power of each bin counts, for head and ear."""
    _, response = scipy.signal.sosfreqz(k_weighting(SAMPLE_RATE_HZ), worN=frequencies_hz(), fs=SAMPLE_RATE_HZ)
    return np.square(np.abs(response))


def shares(powers: NDArray[np.float32]) -> tuple[float, float, float]:
    """Tell how much of the loudness is below 250 Hz, between that and 2 kHz, and above.

    Parameters
    ----------
    powers : numpy.ndarray [shape=(frames, bins), float32, non-negative]
        As of `frames.powers`.

    Returns
    -------
    three of float [0..1]
        Their sum is 1, or for silence 0.

    References
    ----------
    ITU-R BS.1770-5, annex 1, for the weight of each frequency.
    """
    heard = powers.sum(axis=0, dtype=np.float64) * _weights()
    first = np.searchsorted(frequencies_hz(), [0, LOW_HZ, HIGH_HZ])
    low, middle, high = np.add.reduceat(heard, first) / max(heard.sum(), np.finfo(np.float64).tiny)
    return float(low), float(middle), float(high)


def course(powers: NDArray[np.float32]) -> Course:
    """Tell whether the second half is louder than the first, or quieter, by 3 dB or more."""
    heard = powers @ _weights()
    middle = len(heard) // 2
    first, second = heard[:middle].sum(), heard[len(heard) - middle :].sum()
    ratio = 10 ** (CHANGE_DB / 10)
    if second > first * ratio:
        return "rising"
    return "falling" if first > second * ratio else "even"
