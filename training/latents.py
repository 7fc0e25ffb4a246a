"""Encode a data set once: the denoiser's training reads latents and token states, not pictures and words."""

import logging
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from diffusers import AutoencoderKL
from torch import Tensor

from training.phase import begin, phase_arguments
from training.shards import load_pictures, load_rows, of_styles
from training.words import token_states
from worker.painter.folder import hash_of
from worker.painter.folding import fold_values, grey_values

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Cache:
    """A data set as the denoiser reads it.

    `latents` float16 [clips, 16, 32, 32]; `states` float16 [captions, tokens, 384], the empty caption first;
    `captions` int64 [clips, alternatives], rows of `states`.
    """

    latents: Tensor
    states: Tensor
    captions: Tensor

    def to(self, device: torch.device) -> "Cache":
        """The same cache on another device."""
        return Cache(self.latents.to(device), self.states.to(device), self.captions.to(device))


@torch.no_grad()
def encode_pictures(autoencoder: AutoencoderKL, pictures: Tensor, *, device: torch.device) -> Tensor:
    """Latent means of uint8 pictures, float16 [clips, 16, 32, 32]."""
    latents = []
    for batch in pictures.split(16):
        with torch.autocast(device.type, torch.bfloat16):
            folded = fold_values(grey_values(batch.to(device)))
            latents.append(autoencoder.encode(folded).latent_dist.mean.half().cpu())
    return torch.cat(latents)


def build(data: Path, vae: Path, *, styles: Sequence[str], device: torch.device) -> Cache:
    """Encode every picture and every distinct caption of some styles; none named means all."""
    autoencoder = AutoencoderKL.from_pretrained(vae).to(device, memory_format=torch.channels_last)
    rows = load_rows(data)
    kept = of_styles(rows, styles)
    latents = encode_pictures(autoencoder, load_pictures(data)[kept], device=device)
    log.info("%d latents", len(latents))
    alternatives = [rows[place].captions for place in kept]
    distinct = ["", *sorted({caption for captions in alternatives for caption in captions})]
    place = {caption: index for index, caption in enumerate(distinct)}
    log.info("%d captions", len(distinct))
    states = token_states(distinct, device=device)
    return Cache(latents, states, torch.tensor([[place[c] for c in captions] for captions in alternatives]))


def load_or_build(arguments: Namespace, *, device: torch.device) -> Cache:
    """The cache beside the checkpoints, made anew when it belongs to another autoencoder, data set or choice."""
    path = arguments.out / "cache.pt"
    made_of = [hash_of(arguments.out / "vae"), str(arguments.data), *arguments.styles]
    if path.exists():
        kept = torch.load(path, weights_only=True)
        if kept["made_of"] == made_of:
            return Cache(*kept["tensors"])
    cache = build(arguments.data, arguments.out / "vae", styles=arguments.styles, device=device)
    torch.save({"made_of": made_of, "tensors": [cache.latents, cache.states, cache.captions]}, path)
    return cache


def main() -> None:
    """Build the cache as a phase of its own."""
    arguments = phase_arguments(__doc__, rate=0.0).parse_args()
    device = begin(arguments)
    cache = load_or_build(arguments, device=device)
    log.info("latents %s, states %s", tuple(cache.latents.shape), tuple(cache.states.shape))


if __name__ == "__main__":
    main()
