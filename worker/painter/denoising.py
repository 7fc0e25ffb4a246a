"""Denoising: from noise to a picture's latents, step by step."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from diffusers import DPMSolverMultistepScheduler
from torch import Tensor

from core.work import steps_taken
from worker.painter.masking import kept_after

Predict = Callable[[Tensor, Tensor], Tensor]
"""Tells what is noise in latents [batch, channels, rows, columns] at a timestep, in the scheduler's terms."""

Watch = Callable[[int, Tensor], None]
"""Called after every step with the steps done, and the latents as they would be without their noise."""


@dataclass(frozen=True, eq=False)
class Ground:
    """What is painted over, [batch, channels, rows, columns]: noise, and maybe the latents of pictures.

    `cells` [batch, 1, rows, columns] says which of them are kept, and how long, as `kept_after` reads it.
    """

    noise: Tensor
    latents: Tensor | None = None
    cells: Tensor | None = None


def denoise(
    predict: Predict, ground: Ground, *, scheduler: DPMSolverMultistepScheduler, strength: float, watch: Watch
) -> Tensor:
    """Take the noise off, from the level that a strength means to none at all.

    What is kept has its own noise of the level that each step has come to, so that the rest is painted beside it.

    References
    ----------
    Lu, Zhou, Bao, Chen, Li, Zhu, "DPM-Solver++: Fast Solver for Guided Sampling of Diffusion Probabilistic Models",
    2022; what is kept: Avrahami, Fried, Lischinski, "Blended Latent Diffusion", ACM Transactions on Graphics 2023.
    """
    steps = steps_taken(len(scheduler.timesteps), strength=strength)
    scheduler.set_begin_index(len(scheduler.timesteps) - steps)
    latents = _kept(ground.noise if strength >= 1 else _noised(ground, scheduler), ground, scheduler, share=0)
    for done, timestep in enumerate(scheduler.timesteps[-steps:], start=1):
        latents = scheduler.step(predict(latents, timestep), timestep, latents, return_dict=False)[0]
        latents = _kept(latents, ground, scheduler, share=done / steps)
        watch(done, scheduler.model_outputs[-1])  # DPM-Solver++ keeps its last guess at the end
    return latents


def _kept(latents: Tensor, ground: Ground, scheduler: DPMSolverMultistepScheduler, *, share: float) -> Tensor:
    if ground.cells is None:
        return latents
    return torch.where(kept_after(ground.cells, share=share), _noised(ground, scheduler), latents)


def _noised(ground: Ground, scheduler: DPMSolverMultistepScheduler) -> Tensor:
    """The pictures with noise of the level that the scheduler is at."""
    timesteps = scheduler.timesteps[:1].repeat(len(ground.noise))  # not read by a scheduler that knows its step
    noised: Tensor = scheduler.add_noise(ground.latents, ground.noise, timesteps)
    return noised
