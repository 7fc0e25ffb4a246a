"""Canvases for the painter's tests, and how far pictures are from each other."""

import torch
from torch import Tensor

from core.contract import Riff
from worker.painter import Painter
from worker.painter.canvas import Canvas

STEPS = 3


def silent_steps(_done: int, _total: int) -> None:
    """A listener that lets the work go on."""


def riff(**changes: object) -> Riff:
    return Riff.model_validate({"prompt": "lo-fi beats", "seed": 7, "steps": STEPS} | changes)


def painted(painter: Painter, *recipes: Riff, columns: int = 128) -> Tensor:
    """What recipes become in one pass on bare canvases."""
    return painter.paint([Canvas(recipe, columns) for recipe in recipes], on_step=silent_steps)


def painted_on(painter: Painter, *canvases: Canvas) -> Tensor:
    """What canvases become in one pass."""
    return painter.paint(canvases, on_step=silent_steps)


def plain(level: int, *, columns: int = 128) -> Tensor:
    """A picture of one grey level."""
    return torch.full((512, columns), level, dtype=torch.uint8)


def striped(*, columns: int = 128, every: int = 16) -> Tensor:
    """A picture of beats: a black column now and then on grey."""
    picture = plain(200, columns=columns)
    picture[:, ::every] = 0
    return picture


def half_mask(*, columns: int = 128, value: float = 1.0) -> Tensor:
    """A mask that keeps the first half."""
    mask = torch.zeros(512, columns)
    mask[:, columns // 2 :] = value
    return mask


def differing(left: Tensor, right: Tensor) -> float:
    """Mean difference in grey levels."""
    return float((left.float() - right.float()).abs().mean())


def seam(picture: Tensor) -> float:
    """How much the last column differs from the first one, in terms of what neighbours of [rows, columns] differ by."""
    steps = (picture.float() - picture.float().roll(-1, -1)).abs().mean(0)
    return float(steps[-1] / steps[:-1].median())
