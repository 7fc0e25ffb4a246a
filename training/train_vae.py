"""Train the autoencoder on random crops of spectrogram pictures, then freeze its latents' scale.

A picture's absolute error alone leaves tones smeared: the loss adds the error of the picture's slopes. The critic that
makes textures sharp comes in `training.train_decoder`, when the latents no longer move.
"""

import logging
from pathlib import Path

import torch
from diffusers import AutoencoderKL
from torch import Generator, Tensor, nn
from torch.optim import AdamW, Optimizer

from training.networks import channels_last, new_autoencoder, parameter_count
from training.phase import Phase, averaged, begin, draws, phase_arguments, process_number, share_gradients
from training.shards import load_pictures, random_crops
from worker.painter.folding import fold_values, grey_values, unfold_values

log = logging.getLogger(__name__)

CROP = 192
SLOPE_WEIGHT = 1.0
QUIET_WEIGHT, LOUD_WEIGHT = 0.3, 1.5
KL_WEIGHT = 2e-4
MEASURED = 64


def picture_error(painted: Tensor, real: Tensor) -> Tensor:
    """Mean absolute error of the pixels, and of the differences between neighbouring pixels along both axes.

    Dark pixels count up to six times as much as white ones: they are what is heard, the rest is mostly noise that no
    decoder can know.
    """
    weight = QUIET_WEIGHT + LOUD_WEIGHT * (1 - real) / 2
    error = painted - real
    along, across = error.diff(dim=-1).abs() * weight[..., 1:], error.diff(dim=-2).abs() * weight[..., 1:, :]
    return (error.abs() * weight).mean() + SLOPE_WEIGHT * (along.mean() + across.mean())


class Trainer:
    """The autoencoder, taking one step at a time."""

    def __init__(self, folder: Path, *, budget_s: float, rate: float, device: torch.device) -> None:
        self.autoencoder = new_autoencoder().to(device)
        channels_last(self.autoencoder)
        self.average = averaged(self.autoencoder)
        self.stepper = AdamW(self.autoencoder.parameters(), betas=(0.9, 0.95), weight_decay=1e-3, fused=True)
        parts: dict[str, nn.Module | Optimizer] = {
            "autoencoder": self.autoencoder,
            "average": self.average,
            "stepper": self.stepper,
        }
        self.phase = Phase(folder / "vae.pt", budget_s, parts, rate)

    def step(self, real: Tensor) -> None:
        """Improve the autoencoder on one batch of crops [batch, 1, side, side] within ±1."""
        self.phase.set_rate(self.stepper)
        with torch.autocast(real.device.type, torch.bfloat16):
            posterior = self.autoencoder.encode(fold_values(real)).latent_dist
            painted = unfold_values(self.autoencoder.decode(posterior.sample()).sample)
        error = picture_error(painted.float(), real)
        kl = posterior.kl().float().mean() / posterior.mean[0].numel()
        self.stepper.zero_grad()
        (error + KL_WEIGHT * kl).backward()
        share_gradients(self.autoencoder)
        nn.utils.clip_grad_norm_(self.autoencoder.parameters(), 1.0)
        self.stepper.step()
        self.average.update_parameters(self.autoencoder)
        self.phase.note(error=error.detach(), kl=kl.detach())


@torch.no_grad()
def standardise_latents(autoencoder: AutoencoderKL, pictures: Tensor) -> None:
    """Fold each latent channel's mean and deviation into the 1x1 convolutions around it, so that the scale is 1.

    `pictures` are float32 [batch, 1, rows, columns] within ±1.
    """
    encode, decode = autoencoder.quant_conv, autoencoder.post_quant_conv
    latents = torch.cat([autoencoder.encode(fold_values(batch)).latent_dist.mean for batch in pictures.split(8)])
    mean, deviation = latents.mean(dim=(0, 2, 3)), latents.std(dim=(0, 2, 3))
    channels = len(mean)
    decode.bias.add_(torch.einsum("oi,i->o", decode.weight[:, :, 0, 0], mean))
    decode.weight.mul_(deviation[None, :, None, None])
    encode.weight[:channels].div_(deviation[:, None, None, None])
    encode.bias[:channels].sub_(mean).div_(deviation)
    encode.bias[channels:].sub_(2 * deviation.log())


def save(autoencoder: AutoencoderKL, pictures: Tensor, folder: Path, *, generator: Generator) -> None:
    """Standardise the latents by some of the pictures, then write the autoencoder in diffusers' layout."""
    chosen = torch.randperm(len(pictures), generator=generator)[:MEASURED].to(pictures.device)
    standardise_latents(autoencoder, grey_values(pictures[chosen]))
    autoencoder.save_pretrained(folder)


def main() -> None:
    """Train for the budget, resume what was begun, save `vae/` in diffusers' layout."""
    arguments = phase_arguments(__doc__, rate=1e-3).parse_args()
    device = begin(arguments)
    pictures = load_pictures(arguments.data).to(device)
    trainer = Trainer(arguments.out, budget_s=60 * arguments.minutes, rate=arguments.rate, device=device)
    log.info("%d pictures, %.1f M parameters", len(pictures), parameter_count(trainer.autoencoder) / 1e6)
    trainer.phase.resume()
    generator = draws(arguments, trainer.phase)
    for _ in trainer.phase.steps():
        trainer.step(random_crops(pictures, count=arguments.batch, side=CROP, generator=generator))
    if process_number() == 0:
        save(trainer.average.module, pictures, arguments.out / "vae", generator=generator)


if __name__ == "__main__":
    main()
