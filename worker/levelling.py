"""How loud a painted part is: as loud as the clips beside it where it meets them, and evenly from one to the other."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import torch

from worker.sound.format import WHITE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from torch import Tensor

HEARD: Final = 128
"""Columns on each side of a seam whose level is compared."""

LOUDNESS: Final = 8
"""A grey level is the fourth root of a magnitude: its power is the eighth of it."""

LEAST, MOST = 0.5, 1.5
"""By no more a grey level is multiplied, in power 24 dB down and 14 dB up: silence has no level to be brought to."""


def levelled(pixels: Tensor, mask: Tensor) -> Tensor:
    """Bring what was painted between clips to their levels; what is kept stays as it is.

    Parameters
    ----------
    pixels : torch.Tensor [shape=(rows, columns), uint8]
        The finished picture.
    mask : torch.Tensor [shape=(rows, columns), float32]
        Above 0 where it was painted; equal in all rows.
    """
    painted = mask[0].cpu()
    factors = torch.ones(len(painted), dtype=torch.float64)
    for begin, end in parts(painted > 0):
        factors[begin:end] = between(pixels, begin, end)
    dark = (WHITE - pixels.cpu().double()) * factors**painted
    return (WHITE - dark.round()).clamp(0, WHITE).to(torch.uint8).to(pixels.device)


def parts(painted: Tensor) -> Iterator[tuple[int, int]]:
    """Where each painted part begins and ends."""
    edges = torch.diff(painted.int(), prepend=torch.zeros(1), append=torch.zeros(1))
    begins, ends = (edges > 0).nonzero()[:, 0].tolist(), (edges < 0).nonzero()[:, 0].tolist()
    yield from zip(begins, ends, strict=True)


def between(pixels: Tensor, begin: int, end: int) -> Tensor:
    """By how much each column of a painted part is multiplied, from that at one seam to that at the other."""
    reach = min(HEARD, (end - begin) // 2)
    first = ratio(pixels[:, max(begin - HEARD, 0) : begin], pixels[:, begin : begin + reach])
    last = ratio(pixels[:, end : end + HEARD], pixels[:, end - reach : end])
    return torch.linspace(math.log(first), math.log(last), end - begin, dtype=torch.float64).exp()


def ratio(kept: Tensor, painted: Tensor) -> float:
    """By how much a painted piece is multiplied so that it is as loud as a kept one; if nothing is kept, not at all."""
    if not kept.shape[-1]:
        return 1.0
    level, wanted = level_of(painted), level_of(kept)
    return min(max(wanted / level, LEAST), MOST) if level else 1.0


def level_of(piece: Tensor) -> float:
    """Grey level of an even piece that is as loud."""
    return float((WHITE - piece.double()).pow(LOUDNESS).mean().pow(1 / LOUDNESS))
