"""Put the trained parts together as the folder that the painter loads: diffusers' layout, fp16, checksummed."""

import json
import logging
import shutil
from argparse import ArgumentParser
from pathlib import Path

import torch
from diffusers import AutoencoderKL, DPMSolverMultistepScheduler, StableDiffusionPipeline, UNet2DConditionModel

from worker.painter.folder import CHECKSUMS, digest_of, model_files
from worker.painter.words import load_encoder, load_tokenizer

log = logging.getLogger(__name__)

SHARD = "15MB"


def flow_scheduler() -> DPMSolverMultistepScheduler:
    """DPM-Solver++ along the straight paths that the denoiser was trained on."""
    return DPMSolverMultistepScheduler(
        prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=1.0, steps_offset=1
    )


def best_autoencoder(trained: Path) -> AutoencoderKL:
    """The autoencoder, with its decoder sharpened if that was done.

    Raises
    ------
    ValueError
        If the sharpened decoder belongs to other latents than the denoiser was trained on.
    """
    plain = AutoencoderKL.from_pretrained(trained / "vae")
    if not (trained / "vae-sharp").is_dir():
        return plain
    sharp = AutoencoderKL.from_pretrained(trained / "vae-sharp")
    if not torch.equal(plain.quant_conv.weight, sharp.quant_conv.weight):
        raise ValueError(f"{trained / 'vae-sharp'} was sharpened from another vae; run training.train_decoder again")
    return sharp


def export(trained: Path, folder: Path) -> None:
    """Write `folder` from the parts in `trained`; its text encoder stays in the package that carries it."""
    pipeline = StableDiffusionPipeline(
        vae=best_autoencoder(trained),
        unet=UNet2DConditionModel.from_pretrained(trained / "unet"),
        scheduler=flow_scheduler(),
        text_encoder=load_encoder(),
        tokenizer=load_tokenizer(),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )
    pipeline.to(torch.float16).save_pretrained(folder, max_shard_size=SHARD)
    for part in ("text_encoder", "tokenizer"):
        shutil.rmtree(folder / part)
    for part in ("unet", "vae"):
        forget_path(folder / part / "config.json")
    write_checksums(folder)


def forget_path(config: Path) -> None:
    """Take out of a configuration where its weights were loaded from: that folder is nobody else's business."""
    kept = {name: value for name, value in json.loads(config.read_text()).items() if name != "_name_or_path"}
    config.write_text(json.dumps(kept, indent=2, sort_keys=True) + "\n")


def write_checksums(folder: Path) -> None:
    """List every file of the model as sha256sum does."""
    lines = [f"{digest_of(path)}  {path.relative_to(folder).as_posix()}" for path in model_files(folder)]
    (folder / CHECKSUMS).write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """The command line."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--trained", type=Path, required=True, help="the folder that the phases wrote to")
    parser.add_argument("--out", type=Path, default=Path("models/mini"))
    arguments = parser.parse_args()
    export(arguments.trained, arguments.out)


if __name__ == "__main__":
    main()
