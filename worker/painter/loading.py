"""Load a model by name: the built-in one, a folder, or a checkpoint from the hub."""

import hashlib
import importlib.metadata
import json
import logging
from pathlib import Path

import diffusers
import torch
import transformers
from diffusers import DPMSolverMultistepScheduler, SchedulerMixin, StableDiffusionPipeline
from huggingface_hub.errors import HfHubHTTPError, HFValidationError

from core.contract import MODEL_DEFAULT
from core.errors import UserError
from worker.painter.painting import Painter
from worker.painter.words import load_encoder, load_tokenizer

log = logging.getLogger(__name__)

BUILT_IN = Path(__file__).parents[2] / "models" / MODEL_DEFAULT
CHECKSUMS = "SHA256SUMS"
CUDA_BATCH = 8
VERSIONED = ("torch", "diffusers", "transformers", "numpy")
CHOICES = f"RIFF_MODEL names the built-in model ({MODEL_DEFAULT}), a folder, or a checkpoint on the hub (owner/name)"


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
    pipeline = load_pipeline(folder, dtype=torch.float16 if place.type == "cuda" else torch.float32)
    pipeline.to(place)
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


def find_folder(model: str) -> Path:
    """The folder that holds a model, fetched from the hub when it has to be."""
    folder = BUILT_IN if model == MODEL_DEFAULT else Path(model).expanduser()
    if folder.is_dir():
        return folder
    if model == MODEL_DEFAULT or model.count("/") != 1 or model.startswith((".", "~", "/")):
        raise UserError(f"There is no model folder {folder}. {CHOICES}.")
    return fetch(model)


def public_name(model: str) -> str:
    """A model's name without the path of a folder, which is nobody's business who gets a clip."""
    return Path(model).expanduser().resolve().name if Path(model).expanduser().is_dir() else model


def fetch(model: str) -> Path:
    """Bring a checkpoint from the hub: its safetensors and their configurations, nothing that could run code."""
    log.info("fetching %s from the hub", model)
    try:
        return Path(StableDiffusionPipeline.download(model, use_safetensors=True, variant=None))
    except (OSError, HfHubHTTPError, HFValidationError, ValueError) as error:
        reason = str(error).strip().splitlines()[0]
        raise UserError(f"The model {model} could not be fetched from the hub ({reason}). {CHOICES}.") from error


def weight_files(folder: Path) -> list[Path]:
    """Every file that decides what the model paints, in a stable order."""
    return sorted(path for path in folder.rglob("*") if path.suffix in {".safetensors", ".json", ".txt"})


def hash_of(folder: Path) -> str:
    """SHA-256 over the names and bytes of a model's weights and configurations, 16 hexadecimal digits."""
    digest = hashlib.sha256()
    for path in weight_files(folder):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(_digest(path).encode())
    return digest.hexdigest()[:16]


def verify(folder: Path) -> None:
    """Compare a folder with its own list of checksums, where it has one."""
    listing = folder / CHECKSUMS
    if not listing.exists():
        return
    for line in listing.read_text(encoding="utf-8").splitlines():
        expected, name = line.split(maxsplit=1)
        if not (folder / name).is_file():
            raise UserError(f"The model in {folder} lacks {name}; fetch it again (for the built-in one: git checkout).")
        if _digest(folder / name) != expected:
            raise UserError(f"The model's file {folder / name} is damaged: its checksum is wrong; fetch it again.")


def load_pipeline(folder: Path, *, dtype: torch.dtype) -> StableDiffusionPipeline:
    """Put the parts of a folder together; one without a text encoder of its own gets MiniLM."""
    words = (
        {} if (folder / "text_encoder").is_dir() else {"text_encoder": load_encoder(), "tokenizer": load_tokenizer()}
    )
    try:
        index = json.loads((folder / "model_index.json").read_text(encoding="utf-8"))
        unchecked = {name: None for name in ("safety_checker", "feature_extractor") if name in index}
        pipeline = StableDiffusionPipeline.from_pretrained(
            folder,
            dtype=dtype,
            use_safetensors=True,
            local_files_only=True,
            requires_safety_checker=False,
            **unchecked,
            **words,
        )
    except (OSError, ValueError, KeyError, TypeError, RuntimeError, AttributeError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise UserError(f"The folder {folder} holds no Stable-Diffusion-shaped model that loads ({reason}).") from error
    pipeline.set_progress_bar_config(disable=True)
    pipeline.scheduler = dpm_solver(pipeline.scheduler)
    return pipeline


def dpm_solver(scheduler: SchedulerMixin) -> DPMSolverMultistepScheduler:
    """DPM-Solver++ over the noise levels that another scheduler was configured for (Lu et al., 2022)."""
    return DPMSolverMultistepScheduler.from_config(scheduler.config)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
