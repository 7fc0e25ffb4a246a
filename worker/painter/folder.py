"""The folder that a model lies in: found or fetched, checked, and named by what is in it."""

import hashlib
import logging
from pathlib import Path

from diffusers import StableDiffusionPipeline
from huggingface_hub.errors import HfHubHTTPError, HFValidationError

from core.errors import UserError
from core.limits import MODEL_DEFAULT

log = logging.getLogger(__name__)

BUILT_IN = Path(__file__).parents[2] / "models" / MODEL_DEFAULT
CHECKSUMS = "SHA256SUMS"
CHOICES = f"RIFF_MODEL names the built-in model ({MODEL_DEFAULT}), a folder, or a checkpoint on the hub (owner/name)"


def find_folder(model: str) -> Path:
    """The folder that holds a model, fetched from the hub when it has to be.

    Raises
    ------
    UserError
        If there is none.
    """
    folder = BUILT_IN if model == MODEL_DEFAULT else _expanded(model)
    if _is_folder(folder):
        return folder
    if model == MODEL_DEFAULT or model.count("/") != 1 or model.startswith((".", "~", "/")):
        raise UserError(f"There is no model folder {folder}. {CHOICES}.")
    return fetch(model)


def public_name(model: str) -> str:
    """A model's name without the path of a folder, which is nobody's business who gets a clip."""
    folder = _expanded(model)
    return folder.resolve().name if _is_folder(folder) else model


def fetch(model: str) -> Path:
    """Bring a checkpoint from the hub: its safetensors and their configurations, nothing that could run code."""
    log.info("fetching %s from the hub", model)
    try:
        return Path(StableDiffusionPipeline.download(model, use_safetensors=True, variant=None))
    except (OSError, HfHubHTTPError, HFValidationError, ValueError) as error:
        reason = str(error).strip().splitlines()[0]
        raise UserError(f"The model {model} could not be fetched from the hub ({reason}). {CHOICES}.") from error


def model_files(folder: Path) -> list[Path]:
    """Every file that decides what a model paints, in a stable order."""
    return sorted(path for path in folder.rglob("*") if path.suffix in {".safetensors", ".json"})


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def hash_of(folder: Path) -> str:
    """SHA-256 over the names and bytes of a model's files, 16 hexadecimal digits."""
    digest = hashlib.sha256()
    for path in model_files(folder):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(digest_of(path).encode())
    return digest.hexdigest()[:16]


def verify(folder: Path) -> None:
    """Compare a folder with its own list of checksums, where it has one.

    Raises
    ------
    UserError
        If a listed file is missing or other than it was.
    """
    listing = folder / CHECKSUMS
    lines = listing.read_text(encoding="utf-8").splitlines() if listing.exists() else []
    for line in filter(str.strip, lines):
        expected, _, name = line.partition("  ")
        if not (folder / name).is_file():
            raise UserError(f"The model in {folder} lacks {name}; fetch it again (for the built-in one: git checkout).")
        if digest_of(folder / name) != expected:
            raise UserError(f"The model's file {folder / name} is damaged: its checksum is wrong; fetch it again.")


def _expanded(model: str) -> Path:
    try:
        return Path(model).expanduser()
    except RuntimeError:
        return Path(model)


def _is_folder(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError:
        return False
