"""Mel bands and the bins of the padded transform: from bins to bands, and the best way back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
import torch

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from worker.sound.format import PictureFormat

BANDS_A_BLOCK: Final = 16
INVERSION_ROUNDS: Final = 10


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
    numpy.ndarray [shape=(bins, bands), float64, 0..1]
    """
    edges_hz = band_edges_hz(picture_format)
    widths_hz = np.diff(edges_hz)
    bins_hz = np.arange(picture_format.bins) * picture_format.work_rate_hz / picture_format.padded
    rising = (bins_hz[:, None] - edges_hz[:-2]) / widths_hz[:-1]
    falling = (edges_hz[2:] - bins_hz[:, None]) / widths_hz[1:]
    return np.asarray(np.clip(np.minimum(rising, falling), 0, None))


@dataclass(frozen=True)
class Block:
    """A run of neighbouring bands and the only bins that they touch.

    Attributes
    ----------
    weights : torch.Tensor [shape=(bins, bands), float32, 0..1]
        What a bin gives to a band.
    shares : torch.Tensor [shape=(bands, bins), float32, 0..1]
        What a band says about a bin; all that is said about a bin adds up to 1.
    """

    bands: slice
    bins: slice
    weights: torch.Tensor
    shares: torch.Tensor


@lru_cache(maxsize=8)
def blocks(picture_format: PictureFormat, device: torch.device) -> tuple[Block, ...]:
    """Cut the triangles, nearly all zero, into small dense blocks."""
    weights = triangles(picture_format)
    heard = weights.sum(axis=1, keepdims=True)
    shares = np.divide(weights, heard, out=np.zeros_like(weights), where=heard > 0)
    cut = []
    for start in range(0, picture_format.num_frequencies, BANDS_A_BLOCK):
        bands = slice(start, min(start + BANDS_A_BLOCK, picture_format.num_frequencies))
        touched = np.flatnonzero(weights[:, bands].any(axis=1))
        bins = slice(int(touched[0]), int(touched[-1]) + 1) if len(touched) else slice(0, 1)
        dense = [torch.from_numpy(part).float().to(device) for part in (weights[bins, bands], shares[bins, bands].T)]
        cut.append(Block(bands, bins, dense[0].contiguous(), dense[1].contiguous()))
    return tuple(cut)


def mel_from_linear(linear: torch.Tensor, *, picture_format: PictureFormat) -> torch.Tensor:
    """Sum the magnitudes of the padded transform's bins into mel bands.

    Parameters
    ----------
    linear : torch.Tensor [shape=(..., columns, bins), float32, non-negative]

    Returns
    -------
    torch.Tensor [shape=(..., columns, bands), float32, non-negative]
    """
    cut = blocks(picture_format, linear.device)
    return torch.cat([linear[..., block.bins] @ block.weights for block in cut], dim=-1)


def spread(values: torch.Tensor, *, picture_format: PictureFormat) -> torch.Tensor:
    """Give every bin the mean of its bands' values, each weighed as the bin weighs in the band.

    Since neighbouring triangles overlap by half, this draws straight lines between the bands' centres.

    Parameters
    ----------
    values : torch.Tensor [shape=(..., columns, bands), float32]

    Returns
    -------
    torch.Tensor [shape=(..., columns, bins), float32]
        Zero where no band listens.
    """
    bins = values.new_zeros(*values.shape[:-1], picture_format.bins)
    for block in blocks(picture_format, values.device):
        bins[..., block.bins] += values[..., block.bands] @ block.shares
    return bins


def missing(mel: torch.Tensor, linear: torch.Tensor, *, picture_format: PictureFormat) -> torch.Tensor:
    """Find the factor by which each bin must grow so that the bands of `linear` become `mel`.

    Returns
    -------
    torch.Tensor [shape as linear, float32, 0.1..10, or 0 where the bands are silent]
    """
    heard = mel_from_linear(linear, picture_format=picture_format)
    ratios = (mel / heard.clamp_min(torch.finfo(heard.dtype).tiny)).clamp(0.1, 10) * (mel > 0)
    return spread(ratios, picture_format=picture_format)


def linear_from_mel(
    mel: torch.Tensor, *, picture_format: PictureFormat, rounds: int = INVERSION_ROUNDS
) -> torch.Tensor:
    """Find non-negative magnitudes of the padded transform's bins whose mel bands are these.

    Starts from straight lines between the bands' means and multiplies each bin by what its bands miss, which goes
    down in Kullback–Leibler divergence and never below zero.

    Parameters
    ----------
    mel : torch.Tensor [shape=(..., columns, bands), float32, non-negative]
    rounds : int >= 0

    Returns
    -------
    torch.Tensor [shape=(..., columns, bins), float32, non-negative]

    References
    ----------
    Lucy, "An iterative technique for the rectification of observed distributions", Astronomical Journal 1974.
    """
    widths = torch.from_numpy(triangles(picture_format).sum(axis=0)).to(mel).clamp_min(1e-3)
    linear = spread(mel / widths, picture_format=picture_format)
    for _ in range(rounds):
        linear *= missing(mel, linear, picture_format=picture_format)
    return linear
