"""Sharpen the decoder against a patch critic, while the encoder and so the latents stay as they are.

It can run beside `training.train_unet`, which needs only the latents.

References
----------
Isola, Zhu, Zhou, Efros, "Image-to-Image Translation with Conditional Adversarial Networks", CVPR 2017; Esser, Rombach,
Ommer, "Taming Transformers for High-Resolution Image Synthesis", CVPR 2021.
"""

import logging
from pathlib import Path

import torch
from diffusers import AutoencoderKL
from torch import Tensor, nn
from torch.nn import functional
from torch.optim import AdamW, Optimizer

from training.networks import PatchCritic, channels_last
from training.phase import Phase, averaged, begin, draws, phase_arguments, process_number, share_gradients
from training.shards import load_pictures, random_crops
from training.train_vae import CROP, picture_error
from worker.painter.folding import fold_values, unfold_values

log = logging.getLogger(__name__)

LATENT_NOISE = 0.1
"""Deviation of the noise that stands for the painter's own error; the latents' deviation is 1."""
MATCH_WEIGHT = 0.1
CRITIC_WEIGHT = 0.02
CRITIC_ALONE = 0.03
"""Share of the budget in which the critic learns before it is heard."""


def matching_error(painted: list[Tensor], real: list[Tensor]) -> Tensor:
    """How far the critic's activations of two pictures lie apart, relative to the real one's."""
    gaps = [(p - r.detach()).abs().mean() / r.detach().abs().mean() for p, r in zip(painted, real, strict=True)]
    return torch.stack(gaps[:-1]).mean()


def decoder_of(autoencoder: AutoencoderKL) -> nn.Module:
    """The part of an autoencoder that is sharpened."""
    parts: list[nn.Module] = [autoencoder.post_quant_conv, autoencoder.decoder]
    return nn.ModuleList(parts)


class Trainer:
    """The decoder and its critic, taking one step at a time."""

    def __init__(self, folder: Path, *, budget_s: float, rate: float, device: torch.device) -> None:
        self.autoencoder = AutoencoderKL.from_pretrained(folder / "vae").to(device).requires_grad_(requires_grad=False)
        self.decoder = decoder_of(self.autoencoder).requires_grad_(requires_grad=True)
        self.critic = PatchCritic().to(device)
        for network in (self.autoencoder, self.critic):
            channels_last(network)
        self.average = averaged(self.decoder)
        self.stepper = AdamW(self.decoder.parameters(), betas=(0.5, 0.9), weight_decay=1e-3, fused=True)
        self.critic_stepper = AdamW(self.critic.parameters(), betas=(0.5, 0.9), weight_decay=1e-3, fused=True)
        parts: dict[str, nn.Module | Optimizer] = {
            "decoder": self.decoder,
            "critic": self.critic,
            "average": self.average,
            "stepper": self.stepper,
            "critic_stepper": self.critic_stepper,
        }
        self.phase = Phase(folder / "decoder.pt", budget_s, parts, rate)

    def step(self, real: Tensor) -> None:
        """Improve the critic, then the decoder, on one batch of crops [batch, 1, side, side] within ±1."""
        self.phase.set_rate(self.stepper, self.critic_stepper)
        with torch.autocast(real.device.type, torch.bfloat16):
            with torch.no_grad():
                latents = self.autoencoder.encode(fold_values(real)).latent_dist.mean
            noisy = latents + LATENT_NOISE * torch.randn_like(latents)
            painted = unfold_values(self.autoencoder.decode(noisy).sample).float()
        self._teach(painted.detach(), real)
        error = picture_error(painted, real)
        self.stepper.zero_grad()
        (error + self._criticism(painted, real)).backward()
        share_gradients(self.decoder)
        nn.utils.clip_grad_norm_(self.decoder.parameters(), 1.0)
        self.stepper.step()
        self.average.update_parameters(self.decoder)
        self.phase.note(error=error.detach())

    def _teach(self, painted: Tensor, real: Tensor) -> None:
        """One step of the critic by the hinge loss."""
        with torch.autocast(real.device.type, torch.bfloat16):
            false, true = self.critic(painted)[-1].float(), self.critic(real)[-1].float()
        loss = functional.relu(1 + false).mean() + functional.relu(1 - true).mean()
        self.critic_stepper.zero_grad()
        loss.backward()
        share_gradients(self.critic)
        self.critic_stepper.step()
        self.phase.note(critic=loss.detach())

    def _criticism(self, painted: Tensor, real: Tensor) -> Tensor:
        if self.phase.progress < CRITIC_ALONE:
            return painted.new_zeros(())
        self.critic.requires_grad_(requires_grad=False)
        with torch.autocast(real.device.type, torch.bfloat16):
            features, wanted = self.critic(painted), self.critic(real)
        self.critic.requires_grad_(requires_grad=True)
        matching, verdict = matching_error(features, wanted), -features[-1].float().mean()
        self.phase.note(matching=matching.detach(), verdict=verdict.detach())
        criticism: Tensor = MATCH_WEIGHT * matching + CRITIC_WEIGHT * verdict
        return criticism


def main() -> None:
    """Sharpen for the budget, resume what was begun, save `vae-sharp/` in diffusers' layout."""
    arguments = phase_arguments(__doc__, rate=4e-4).parse_args()
    device = begin(arguments)
    pictures = load_pictures(arguments.data).to(device)
    trainer = Trainer(arguments.out, budget_s=60 * arguments.minutes, rate=arguments.rate, device=device)
    log.info("%d pictures", len(pictures))
    trainer.phase.resume()
    generator = draws(arguments, trainer.phase)
    for _ in trainer.phase.steps():
        trainer.step(random_crops(pictures, count=arguments.batch, side=CROP, generator=generator))
    if process_number() == 0:
        trainer.decoder.load_state_dict(trainer.average.module.state_dict())
        trainer.autoencoder.save_pretrained(arguments.out / "vae-sharp")


if __name__ == "__main__":
    main()
