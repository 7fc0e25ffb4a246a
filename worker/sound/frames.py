"""A sound's power in time and frequency, as coarse as hearing needs it to tell strokes and bands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import scipy.fft

from worker.sound.format import COLUMNS_PER_SECOND, SAMPLE_RATE_HZ, SAMPLES_PER_COLUMN

if TYPE_CHECKING:
    import torch
    from numpy.typing import NDArray

FRAMES_PER_SECOND: Final = COLUMNS_PER_SECOND
WINDOW: Final = 2048
REACH: Final = -(-WINDOW // 2 // SAMPLES_PER_COLUMN)
"""Frames at either end whose windows reach beyond it; what they see there is the sound mirrored."""

PIECE_FRAMES: Final = 1024
"""So many are worked out at once, so that memory stays bounded."""

FLOOR_DB: Final = -60.0
"""What is so far below the loudest is not heard."""

EDGES_HZ: Final = (30, 80, 130, 200, 300, 450, 650, 950, 1400, 2000, 3000, 4200, 6000, 8500, 12_000)
"""Between which frequencies strokes are told from what sounds on."""


def frequencies_hz() -> NDArray[np.float64]:
    """Name the frequency of each bin."""
    return np.asarray(np.arange(WINDOW // 2 + 1) * (SAMPLE_RATE_HZ / WINDOW), dtype=np.float64)


def powers(waveform: torch.Tensor) -> NDArray[np.float32]:
    """Measure how much there is of every frequency in every hundredth of a second, all channels together.

    Parameters
    ----------
    waveform : torch.Tensor [shape=(samples,) or (channels, samples), float32, 44.1 kHz]

    Returns
    -------
    numpy.ndarray [shape=(frames, 1025), float32, non-negative]
        Frame k is centred on sample 441 · k.
    """
    window = np.hanning(WINDOW + 1)[:-1].astype(np.float32)
    channels = np.atleast_2d(waveform.cpu().numpy())
    total = np.zeros((-(-channels.shape[-1] // SAMPLES_PER_COLUMN), WINDOW // 2 + 1), np.float32)
    for channel in channels:
        line = np.pad(channel, (WINDOW // 2, WINDOW), mode="reflect")
        frames = np.lib.stride_tricks.sliding_window_view(line, WINDOW)[::SAMPLES_PER_COLUMN][: len(total)]
        for start in range(0, len(total), PIECE_FRAMES):
            piece = slice(start, start + PIECE_FRAMES)
            spectra = scipy.fft.rfft(frames[piece] * window)
            total[piece] += np.square(spectra.real) + np.square(spectra.imag)
    return total


def levels_db(power: NDArray[np.float32]) -> NDArray[np.float32]:
    """Say how loud each band of each frame is, below the loudest.

    Returns
    -------
    numpy.ndarray [shape=(frames, bands), float32, -60..0]
    """
    first = np.searchsorted(frequencies_hz(), EDGES_HZ)
    bands = np.add.reduceat(power, first, axis=1)[:, :-1]
    loudest = max(float(bands.max(initial=0)), float(np.finfo(np.float32).tiny))
    return np.asarray(np.maximum(10 * np.log10(np.maximum(bands / loudest, 1e-12)), FLOOR_DB), dtype=np.float32)
