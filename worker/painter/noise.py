"""The noise that painting begins with: of one seed, or between two."""

import torch
from torch import Generator, Tensor
from torch.nn import functional

from core.contract import Painted
from worker.painter.canvas import Canvas

Shape = tuple[int, int, int]

PARALLEL = 1e-3
"""Radians; between noises closer than this the arc is a straight line."""


def noise_of(canvas: Canvas, shape: Shape, *, draws: int, dtype: torch.dtype) -> Tensor:
    """What a canvas draws, one after the other, [draws, *shape] on the CPU.

    The last axis is time: where a canvas turns into something else, each column goes its own part of the way.
    """
    own = _drawn(canvas.recipe.seed, shape, draws=draws, dtype=dtype)
    first = _varied(own, canvas.recipe)
    if canvas.turn is None:
        return first
    other = _drawn(canvas.turn.to_seed, shape, draws=draws, dtype=dtype)
    return slerp(first, other, functional.adaptive_avg_pool1d(canvas.turn.alphas[None], shape[-1])[0])


def slerp(start: Tensor, end: Tensor, amount: Tensor) -> Tensor:
    """Go from one noise to another on an arc, so that what is between is as loud as they are; 0 and 1 are the ends.

    The angle is that between the flattened tensors of each draw [draws, ...]; `amount` may differ along the last axes.

    References
    ----------
    Shoemake, "Animating Rotation with Quaternion Curves", SIGGRAPH 1985.
    """
    cosine = functional.cosine_similarity(start.flatten(1).float(), end.flatten(1).float())
    angle = cosine.clamp(-1, 1).arccos().view(-1, *[1] * (start.ndim - 1))
    straight = angle < PARALLEL
    of_start = torch.where(straight, 1 - amount, ((1 - amount) * angle).sin() / angle.sin())
    of_end = torch.where(straight, amount, (amount * angle).sin() / angle.sin())
    return (of_start * start.float() + of_end * end.float()).to(start.dtype)


def _varied(own: Tensor, recipe: Painted) -> Tensor:
    mixed = own
    for second in recipe.second.chain if recipe.second else ():
        other = _drawn(second.seed, own.shape[1:], draws=len(own), dtype=own.dtype)
        mixed = slerp(mixed, other, torch.tensor(second.amount))
    return mixed


def _drawn(seed: int, shape: Shape | torch.Size, *, draws: int, dtype: torch.dtype) -> Tensor:
    generator = Generator("cpu").manual_seed(seed)
    return torch.stack([torch.randn(shape, generator=generator, dtype=dtype) for _ in range(draws)])
