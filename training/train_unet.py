"""Train the denoiser as a rectified flow from noise to latents, led by captions.

References
----------
Liu, Gong, Liu, "Flow Straight and Fast", ICLR 2023; Esser et al., "Scaling Rectified Flow Transformers for
High-Resolution Image Synthesis", ICML 2024 (logit-normal times); Ho, Salimans, "Classifier-Free Diffusion Guidance",
2022.
"""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from diffusers.models.attention_processor import AttnProcessor
from torch import Generator, Tensor, nn
from torch.nn import functional
from torch.optim import AdamW

from training.latents import Cache, load_or_build
from training.networks import channels_last, new_denoiser, parameter_count
from training.phase import Phase, averaged, begin, draws, phase_arguments, process_number, share_gradients

if TYPE_CHECKING:
    from diffusers import UNet2DConditionModel

log = logging.getLogger(__name__)

TRAIN_TIMESTEPS = 1000
CAPTION_DROPOUT = 0.1
EMPTY_CAPTION = 0


class Trainer:
    """The denoiser and its average, taking one step at a time."""

    def __init__(self, phase_folder: Path, *, budget_s: float, rate: float, device: torch.device) -> None:
        self.denoiser = new_denoiser().to(device)
        channels_last(self.denoiser)
        if device.type == "cpu":
            self.denoiser.set_attn_processor(
                AttnProcessor()
            )  # its backward pass is faster there than torch's fused one
        self.average = averaged(self.denoiser)
        self.stepper = AdamW(self.denoiser.parameters(), betas=(0.9, 0.98), weight_decay=1e-2, fused=True)
        parts: dict[str, nn.Module | torch.optim.Optimizer] = {
            "denoiser": self.denoiser,
            "average": self.average,
            "stepper": self.stepper,
        }
        self.phase = Phase(phase_folder / "unet.pt", budget_s, parts, rate)

    def step(self, latents: Tensor, states: Tensor, *, generator: Generator) -> None:
        """Improve the denoiser on one batch: latents [batch, 16, 32, 32], states [batch, tokens, 384]."""
        self.phase.set_rate(self.stepper)
        device = latents.device
        noise = torch.randn(latents.shape, generator=generator).to(device)
        times = torch.sigmoid(torch.randn(len(latents), generator=generator)).to(device)
        share = times[:, None, None, None]
        mixed = (1 - share) * latents + share * noise
        with torch.autocast(device.type, torch.bfloat16):
            flow = self.denoiser(mixed, times * TRAIN_TIMESTEPS, encoder_hidden_states=states).sample
        loss = functional.mse_loss(flow.float(), noise - latents)
        self.stepper.zero_grad()
        loss.backward()
        share_gradients(self.denoiser)
        norm = nn.utils.clip_grad_norm_(self.denoiser.parameters(), 1.0)
        self.stepper.step()
        self.average.update_parameters(self.denoiser)
        self.phase.note(loss=loss.detach(), norm=norm)


def draw(cache: Cache, *, count: int, generator: Generator) -> tuple[Tensor, Tensor]:
    """A random batch of latents and states: one of each clip's captions, now and then the empty one."""
    clips = torch.randint(len(cache.latents), (count,), generator=generator)
    choice = torch.randint(cache.captions.shape[1], (count,), generator=generator)
    rows = cache.captions.cpu()[clips, choice]
    rows[torch.rand(count, generator=generator) < CAPTION_DROPOUT] = EMPTY_CAPTION
    device = cache.latents.device
    return cache.latents[clips.to(device)].float(), cache.states[rows.to(device)].float()


def main() -> None:
    """Train for the budget, resume what was begun, save `unet/` in diffusers' layout."""
    arguments = phase_arguments(__doc__, rate=1e-3).parse_args()
    device = begin(arguments)
    cache = load_or_build(arguments, device=device).to(device)
    trainer = Trainer(arguments.out, budget_s=60 * arguments.minutes, rate=arguments.rate, device=device)
    log.info("%d clips, %.1f M parameters", len(cache.latents), parameter_count(trainer.denoiser) / 1e6)
    trainer.phase.resume()
    generator = draws(arguments, trainer.phase)
    for _ in trainer.phase.steps():
        latents, states = draw(cache, count=arguments.batch, generator=generator)
        trainer.step(latents, states, generator=generator)
    if process_number() == 0:
        denoiser: UNet2DConditionModel = trainer.average.module
        denoiser.save_pretrained(arguments.out / "unet")


if __name__ == "__main__":
    main()
