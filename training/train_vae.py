"""Train the autoencoder on random crops of spectrogram pictures, then freeze its latents' scale.

A picture's absolute error alone leaves tones smeared, and no painter is better than its decoder: the loss adds the error
of the picture's slopes, and from a third of the budget on a patch critic with feature matching.
"""

import logging
from pathlib import Path

import torch
from diffusers import AutoencoderKL
from torch import Generator, Tensor, nn
from torch.nn import functional
from torch.optim import AdamW

from training.networks import PATCH, PatchCritic, channels_last, new_autoencoder, parameter_count
from training.phase import Phase, averaged, begin, phase_arguments
from training.shards import load_pictures, random_crops

log = logging.getLogger(__name__)

CROP = 192
CRITIC_FROM = 0.35
SLOPE_WEIGHT = 1.0
KL_WEIGHT = 2e-4
MATCH_WEIGHT = 0.05
CRITIC_WEIGHT = 0.02


def fold(pictures: Tensor) -> Tensor:
    """Grey pictures [batch, 1, rows, columns] as patches [batch, 16, rows/4, columns/4]."""
    return functional.pixel_unshuffle(pictures, PATCH)


def unfold(patches: Tensor) -> Tensor:
    """The inverse of `fold`."""
    return functional.pixel_shuffle(patches, PATCH)


def slope_error(painted: Tensor, real: Tensor) -> Tensor:
    """Mean absolute error of the differences between neighbouring pixels, along both axes."""
    error = painted - real
    return error.diff(dim=-1).abs().mean() + error.diff(dim=-2).abs().mean()


def matching_error(painted: list[Tensor], real: list[Tensor]) -> Tensor:
    """Feature matching: how far the critic's activations of the two pictures lie apart."""
    gaps = [(p - r.detach()).abs().mean() / r.detach().abs().mean() for p, r in zip(painted, real, strict=True)]
    return torch.stack(gaps[:-1]).mean()


class Trainer:
    """The autoencoder and its critic, taking one step at a time."""

    def __init__(self, phase_folder: Path, *, budget_s: float, rate: float, device: torch.device) -> None:
        self.autoencoder = new_autoencoder().to(device)
        self.critic = PatchCritic().to(device)
        for network in (self.autoencoder, self.critic):
            channels_last(network)
        self.average = averaged(self.autoencoder)
        self.painter_step = AdamW(self.autoencoder.parameters(), betas=(0.9, 0.95), weight_decay=1e-3)
        self.critic_step = AdamW(self.critic.parameters(), betas=(0.5, 0.9), weight_decay=1e-3)
        parts: dict[str, nn.Module | torch.optim.Optimizer] = {
            "autoencoder": self.autoencoder,
            "critic": self.critic,
            "average": self.average,
            "painter_step": self.painter_step,
            "critic_step": self.critic_step,
        }
        self.phase = Phase(phase_folder / "vae.pt", budget_s, parts, rate)

    def step(self, real: Tensor) -> None:
        """Improve the autoencoder, and the critic once its time has come, on one batch of crops."""
        self.phase.set_rate(self.painter_step, self.critic_step)
        with torch.autocast(real.device.type, torch.bfloat16):
            posterior = self.autoencoder.encode(fold(real)).latent_dist
            painted = unfold(self.autoencoder.decode(posterior.sample()).sample)
        painted = painted.float()
        kl = posterior.kl().float().mean() / posterior.mean[0].numel()
        error, slopes = (painted - real).abs().mean(), slope_error(painted, real)
        loss = error + SLOPE_WEIGHT * slopes + KL_WEIGHT * kl
        if self.phase.progress >= CRITIC_FROM:
            loss = loss + self._judge(painted, real)
        self.painter_step.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.autoencoder.parameters(), 1.0)
        self.painter_step.step()
        self.average.update_parameters(self.autoencoder)
        self.phase.note(error=error.detach(), slopes=slopes.detach(), kl=kl.detach())

    def _judge(self, painted: Tensor, real: Tensor) -> Tensor:
        """Teach the critic by the hinge loss, then let it judge the painted crops."""
        with torch.autocast(real.device.type, torch.bfloat16):
            fake_verdict, real_verdict = self.critic(painted.detach())[-1], self.critic(real)[-1]
            critic_loss = functional.relu(1 + fake_verdict).mean() + functional.relu(1 - real_verdict).mean()
        self.critic_step.zero_grad()
        critic_loss.backward()
        self.critic_step.step()
        self.critic.requires_grad_(False)
        with torch.autocast(real.device.type, torch.bfloat16):
            painted_features, real_features = self.critic(painted), self.critic(real)
            matching = matching_error(painted_features, real_features)
            verdict = -painted_features[-1].mean()
        self.critic.requires_grad_(True)
        self.phase.note(critic=critic_loss.detach(), matching=matching.detach(), verdict=verdict.detach())
        return MATCH_WEIGHT * matching + CRITIC_WEIGHT * verdict


@torch.no_grad()
def standardise_latents(autoencoder: AutoencoderKL, pictures: Tensor) -> None:
    """Fold each latent channel's mean and deviation into the 1x1 convolutions around it, so that the scale is 1."""
    encode, decode = autoencoder.quant_conv, autoencoder.post_quant_conv
    latents = torch.cat([autoencoder.encode(fold(batch)).latent_dist.mean for batch in pictures.split(8)])
    mean, deviation = latents.mean(dim=(0, 2, 3)), latents.std(dim=(0, 2, 3))
    log.info("latents' mean %s deviation %s", mean.tolist(), deviation.tolist())
    channels = len(mean)
    decode.bias.add_(torch.einsum("oi,i->o", decode.weight[:, :, 0, 0], mean))
    decode.weight.mul_(deviation[None, :, None, None])
    encode.weight[:channels].div_(deviation[:, None, None, None])
    encode.bias[:channels].sub_(mean).div_(deviation)
    encode.bias[channels:].sub_(2 * deviation.log())


def main() -> None:
    """Train for the budget, resume what was begun, save `vae/` in diffusers' layout."""
    arguments = phase_arguments(__doc__, rate=1e-3).parse_args()
    device = begin(arguments)
    pictures = load_pictures(arguments.data).to(device)
    trainer = Trainer(arguments.out, budget_s=60 * arguments.minutes, rate=arguments.rate, device=device)
    log.info("%d pictures, %.1f M parameters", len(pictures), parameter_count(trainer.autoencoder) / 1e6)
    trainer.phase.resume()
    generator = Generator().manual_seed(arguments.seed + trainer.phase.step)
    for _ in trainer.phase.steps():
        trainer.step(random_crops(pictures, count=arguments.batch, side=CROP, generator=generator))
    autoencoder: AutoencoderKL = trainer.average.module
    chosen = torch.randperm(len(pictures), generator=generator)[:64]
    standardise_latents(autoencoder, pictures[chosen.to(device), None].float() / 127.5 - 1)
    autoencoder.save_pretrained(arguments.out / "vae")


if __name__ == "__main__":
    main()
