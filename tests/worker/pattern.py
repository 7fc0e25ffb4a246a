"""A studio that paints at once; what a prompt says goes wrong in it."""

import os
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

import torch
from torch import Tensor

from core.contract import Painted, Riff
from core.ending import Made
from core.errors import UserError
from core.request import Origin, Request
from worker.sketch import Sketch
from worker.steps import Glimpse, OnStep

STEPS: Final = 4

REFUSED: Final = "That source is no sound."
FAULTS: Final = {
    "breaks in painting": RuntimeError("a shape does not fit"),
    "needs too much": torch.OutOfMemoryError("CUDA out of memory"),
    "loses the gpu": torch.AcceleratorError("CUDA error: an illegal memory access was encountered"),
}


def prompt_of(sketch: Sketch) -> str:
    assert isinstance(sketch.recipe, Painted)
    return sketch.recipe.prompt


@dataclass
class PatternStudio:
    """Each step takes `step_s`, and they go on while the gate is there. It remembers who was painted with whom."""

    batch: int = 8
    step_s: float = 0.0
    gate: Path | None = None
    painted: list[list[str]] = field(default_factory=list)
    previews: dict[str, bool] = field(default_factory=dict)

    def begin(self, request: Request) -> Sketch:
        sketch = Sketch(request.recipe)
        if prompt_of(sketch) == "is refused":
            raise UserError(REFUSED)
        return sketch

    def paint(self, sketches: Sequence[Sketch], *, on_step: OnStep, glimpse: Glimpse | None) -> Sequence[Tensor]:
        prompts = [prompt_of(sketch) for sketch in sketches]
        self.painted.append(prompts)
        for step in range(1, STEPS + 1):
            time.sleep(self.step_s)
            if "kills its worker" in prompts:
                os.kill(os.getpid(), signal.SIGKILL)
            for prompt in prompts:
                if prompt in FAULTS:
                    raise FAULTS[prompt]
            if glimpse is not None and step in glimpse.after:
                glimpse.show(torch.zeros(1))
            on_step(step, STEPS)
            while self.gate and self.gate.exists():
                time.sleep(self.step_s)
                on_step(step, STEPS)
        return [torch.zeros(1)] * len(sketches)

    def finish(self, request: Request, sketch: Sketch, pixels: Tensor) -> Made:
        assert pixels.shape == (1,)
        if prompt_of(sketch) == "breaks in finishing":
            raise ValueError("a waveform holds samples that are no finite numbers")
        key = sha256(request.id.encode()).hexdigest()
        return Made(png=key, mp3=key, duration_s=5.12)

    def preview(self, latents: Tensor) -> str:
        assert latents.shape == (1,)
        key = sha256(b"preview %d" % len(self.previews)).hexdigest()
        self.previews[key] = True
        return key

    def forget(self, key: str) -> None:
        self.previews[key] = False


def ask(request_id: str, prompt: str = "lo-fi beats", *, author: str = "u", length_s: int = 5) -> Request:
    """Ask for a clip as the bot does."""
    recipe = Riff.model_validate({"prompt": prompt, "seed": 1, "steps": STEPS, "length_s": length_s})
    return Request(id=request_id, recipe=recipe, origin=Origin(server="s", channel="c", author=author))
