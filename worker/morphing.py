"""How one thing turns into another: how far each column has come, and what is kept of the clips that it begins with."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import torch

from core.limits import NATIVE_COLUMNS, Curve
from core.work import GRID
from worker.extending import onward
from worker.sound.format import ROWS, WHITE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor

    from core.contract import Morph

SHARES: Final[dict[Curve, int]] = {"linear": 3, "ease": 3, "ping-pong": 5}
"""A clip is kept over one part of so many at the most, so that there is always as much between."""

SETTING_IN: Final = 3 * GRID
"""Columns beside a clip over which painting sets in, over the clip's own echo."""


def alphas_of(recipe: Morph) -> Tensor:
    """How far each column has come, float32 [columns], in the recipe's number of stages from 0 to 1."""
    came = [curved((column + 0.5) / recipe.columns, curve=recipe.curve) for column in range(recipe.columns)]
    stage = (torch.tensor(came, dtype=torch.float64) * recipe.stages).floor().clamp(max=recipe.stages - 1)
    return (stage / (recipe.stages - 1)).float()


def curved(moment: float, *, curve: Curve) -> float:
    """How far it has come at a moment, both from 0 to 1."""
    match curve:
        case "linear":
            return moment
        case "ease":
            return (1 - math.cos(math.pi * moment)) / 2
        case "ping-pong":
            return 1 - abs(1 - 2 * moment)


def kept_columns(recipe: Morph) -> int:
    """How wide a clip stays as it is: a native width where there is room."""
    return min(NATIVE_COLUMNS, recipe.columns // SHARES[recipe.curve] // GRID * GRID)


def places_of(recipe: Morph) -> tuple[int, ...]:
    """From which column on the first clip is kept, and the other one; then the first again, if all turns back."""
    last = recipe.columns - kept_columns(recipe)
    return (0, last // 2 // GRID * GRID, last) if recipe.curve == "ping-pong" else (0, last)


def laid_out(clips: Mapping[int, Tensor], *, columns: int) -> Tensor:
    """A picture, uint8 [rows, columns], with clips from their columns on, and beside each of them its echo."""
    picture = torch.full((ROWS, columns), WHITE, dtype=torch.uint8)
    for column, clip in clips.items():
        _lay(picture, onward(clip, columns=SETTING_IN), column + clip.shape[-1])
        _lay(picture, onward(clip.flip(-1), columns=SETTING_IN).flip(-1), column - SETTING_IN)
    for column, clip in clips.items():
        _lay(picture, clip, column)
    return picture


def mask_around(clips: Mapping[int, Tensor], *, columns: int) -> Tensor:
    """Where to paint beside clips, as a canvas' mask: not within them, and setting in around them."""
    places = torch.arange(columns)
    away = torch.stack(
        [torch.maximum(column - places, places - column - clip.shape[-1] + 1) for column, clip in clips.items()]
    )
    return (away.amin(0) / SETTING_IN).clamp(0, 1).expand(ROWS, columns).contiguous()


def _lay(picture: Tensor, piece: Tensor, column: int) -> None:
    """Put a piece into a picture from a column on, as much of it as there is room for."""
    begin, end = max(column, 0), min(column + piece.shape[-1], picture.shape[-1])
    picture[..., begin:end] = piece[..., begin - column : max(end - column, begin - column)]
