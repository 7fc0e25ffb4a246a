"""Phases from magnitudes alone: heap integration of the phase's gradient."""

from __future__ import annotations

import math
import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

import numpy as np
import torch
from numba import njit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from worker.sound.transform import Transform

HANN_AS_GAUSSIAN: Final = 0.25645
AUDIBLE_DB: Final = 80.0
LEVELS: Final = 512
NOISE_RADIANS: Final = np.random.default_rng(0).uniform(-np.pi, np.pi, 65_537).astype(np.float32)


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def _loudest_first(levels: NDArray[np.int16]) -> NDArray[np.int32]:
    """Sort the audible cells by level, counting instead of comparing."""
    counts = np.zeros(LEVELS + 1, np.int32)
    for level in levels:
        counts[LEVELS - 1 - level] += 1
    starts = np.cumsum(counts) - counts
    order = np.empty(levels.size, np.int32)
    for cell in range(levels.size):
        place = LEVELS - 1 - levels[cell]
        order[starts[place]] = cell
        starts[place] += 1
    return order[: levels.size - counts[LEVELS]]


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def _integrated(
    levels: NDArray[np.int16], slopes: NDArray[np.float32], phases: NDArray[np.float32], stride: int
) -> NDArray[np.float32]:
    """Carry phases from the loudest cells to their neighbours, always going on from the loudest cell reached.

    The heap is one stack per level: pushing and popping take constant time. Cells of level -1 are inaudible; a row
    and a column of them fence the plane in, so that a neighbour is a plain step in the flat arrays.
    """
    phases = phases.copy()
    waiting = levels >= 0
    tops = np.full(LEVELS, -1, np.int32)
    below = np.empty(levels.size, np.int32)
    for seed in _loudest_first(levels):
        if not waiting[seed]:
            continue
        waiting[seed] = False
        level = levels[seed]
        tops[level], below[seed] = seed, -1
        while level >= 0:
            cell = tops[level]
            if cell < 0:
                level -= 1
                continue
            tops[level] = below[cell]
            for direction in range(4):
                sign = 1 - 2 * (direction & 1)
                axis = direction >> 1
                other = (cell + sign * (stride if axis == 0 else 1)) % levels.size
                if waiting[other]:
                    waiting[other] = False
                    mean_slope = (slopes[axis, cell] + slopes[axis, other]) * np.float32(0.5)
                    phases[other] = phases[cell] + np.float32(sign) * mean_slope
                    tops[levels[other]], below[other] = other, tops[levels[other]]
                    level = max(level, levels[other])
    return phases


def _difference(values: torch.Tensor, *, dim: int, loop: bool = False) -> torch.Tensor:
    """Half the difference between each cell's two neighbours; edges repeat unless the axis is a circle."""
    ahead, behind = values.roll(-1, dim), values.roll(1, dim)
    if not loop:
        size = values.shape[dim]
        ahead.narrow(dim, size - 1, 1).copy_(values.narrow(dim, size - 1, 1))
        behind.narrow(dim, 0, 1).copy_(values.narrow(dim, 0, 1))
    return (ahead - behind) / 2


def _slopes(logs: torch.Tensor, *, frames: Transform, loop: bool) -> torch.Tensor:
    """Turn the slopes of the log magnitude into those of the phase, per column and per bin.

    Returns
    -------
    torch.Tensor [shape=(2, columns, bins), float32, radians]
    """
    gamma = HANN_AS_GAUSSIAN * frames.window_length**2
    bins = torch.arange(logs.shape[-1])
    turn = (frames.hop * bins % frames.size) * (2 * math.pi / frames.size)
    per_column = frames.hop * frames.size / gamma * _difference(logs, dim=-1) + turn
    per_bin = -gamma / (frames.hop * frames.size) * _difference(logs, dim=-2, loop=loop)
    return torch.stack([per_column, per_bin])


def _phases_of_one(magnitudes: torch.Tensor, *, frames: Transform, loop: bool) -> torch.Tensor:
    loudest = magnitudes.max().clamp_min(torch.finfo(magnitudes.dtype).tiny)
    logs = (magnitudes / loudest).clamp_min(1e-10).log()
    floor = -AUDIBLE_DB * math.log(10) / 20
    levels = ((1 - logs / floor) * (LEVELS - 1)).floor().clamp_min(-1).to(torch.int16)
    fence = (0, 1, 0, 0 if loop else 1)
    fenced = torch.nn.functional.pad(levels, fence, value=-1)
    slopes = torch.nn.functional.pad(_slopes(logs, frames=frames, loop=loop), fence)
    start = np.resize(NOISE_RADIANS, fenced.numel())
    phases = _integrated(fenced.flatten().numpy(), slopes.flatten(1).numpy(), start, fenced.shape[1])
    return torch.from_numpy(phases).view(fenced.shape)[: magnitudes.shape[0], : magnitudes.shape[1]]


def integrated_phases(magnitudes: torch.Tensor, *, frames: Transform, loop: bool = False) -> torch.Tensor:
    """Find phases that fit these magnitudes, without a single transform.

    For a Gaussian window the phase's slope along time is the log magnitude's along frequency, and the other way round;
    a Hann window is near enough to a Gaussian. The slopes are summed up from the loudest cells outwards, so that
    errors gather where nothing is heard. What lies more than 80 dB below the maximum gets fixed random phases.

    Parameters
    ----------
    magnitudes : torch.Tensor [shape=(n, columns, bins), float32, non-negative]
        Each of the n on its own, in threads; always on the CPU.
    frames : Transform
        Whose columns and bins these are.
    loop : bool
        Whether the last column is the first one's neighbour.

    Returns
    -------
    torch.Tensor [shape as given, float32, radians]
        Counted from each frame's start, on the CPU.

    References
    ----------
    Průša, Balazs, Søndergaard, "A Noniterative Method for Reconstruction of Phase from STFT Magnitude", TASLP 2017.
    """
    from_centre_to_start = torch.arange(magnitudes.shape[-1]) * (math.pi * frames.span / frames.size)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = pool.map(lambda one: _phases_of_one(one, frames=frames, loop=loop), magnitudes.cpu())
        return torch.stack(list(found)) - from_centre_to_start
