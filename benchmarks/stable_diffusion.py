"""Stable Diffusion's pipeline with random weights, at version 1.5's exact size or shrunken: no download."""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from diffusers import AutoencoderKL, PNDMScheduler, StableDiffusionPipeline, UNet2DConditionModel
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

LATENT_CHANNELS = 4
TOKENS = 77


@dataclass(frozen=True)
class Size:
    """Widths of the three networks; the classes and the shapes between them are the same at every size."""

    denoiser: tuple[int, int, int, int]
    autoencoder: tuple[int, int, int, int]
    groups: int
    resnets: int
    heads: int
    text_width: int
    text_layers: int
    vocabulary: int


VERSION_1_5 = Size(
    denoiser=(320, 640, 1280, 1280),
    autoencoder=(128, 256, 512, 512),
    groups=32,
    resnets=2,
    heads=8,
    text_width=768,
    text_layers=12,
    vocabulary=49_408,
)
TINY = Size(
    denoiser=(8, 8, 16, 16),
    autoencoder=(4, 4, 8, 8),
    groups=4,
    resnets=1,
    heads=2,
    text_width=32,
    text_layers=2,
    vocabulary=256,
)


def random_pipeline(size: Size, *, seed: int = 0) -> StableDiffusionPipeline:
    """A pipeline of the classes and the layout of Riffusion's checkpoint, whose weights are noise."""
    torch.manual_seed(seed)
    return StableDiffusionPipeline(
        vae=_autoencoder(size),
        unet=_denoiser(size),
        scheduler=PNDMScheduler(
            beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", skip_prk_steps=True, steps_offset=1
        ),
        text_encoder=_text_encoder(size),
        tokenizer=_letters(),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )


def _autoencoder(size: Size) -> AutoencoderKL:
    return AutoencoderKL(
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        block_out_channels=size.autoencoder,
        layers_per_block=size.resnets,
        latent_channels=LATENT_CHANNELS,
        norm_num_groups=size.groups,
        sample_size=512,
        scaling_factor=0.18215,
    )


def _denoiser(size: Size) -> UNet2DConditionModel:
    return UNet2DConditionModel(
        sample_size=64,
        in_channels=LATENT_CHANNELS,
        out_channels=LATENT_CHANNELS,
        down_block_types=("CrossAttnDownBlock2D",) * 3 + ("DownBlock2D",),
        up_block_types=("UpBlock2D",) + ("CrossAttnUpBlock2D",) * 3,
        block_out_channels=size.denoiser,
        layers_per_block=size.resnets,
        attention_head_dim=size.heads,
        norm_num_groups=size.groups,
        cross_attention_dim=size.text_width,
    )


def _text_encoder(size: Size) -> CLIPTextModel:
    settings: dict[str, Any] = {
        "vocab_size": size.vocabulary,
        "hidden_size": size.text_width,
        "intermediate_size": 4 * size.text_width,
        "num_hidden_layers": size.text_layers,
        "num_attention_heads": max(2, size.text_width // 64),
        "max_position_embeddings": TOKENS,
        "bos_token_id": 0,
        "eos_token_id": 1,
        "pad_token_id": 1,
    }
    return CLIPTextModel(CLIPTextConfig(**settings)).eval()


def _letters() -> CLIPTokenizer:
    """A tokenizer that spells: made of the two files that CLIP's has, with no merges in them."""
    letters = [chr(code) for code in range(33, 127)]
    tokens = ["<|startoftext|>", "<|endoftext|>", *letters, *(letter + "</w>" for letter in letters)]
    with tempfile.TemporaryDirectory() as folder:
        vocabulary, merges = Path(folder) / "vocab.json", Path(folder) / "merges.txt"
        vocabulary.write_text(json.dumps({token: place for place, token in enumerate(tokens)}))
        merges.write_text("#version: 0.2\n")
        return CLIPTokenizer(str(vocabulary), str(merges), model_max_length=TOKENS)
