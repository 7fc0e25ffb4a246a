"""Between grey pictures and what an autoencoder reads and writes.

Stable Diffusion's autoencoder has 3 channels: grey is repeated, and averaged on the way back. One with p² channels
reads the picture folded in p x p patches, which spares the convolutions at full resolution.
"""

import math

import torch
from torch import Tensor
from torch.nn import functional

RGB = 3
WHITE = 255
BUILT_IN_CHANNELS = 16


def patch_of(channels: int) -> int:
    """Side in pixels of the patches that an autoencoder of so many channels works on."""
    side = math.isqrt(channels)
    if channels != RGB and side * side != channels:
        raise ValueError(f"an autoencoder of {channels} channels paints neither RGB nor folded grey pictures")
    return 1 if channels == RGB else side


def fold_values(grey: Tensor, *, channels: int = BUILT_IN_CHANNELS) -> Tensor:
    """[batch, 1, rows, columns] to [batch, channels, rows/p, columns/p]."""
    return grey.repeat(1, RGB, 1, 1) if channels == RGB else functional.pixel_unshuffle(grey, patch_of(channels))


def unfold_values(values: Tensor) -> Tensor:
    """The inverse of `fold_values`."""
    channels = values.shape[1]
    return values.mean(1, keepdim=True) if channels == RGB else functional.pixel_shuffle(values, patch_of(channels))


def grey_values(pictures: Tensor) -> Tensor:
    """Uint8 pictures [batch, rows, columns] as float32 [batch, 1, rows, columns], black -1 and white 1."""
    return pictures[:, None].float() * (2 / WHITE) - 1


def fold(pictures: Tensor, *, channels: int) -> Tensor:
    """Uint8 [batch, rows, columns] to float32 within ±1 [batch, channels, rows/p, columns/p]."""
    return fold_values(grey_values(pictures), channels=channels)


def unfold(values: Tensor) -> Tensor:
    """Float [batch, channels, rows/p, columns/p] to uint8 [batch, rows, columns]; the inverse of `fold`."""
    grey = unfold_values(values)[:, 0].float()
    return ((grey + 1) * (WHITE / 2)).round().clamp(0, WHITE).to(torch.uint8)
