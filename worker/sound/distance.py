"""How far apart two sounds are, in their mel magnitudes."""

from __future__ import annotations

import torch

LSD_FLOOR_DB = -60.0


def gain_matched(estimate: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """Scale an estimate to fit the truth in the least-squares sense; both [any shape, float32, non-negative]."""
    return estimate * ((truth * estimate).sum() / estimate.square().sum().clamp_min(torch.finfo(truth.dtype).tiny))


def spectral_convergence(estimate: torch.Tensor, truth: torch.Tensor) -> float:
    """Measure the relative error of the magnitudes, which the loud ones decide.

    Parameters
    ----------
    estimate, truth : torch.Tensor [shape=(..., bands, columns), float32, non-negative]

    Returns
    -------
    float [0 = equal]
    """
    return float((truth - gain_matched(estimate, truth)).norm() / truth.norm())


def log_spectral_distance_db(estimate: torch.Tensor, truth: torch.Tensor) -> float:
    """Measure the error of the levels, to which all bands and columns down to -60 dB add alike.

    Parameters
    ----------
    estimate, truth : torch.Tensor [shape=(..., bands, columns), float32, non-negative]

    Returns
    -------
    float [dB]
        Mean over the columns of the root mean square over the bands.
    """
    floor = truth.max() * 10 ** (LSD_FLOOR_DB / 20)
    levels = [20 * part.clamp_min(floor).log10() for part in (truth, gain_matched(estimate, truth))]
    return float((levels[0] - levels[1]).square().mean(-2).sqrt().mean())
