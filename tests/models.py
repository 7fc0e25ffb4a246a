"""Small, untrained models in the layouts that the painter loads, made anew for each test run."""

import shutil
from pathlib import Path

import torch
from diffusers import AutoencoderKL, DPMSolverMultistepScheduler, StableDiffusionPipeline, UNet2DConditionModel

from benchmarks.stable_diffusion import TINY, random_pipeline
from worker.painter.words import load_encoder, load_tokenizer


def save_tiny_model(folder: Path) -> Path:
    """A folder like the built-in model's: folded grey pictures, a rectified flow, MiniLM's words from its package."""
    torch.manual_seed(0)
    pipeline = StableDiffusionPipeline(
        vae=_autoencoder(),
        unet=_denoiser(),
        scheduler=DPMSolverMultistepScheduler(prediction_type="flow_prediction", use_flow_sigmas=True, steps_offset=1),
        text_encoder=load_encoder(),
        tokenizer=load_tokenizer(),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )
    pipeline.save_pretrained(folder)
    for part in ("text_encoder", "tokenizer"):
        shutil.rmtree(folder / part)
    return folder


def save_tiny_stable_diffusion(folder: Path) -> Path:
    """A folder like Riffusion's checkpoint, shrunken: RGB pictures reduced 8 times, CLIP's words, PNDM."""
    random_pipeline(TINY).save_pretrained(folder)
    return folder


def _autoencoder() -> AutoencoderKL:
    return AutoencoderKL(
        in_channels=16,
        out_channels=16,
        down_block_types=("DownEncoderBlock2D",) * 3,
        up_block_types=("UpDecoderBlock2D",) * 3,
        block_out_channels=(8, 8, 8),
        latent_channels=4,
        norm_num_groups=4,
        scaling_factor=1.0,
        mid_block_add_attention=False,
    )


def _denoiser() -> UNet2DConditionModel:
    return UNet2DConditionModel(
        sample_size=32,
        in_channels=4,
        out_channels=4,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        block_out_channels=(8, 16),
        layers_per_block=1,
        attention_head_dim=2,
        norm_num_groups=4,
        cross_attention_dim=384,
    )
