"""What canvases are before anything is painted: noise, and the latents of their pictures."""

from collections.abc import Sequence

import torch
from diffusers import AutoencoderKL, StableDiffusionPipeline
from torch import Tensor

from worker.painter.canvas import Canvas, masks_of, pictures_of
from worker.painter.denoising import Ground
from worker.painter.folding import fold, patch_of
from worker.painter.masking import cells_of
from worker.painter.noise import noise_of
from worker.sound.format import ROWS


def ground_of(pipeline: StableDiffusionPipeline, canvases: Sequence[Canvas]) -> Ground:
    """Draw the noise of canvases, and encode their pictures unless nothing would be left of them.

    Where there is something to encode, the first noise that a seed gives is the encoder's.
    """
    first, kept = canvases[0], masks_of(canvases)
    if first.picture is None or (first.strength >= 1 and kept is None):
        return Ground(_drawn(pipeline, canvases, draws=1)[:, 0])
    encoding, noise = _drawn(pipeline, canvases, draws=2).unbind(1)
    latents = _encoded(pipeline.vae, pictures_of(canvases), encoding)
    cells = None if kept is None else cells_of(kept, rows=latents.shape[2]).to(latents.device)
    return Ground(noise, latents, cells)


def cell_of(pipeline: StableDiffusionPipeline) -> int:
    """Side in pixels of what one latent stands for."""
    return int(pipeline.vae_scale_factor) * patch_of(pipeline.vae.config.in_channels)


def _drawn(pipeline: StableDiffusionPipeline, canvases: Sequence[Canvas], *, draws: int) -> Tensor:
    cell, unet = cell_of(pipeline), pipeline.unet
    shape = (unet.config.in_channels, ROWS // cell, canvases[0].columns // cell)
    drawn = [noise_of(canvas, shape, draws=draws, dtype=unet.dtype) for canvas in canvases]
    return torch.stack(drawn).to(pipeline.device)


def _encoded(vae: AutoencoderKL, pictures: Tensor, noise: Tensor) -> Tensor:
    """Pictures' latents, picture by picture: encoding is as hungry as decoding."""
    values = fold(pictures, channels=vae.config.in_channels).to(vae.device, vae.dtype)
    spread = [vae.encode(one).latent_dist for one in values.split(1)]
    mean, deviation = torch.cat([one.mean for one in spread]), torch.cat([one.std for one in spread])
    return (mean + deviation * noise) * float(vae.config.scaling_factor)
