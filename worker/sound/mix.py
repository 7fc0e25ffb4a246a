"""Waveforms made ready to be heard: one loudness, a limiter, seams."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import scipy.ndimage
import torch

from worker.sound.format import SAMPLE_RATE_HZ
from worker.sound.loudness import ABSOLUTE_GATE_LUFS, loudness_lufs, peaks_between_samples

if TYPE_CHECKING:
    from numpy.typing import NDArray

TARGET_LUFS: Final = -14.0
CEILING_DBTP: Final = -1.0
CEILING: Final = 10 ** (CEILING_DBTP / 20)
MAX_LIMITING_DB: Final = 12.0
LOOK_AHEAD_MS: Final = 15
MASTERING_ROUNDS: Final = 8
LOUDNESS_TOLERANCE_LU: Final = 0.02


def master(waveforms: torch.Tensor, *, loop: bool = False) -> torch.Tensor:
    """Bring waveforms to -14 LUFS with no peak above -1 dBTP, by gain and a limiter, never by clipping.

    Lonely clicks stay quieter: nothing is limited by more than 12 dB.

    Parameters
    ----------
    waveforms : torch.Tensor [shape=(batch, samples) or (batch, channels, samples), float32, 44.1 kHz]
    loop : bool
        Whether the limiter hears a clip as a circle, so that the seam stays closed.

    Returns
    -------
    torch.Tensor [shape as given, float32, within ±0.9, on the CPU]
        Silence, and what is below the -70 LUFS that count as silence, comes back as it is.

    Raises
    ------
    ValueError
        If a sample is no finite number.
    """
    if not bool(waveforms.isfinite().all()):
        raise ValueError("a waveform holds samples that are no finite numbers")
    clips = waveforms.reshape(len(waveforms), -1, waveforms.shape[-1]).cpu().numpy()
    mastered = [_mastered(clip, loop=loop) for clip in clips]
    return torch.from_numpy(np.stack(mastered)).reshape(waveforms.shape)


def _mastered(clip: NDArray[np.float32], *, loop: bool) -> NDArray[np.float32]:
    """Raise the gain before the limiter until the loudness after it fits, a few times at most."""
    loudness = loudness_lufs(clip)
    if loudness < ABSOLUTE_GATE_LUFS:
        return clip
    peaks = peaks_between_samples(clip, loop=loop)
    highest_db = CEILING_DBTP + MAX_LIMITING_DB - 20 * np.log10(peaks.max())
    gain_db, limited = 0.0, clip
    for _ in range(MASTERING_ROUNDS):
        gain_db = min(gain_db + TARGET_LUFS - loudness, highest_db)
        gain = np.float32(10 ** (gain_db / 20))
        limited = clip * gain * limiter_gain(peaks * gain, ceiling=CEILING, loop=loop)
        loudness = loudness_lufs(limited)
        if abs(loudness - TARGET_LUFS) < LOUDNESS_TOLERANCE_LU:
            break
    overshoot = peaks_between_samples(limited, loop=loop).max() / CEILING
    return np.asarray(limited / max(overshoot, 1), dtype=np.float32)


def limiter_gain(peaks: NDArray[np.float32], *, ceiling: float, loop: bool = False) -> NDArray[np.float32]:
    """Find a smooth gain that takes all peaks under a ceiling, going down before each peak and up after it.

    The lowest gain within reach, averaged over the same reach, is never above what its middle needs.

    Parameters
    ----------
    peaks : numpy.ndarray [shape=(samples,), float32, non-negative]
    ceiling : float > 0
        Linear amplitude.

    Returns
    -------
    numpy.ndarray [shape=(samples,), float32, 0..1]
    """
    reach = SAMPLE_RATE_HZ * LOOK_AHEAD_MS // 1000
    mode: Literal["wrap", "nearest"] = "wrap" if loop else "nearest"
    needed = (ceiling / np.maximum(peaks, ceiling)).astype(np.float64)
    smooth = scipy.ndimage.minimum_filter1d(needed, 2 * reach + 1, mode=mode)
    for _ in range(2):
        smooth = scipy.ndimage.uniform_filter1d(smooth, reach + 1 - reach % 2, mode=mode)
    return np.asarray(smooth, dtype=np.float32)


def equal_power_rise(length: int) -> torch.Tensor:
    """Rise from 0 to 1 so that the squares of this and of its mirror image add up to 1.

    Returns
    -------
    torch.Tensor [shape=(length,), float32, 0..1]
    """
    return torch.linspace(0, math.pi / 2, length).sin()


def crossfade(left: torch.Tensor, right: torch.Tensor, *, overlap: int) -> torch.Tensor:
    """Join two waveforms at equal power over `overlap` samples.

    Parameters
    ----------
    left, right : torch.Tensor [shape=(..., samples), float32]
    overlap : int >= 0 [samples]

    Returns
    -------
    torch.Tensor [shape=(..., samples of both - overlap), float32]

    Raises
    ------
    ValueError
        If a waveform is shorter than the overlap.
    """
    shortest = min(left.shape[-1], right.shape[-1])
    if not 0 <= overlap <= shortest:
        raise ValueError(f"an overlap of {overlap} samples does not fit into {shortest}")
    fade_in = equal_power_rise(overlap).to(left.device)
    before = left.shape[-1] - overlap
    seam = left[..., before:] * fade_in.flip(0) + right[..., :overlap] * fade_in
    return torch.cat([left[..., :before], seam, right[..., overlap:]], dim=-1)
