"""What would a big painter cost on this GPU? Stable Diffusion 1.5's exact size, random weights, 512 x 512 pictures.

    python -m benchmarks.gpu            # on CUDA: batches 1 to 32, four variants, 20 guided steps
    python -m benchmarks.gpu --tiny     # anywhere: the same code, shrunken networks and pictures

For each variant and batch: clips a second (painting, decoding and sound included), where the time goes, and the share
of the peak rate that a large matrix product reaches on the same device. The last line is one JSON object.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace

import torch
from torch import Tensor
from torch.utils.flop_counter import FlopCounterMode

from benchmarks.stable_diffusion import TINY, VERSION_1_5, Size, random_pipeline
from core.contract import Riff
from worker.painter import Painter
from worker.painter.canvas import Canvas
from worker.painter.loading import dpm_solver
from worker.sound.playing import sound_of

BATCHES = (1, 2, 4, 8, 16, 32)
GUIDANCE = 7.0
PROMPT = "lo-fi beats with a warm electric piano"


@dataclass(frozen=True)
class Variant:
    """A way to run the networks."""

    name: str
    dtype: torch.dtype
    layout: torch.memory_format
    compiled: bool


VARIANTS = (
    Variant("fp16", torch.float16, torch.contiguous_format, compiled=False),
    Variant("bf16", torch.bfloat16, torch.contiguous_format, compiled=False),
    Variant("bf16 channels-last", torch.bfloat16, torch.channels_last, compiled=False),
    Variant("bf16 channels-last compiled", torch.bfloat16, torch.channels_last, compiled=True),
)


@dataclass(frozen=True)
class Scale:
    """How much is painted."""

    networks: Size
    columns: int
    steps: int
    batches: tuple[int, ...]
    side: int
    """Of the matrices whose product tells the peak."""


WHOLE = Scale(VERSION_1_5, columns=512, steps=20, batches=BATCHES, side=8192)
SMALL = Scale(TINY, columns=64, steps=2, batches=(1, 2), side=512)


@dataclass(frozen=True)
class Work:
    """One batch."""

    batch: int
    steps: int
    columns: int


@dataclass(frozen=True)
class Measured:
    """One variant at one batch size; times in seconds for the whole batch."""

    variant: str
    batch: int
    words_s: float
    steps_s: float
    decode_s: float
    sound_s: float
    clips_per_s: float
    share_of_peak: float


def synchronised_s(work: Callable[[], object], device: torch.device) -> float:
    """Seconds that work takes, counted to when the device is done."""
    _wait(device)
    begun = time.perf_counter()
    work()
    _wait(device)
    return time.perf_counter() - begun


def _wait(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize()


def peak_flops(dtype: torch.dtype, device: torch.device, *, side: int) -> float:
    """Operations a second of a large square matrix product, the best of five."""
    left, right = (torch.randn(side, side, dtype=dtype, device=device) for _ in range(2))
    return 2 * side**3 / min(synchronised_s(lambda: left @ right, device) for _ in range(5))


def painter_of(variant: Variant, device: torch.device, networks: Size) -> Painter:
    """A painter with random weights, run in the variant's way."""
    pipeline = random_pipeline(networks).to(device, variant.dtype)
    pipeline.scheduler = dpm_solver(pipeline.scheduler)
    pipeline.set_progress_bar_config(disable=True)
    pipeline.unet.to(memory_format=variant.layout)
    pipeline.vae.to(memory_format=variant.layout)
    if variant.compiled:
        pipeline.unet.compile()
        pipeline.vae.decoder.compile()
    return Painter(pipeline, name="random", hash="0" * 16, batch=max(BATCHES), versions=())


def step_flops(painter: Painter, columns: int) -> float:
    """Operations of one guided step of one clip."""
    unet, device = painter.pipeline.unet, painter.device
    latents = torch.randn(2, 4, 64, columns // 8, dtype=unet.dtype, device=device)
    words = torch.randn(2, 77, unet.config.cross_attention_dim, dtype=unet.dtype, device=device)
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        unet(latents, 500, encoder_hidden_states=words)
    return float(counter.get_total_flops())


def measure(painter: Painter, variant: Variant, work: Work, *, step_cost: float, peak: float) -> Measured:
    """Time the parts of one batch: the words, the steps, the decoder and the sound."""
    batch, device, held = work.batch, painter.device, list[Tensor]()
    paint_s = synchronised_s(lambda: held.append(_painted(painter, work)), device)
    words_s = synchronised_s(lambda: _encoded(painter, batch), device)
    latents = torch.randn(batch, 4, 64, work.columns // 8, dtype=painter.pipeline.vae.dtype, device=device)
    decode_s = synchronised_s(lambda: painter.decode(latents), device)
    sound_s = synchronised_s(lambda: [sound_of(picture.to(device), loop=False) for picture in held[0]], device)
    steps_s = max(1e-9, paint_s - words_s - decode_s)
    return Measured(
        variant=variant.name,
        batch=batch,
        words_s=words_s,
        steps_s=steps_s,
        decode_s=decode_s,
        sound_s=sound_s,
        clips_per_s=batch / (paint_s + sound_s),
        share_of_peak=step_cost * work.steps * batch / steps_s / peak,
    )


def _encoded(painter: Painter, batch: int) -> object:
    prompts, empty = [PROMPT] * batch, [""] * batch
    return painter.pipeline.encode_prompt(
        prompts, painter.device, 1, do_classifier_free_guidance=True, negative_prompt=empty
    )


def _painted(painter: Painter, work: Work) -> Tensor:
    recipes = [Riff(prompt=PROMPT, seed=seed, steps=work.steps, guidance=GUIDANCE) for seed in range(work.batch)]
    return painter.paint([Canvas(recipe, work.columns) for recipe in recipes], on_step=lambda *_: None)


def measurements(device: torch.device, scale: Scale) -> Iterator[Measured]:
    """Every variant at every batch size, warmed up first."""
    for variant in VARIANTS:
        if variant.compiled and device.type != "cuda":
            continue
        painter = painter_of(variant, device, scale.networks)
        peak = peak_flops(variant.dtype, device, side=scale.side)
        step_cost = step_flops(painter, scale.columns)
        for batch in scale.batches:
            work = Work(batch, scale.steps, scale.columns)
            measure(painter, variant, replace(work, steps=2), step_cost=step_cost, peak=peak)
            yield measure(painter, variant, work, step_cost=step_cost, peak=peak)


def main() -> None:
    """Measure, print a row each, then everything as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--tiny", action="store_true", help="shrunken networks and pictures, two batches; runs anywhere"
    )
    arguments = parser.parse_args()
    if not arguments.tiny and not torch.cuda.is_available():
        parser.error("no CUDA device is found; --tiny runs anywhere")
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    scale = SMALL if arguments.tiny else WHOLE
    rows = []
    for row in measurements(device, scale):
        print(
            f"{row.variant:28} batch {row.batch:2}: {row.clips_per_s:7.2f} clips/s, {row.share_of_peak:6.1%} of peak, "
            f"words {row.words_s:.3f} steps {row.steps_s:.3f} decode {row.decode_s:.3f} sound {row.sound_s:.3f} s",
            flush=True,
        )
        rows.append(asdict(row))
    name = torch.cuda.get_device_name() if device.type == "cuda" else "cpu"
    print(json.dumps({"device": name, "tiny": arguments.tiny, "steps": scale.steps, "rows": rows}))


if __name__ == "__main__":
    main()
