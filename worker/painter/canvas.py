"""What one recipe is painted on: bare, or a picture of which some is kept."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from core.contract import Painted


@dataclass(frozen=True, eq=False)
class Turn:
    """The other end of a clip that turns into something else: its words, its seed, and how far each column has come.

    `alphas` is float32 [columns] within 0 and 1: at 0 the recipe's own words and noise, at 1 the other's.
    """

    to_prompt: str
    to_seed: int
    alphas: Tensor


@dataclass(frozen=True, eq=False)
class Canvas:
    """What one recipe is painted on.

    `picture` is uint8 [rows, columns], none if there is only noise; a `strength` of 0 gives it back, 1 leaves nothing
    of it. `mask` is float32 [rows, columns]: 1 is painted, 0 kept, and what is between kept through the rest of the
    denoising, so that 0.75 keeps a quarter of the steps; none if all is painted.
    """

    recipe: Painted
    columns: int
    picture: Tensor | None = None
    strength: float = 1.0
    mask: Tensor | None = None
    turn: Turn | None = None


def pictures_of(canvases: Sequence[Canvas]) -> Tensor:
    """The pictures of canvases that have one, uint8 [batch, rows, columns]."""
    return torch.stack([canvas.picture for canvas in canvases if canvas.picture is not None])


def masks_of(canvases: Sequence[Canvas]) -> Tensor | None:
    """The masks of canvases, float32 [batch, rows, columns], if they have any."""
    masks = [canvas.mask for canvas in canvases if canvas.mask is not None]
    return torch.stack(masks) if masks else None
