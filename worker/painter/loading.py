"""Load a model by name: the built-in one, a folder, or a checkpoint from the hub."""

import importlib.metadata
import json
from pathlib import Path

import diffusers
import torch
import transformers
from diffusers import DPMSolverMultistepScheduler, SchedulerMixin, StableDiffusionPipeline

from core.errors import UserError
from core.limits import MODEL_DEFAULT
from worker.painter.folder import find_folder, hash_of, public_name, verify
from worker.painter.painting import Painter
from worker.painter.words import load_encoder, load_tokenizer

CUDA_BATCH = 8
VERSIONED = ("torch", "diffusers", "transformers", "numpy")


def load_painter(model: str = MODEL_DEFAULT, *, device: str = "auto") -> Painter:
    """Load `model` on `device` (auto, cpu or cuda), ready to paint.

    Raises
    ------
    UserError
        If the model is missing, lacks a part, or is not what its checksums say; or if CUDA is asked for and absent.
    """
    quieten()
    place = choose_device(device)
    folder = find_folder(model)
    verify(folder)
    pipeline = load_pipeline(folder, dtype=torch.float16 if place.type == "cuda" else torch.float32).to(place)
    pipeline.unet.to(memory_format=torch.channels_last)
    pipeline.vae.to(memory_format=torch.channels_last)
    versions = tuple((name, importlib.metadata.version(name)) for name in VERSIONED)
    batch = CUDA_BATCH if place.type == "cuda" else 1
    return Painter(pipeline, name=public_name(model), hash=hash_of(folder), batch=batch, versions=versions)


def quieten() -> None:
    """Keep the libraries' own bars and advice off the terminal; their errors still rise."""
    for logging_of in (diffusers.utils.logging, transformers.utils.logging):
        logging_of.set_verbosity_error()
        logging_of.disable_progress_bar()


def choose_device(device: str) -> torch.device:
    """The device that a setting means."""
    if device == "cuda" and not torch.cuda.is_available():
        raise UserError("RIFF_DEVICE is cuda, but no CUDA device is found; set it to auto or cpu.")
    if device == "auto":
        device = "cuda" if torch.cuda.is_available() else "cpu"
    return torch.device(device)


def load_pipeline(folder: Path, *, dtype: torch.dtype) -> StableDiffusionPipeline:
    """Put the parts of a folder together; one without a text encoder of its own gets MiniLM."""
    try:
        pipeline = _assembled(folder, dtype=dtype)
    except (OSError, ValueError, KeyError, TypeError, RuntimeError, AttributeError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise UserError(f"The folder {folder} holds no Stable-Diffusion-shaped model that loads ({reason}).") from error
    width, wanted = pipeline.text_encoder.config.hidden_size, pipeline.unet.config.cross_attention_dim
    if width != wanted:
        raise UserError(f"The model in {folder} lacks its text encoder: its denoiser reads {wanted} values a word.")
    pipeline.set_progress_bar_config(disable=True)
    pipeline.scheduler = dpm_solver(pipeline.scheduler)
    return pipeline


def _assembled(folder: Path, *, dtype: torch.dtype) -> StableDiffusionPipeline:
    own_words = (folder / "text_encoder").is_dir()
    words = {} if own_words else {"text_encoder": load_encoder().to(dtype), "tokenizer": load_tokenizer()}
    index = json.loads((folder / "model_index.json").read_text(encoding="utf-8"))
    unchecked = {name: None for name in ("safety_checker", "feature_extractor") if name in index}
    return StableDiffusionPipeline.from_pretrained(
        folder,
        dtype=dtype,
        use_safetensors=True,
        local_files_only=True,
        requires_safety_checker=False,
        **unchecked,
        **words,
    )


def dpm_solver(scheduler: SchedulerMixin) -> DPMSolverMultistepScheduler:
    """DPM-Solver++ over the noise levels that another scheduler was configured for (Lu et al., 2022)."""
    return DPMSolverMultistepScheduler.from_config(scheduler.config)
