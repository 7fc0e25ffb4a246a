"""What of a picture is kept while the rest is painted: in the latents step by step, in the end pixel by pixel."""

import torch
from torch import Tensor
from torch.nn import functional

FEATHER = 4
"""Pixels around what is painted in which it is still all there; over twice as many it gives way to what is kept."""


def cells_of(masks: Tensor, *, rows: int) -> Tensor:
    """Masks [batch, rows, columns] as latents of fewer rows have them, [batch, 1, rows, columns].

    A cell of which anything is painted is painted, as much as the most of it.
    """
    return functional.max_pool2d(masks[:, None], masks.shape[1] // rows)


def kept_after(cells: Tensor, *, share: float) -> Tensor:
    """Which cells are still kept after a share of the steps: those of 0 always, those of 0.75 for a quarter of them.

    References
    ----------
    Levin, Fried, "Differential Diffusion: Giving Each Pixel Its Strength", 2023.
    """
    return (cells <= 0) | (cells < 1 - share)


def pasted(painted: Tensor, pictures: Tensor, masks: Tensor, *, loop: bool) -> Tensor:
    """Put back what masks keep of pictures, all three [batch, rows, columns]; only its edges are mixed."""
    share = feathered(masks, loop=loop)
    return (share * painted.float() + (1 - share) * pictures.float()).round().to(torch.uint8)


def feathered(masks: Tensor, *, loop: bool) -> Tensor:
    """How much of what is painted is seen, [batch, rows, columns]: all, none, and around what is painted a slope."""
    reach = 2 * FEATHER
    around = "circular" if loop else "replicate"
    any_paint = (masks > 0).float()[:, None]
    beyond = functional.pad(any_paint, (reach, reach, 0, 0), mode=around)
    beyond = functional.pad(beyond, (0, 0, reach, reach), mode="replicate")
    wider = functional.max_pool2d(beyond, reach + 1, stride=1)
    return functional.avg_pool2d(wider, reach + 1, stride=1)[:, 0]
