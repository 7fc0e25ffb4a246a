"""Grey levels of a spectrogram picture from magnitudes and back."""

from __future__ import annotations

import torch

from worker.sound.format import RIFFUSION, WHITE, PictureFormat


def picture_from_magnitudes(magnitudes: torch.Tensor, *, picture_format: PictureFormat = RIFFUSION) -> torch.Tensor:
    """Paint mel magnitudes as grey levels, each clip black at its own maximum.

    Parameters
    ----------
    magnitudes : torch.Tensor [shape=(batch, ..., bands, columns), float32, non-negative]
        Channels of one clip share its maximum.

    Returns
    -------
    torch.Tensor [shape as given, uint8, 0 = loudest, 255 = silence]
        Row 0 is the highest band. A silent clip is white.
    """
    loudest = magnitudes.flatten(1).amax(1).clamp_min(torch.finfo(magnitudes.dtype).tiny)
    relative = magnitudes / loudest.view(-1, *[1] * (magnitudes.ndim - 1))
    return (WHITE - WHITE * relative.pow(picture_format.power_for_image)).to(torch.uint8).flip(-2)


def magnitudes_from_picture(pixels: torch.Tensor, *, picture_format: PictureFormat = RIFFUSION) -> torch.Tensor:
    """Read grey levels back as mel magnitudes relative to the clip's maximum.

    Painting truncates towards black, so the middle of a grey step is half a step lighter than its level.

    Parameters
    ----------
    pixels : torch.Tensor [shape=(batch, ..., bands, columns), uint8]

    Returns
    -------
    torch.Tensor [shape as given, float32, 0..1]
        Row 0 is the lowest band. White is exact silence.
    """
    levels = torch.arange(WHITE, -1, -1, dtype=torch.float64)
    magnitudes = ((levels - 0.5).clamp_min(0) / WHITE).pow(1 / picture_format.power_for_image)
    return magnitudes.float().to(pixels.device)[pixels.flip(-2).long()]
