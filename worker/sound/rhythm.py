"""When something begins in a sound, and how fast its beat is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import scipy.ndimage

from worker.sound.frames import FRAMES_PER_SECOND, REACH, levels_db

if TYPE_CHECKING:
    from numpy.typing import NDArray

SLOWEST_BPM: Final = 55.0
FASTEST_BPM: Final = 200.0
LIKELY_BPM: Final = 105.0
"""Half and double a tempo fit the same strokes: the one nearer to this is told."""

OCTAVES: Final = 1.0
"""How far from it a tempo may be before it counts little."""

BEATS_MOST: Final = 8
"""How many beats later strokes are still compared."""

RISE_DB: Final = 2.0
"""By how much all bands together, on average, rise where something begins."""

APART_FRAMES: Final = 5
AROUND_FRAMES: Final = 50
CONFIDENT: Final = 0.25
"""How like itself a sound must be a beat later, from 0 to 1, to have a tempo at all. Where strokes fall at random, 1 of
20 sounds of 5 s or fewer reach it."""


@dataclass(frozen=True)
class Tempo:
    """Beats a minute, and how like itself the sound is a beat later, 0..1."""

    bpm: float
    confidence: float


def onset_strengths(powers: NDArray[np.float32]) -> NDArray[np.float64]:
    """Measure how much louder each frame is than the one before, on average over its bands.

    Parameters
    ----------
    powers : numpy.ndarray [shape=(frames, bins), float32, non-negative]
        As of `frames.powers`.

    Returns
    -------
    numpy.ndarray [shape=(frames,), float64, non-negative, in dB]
        0 where a frame reaches beyond an end.
    """
    rises = np.maximum(np.diff(levels_db(powers), axis=0, prepend=np.float32(0)), 0).mean(axis=1, dtype=np.float64)
    rises[:REACH] = rises[len(rises) - min(REACH, len(rises)) :] = 0
    return np.asarray(rises)


def onsets(strengths: NDArray[np.float64]) -> NDArray[np.intp]:
    """Find the frames where something begins: peaks that stand out of what is around them.

    Returns
    -------
    numpy.ndarray [shape=(onsets,), intp]
    """
    highest = scipy.ndimage.maximum_filter1d(strengths, 2 * APART_FRAMES + 1, mode="constant")
    return np.flatnonzero((strengths == highest) & (strengths > _usual(strengths) + RISE_DB))


def _usual(strengths: NDArray[np.float64]) -> NDArray[np.float64]:
    """Average what is around each frame."""
    around = scipy.ndimage.uniform_filter1d(strengths, 2 * AROUND_FRAMES + 1, mode="nearest")
    return np.asarray(around)


def tempo(strengths: NDArray[np.float64]) -> Tempo | None:
    """Find how fast the beat is that a sound keeps, if it keeps one.

    Parameters
    ----------
    strengths : numpy.ndarray [shape=(frames,), float64, non-negative]
        As of `onset_strengths`.
    """
    found = likeliest_tempo(strengths)
    return found if found is not None and found.confidence >= CONFIDENT else None


def likeliest_tempo(strengths: NDArray[np.float64]) -> Tempo | None:
    """Find which beat a sound would keep if it keeps one, however unsteadily; None if hardly anything begins.

    At the right tempo strokes fall on strokes one, two and more beats later.
    """
    likeness = _likeness(strengths)
    if likeness is None:
        return None
    tempi = np.geomspace(SLOWEST_BPM, FASTEST_BPM, 800)
    scores = np.array([_score(likeness, lag=60 * FRAMES_PER_SECOND / bpm) for bpm in tempi])
    likely = np.exp(-0.5 * (np.log2(tempi / LIKELY_BPM) / OCTAVES) ** 2)
    best = int(np.argmax(scores * likely))
    return Tempo(float(tempi[best]), float(np.clip(scores[best], 0, 1)))


def _likeness(strengths: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """Correlate strengths with themselves, up to half their length later; None if hardly anything begins."""
    strokes = scipy.ndimage.gaussian_filter1d(np.maximum(strengths - _usual(strengths), 0), 1.0)
    strokes -= strokes.mean()
    length, most = len(strokes), len(strokes) // 2
    if most < 2 or not len(onsets(strengths)):
        return None
    spectrum = np.fft.rfft(strokes, 2 * length)
    likeness = np.fft.irfft(spectrum * spectrum.conj())[:most]
    return np.asarray(likeness / likeness[0] * length / (length - np.arange(most)))


def _score(likeness: NDArray[np.float64], *, lag: float) -> float:
    """Average the likeness at as many multiples of a lag as there are."""
    multiples = np.arange(1, BEATS_MOST + 1) * lag
    within = multiples[multiples < len(likeness) - 1]
    if not len(within):
        return 0.0
    return float(np.interp(within, np.arange(len(likeness)), likeness).mean())
