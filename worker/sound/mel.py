"""Mel bands and the bins of the padded transform: the triangles between them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch
from numpy.typing import NDArray

from worker.sound.format import PictureFormat

BANDS_A_BLOCK = 16


def _mel_from_hz(frequency_hz: float) -> float:
    return float(2595 * np.log10(1 + frequency_hz / 700))


def band_edges_hz(picture_format: PictureFormat) -> NDArray[np.float64]:
    """Lay the corners of the triangles out evenly on the HTK mel scale.

    Returns
    -------
    numpy.ndarray [shape=(bands + 2,), float64, Hz]
        Band b rises from edge b to edge b + 1 and falls to edge b + 2.

    References
    ----------
    Young et al., "The HTK Book", 2006, equation 5.13.
    """
    lowest, highest = _mel_from_hz(picture_format.min_frequency_hz), _mel_from_hz(picture_format.max_frequency_hz)
    mels = np.linspace(lowest, highest, picture_format.num_frequencies + 2)
    return np.asarray(700 * (10 ** (mels / 2595) - 1))


@lru_cache(maxsize=8)
def triangles(picture_format: PictureFormat) -> NDArray[np.float64]:
    """Weigh every bin of the padded transform for every band; peaks are 1, as in Riffusion.

    Returns
    -------
    numpy.ndarray [shape=(padded // 2 + 1, bands), float64, 0..1]
    """
    edges = band_edges_hz(picture_format)
    bins_hz = np.arange(picture_format.padded // 2 + 1) * picture_format.work_rate_hz / picture_format.padded
    widths_hz = np.diff(edges)
    rising = (bins_hz[:, None] - edges[:-2]) / widths_hz[:-1]
    falling = (edges[2:] - bins_hz[:, None]) / widths_hz[1:]
    return np.asarray(np.clip(np.minimum(rising, falling), 0, None))


@dataclass(frozen=True)
class Block:
    """A run of neighbouring bands and the only bins that they touch."""

    bands: slice
    bins: slice
    weights: torch.Tensor


@lru_cache(maxsize=8)
def blocks(picture_format: PictureFormat, device: torch.device) -> tuple[Block, ...]:
    """Cut the triangles, nearly all zero, into dense blocks.

    Returns
    -------
    tuple of Block [weights: shape=(bins, bands), float32]
    """
    weights = torch.from_numpy(triangles(picture_format)).float().to(device)
    cut = []
    for start in range(0, picture_format.num_frequencies, BANDS_A_BLOCK):
        bands = slice(start, min(start + BANDS_A_BLOCK, picture_format.num_frequencies))
        touched = weights[:, bands].any(dim=1).nonzero()
        bins = slice(int(touched.min()), int(touched.max()) + 1) if len(touched) else slice(0, 1)
        cut.append(Block(bands, bins, weights[bins, bands].contiguous()))
    return tuple(cut)


def mel_from_linear(linear: torch.Tensor, *, picture_format: PictureFormat) -> torch.Tensor:
    """Sum the amplitudes of the padded transform's bins into mel bands.

    Parameters
    ----------
    linear : torch.Tensor [shape=(..., columns, padded // 2 + 1), float32, non-negative]

    Returns
    -------
    torch.Tensor [shape=(..., columns, bands), float32, non-negative]
    """
    cut = blocks(picture_format, linear.device)
    return torch.cat([linear[..., block.bins] @ block.weights for block in cut], dim=-1)
