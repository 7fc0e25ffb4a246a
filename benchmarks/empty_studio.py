"""A studio whose painting takes no time, so that what is left is the cost of everything else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

from core.artefacts import Artefacts
from core.clip import Receipt
from core.ending import Made
from core.request import Request
from worker.sketch import Sketch
from worker.steps import Glimpse, OnStep

PNG_BYTES, MP3_BYTES = 300_000, 124_000
"""As large as the files of a clip of 5.12 s."""
RECEIPT: Final = Receipt(model="stub", model_hash="0", scheduler="none", device="cpu")


@dataclass(frozen=True)
class EmptyStudio:
    """Paints nothing at once; its files are as large as real ones, and no two are the same."""

    artefacts: Artefacts
    batch: int

    def begin(self, request: Request) -> Sketch:
        """Begin."""
        return Sketch(request.recipe)

    def paint(self, sketches: Sequence[Sketch], *, on_step: OnStep, glimpse: Glimpse | None) -> Sequence[Tensor]:  # noqa: ARG002 - it paints too fast to look
        """Take one step."""
        on_step(1, 1)
        return [torch.zeros(1)] * len(sketches)

    def finish(self, request: Request, sketch: Sketch, pixels: Tensor) -> Made:  # noqa: ARG002 - there is nothing to finish
        """Keep two files."""
        png, mp3 = (self.artefacts.put(bytes(size) + request.id.encode()) for size in (PNG_BYTES, MP3_BYTES))
        return Made(png=png, mp3=mp3, duration_s=5.12, receipt=RECEIPT)

    def preview(self, latents: Tensor) -> str:
        """Keep the latents as they are."""
        return self.artefacts.put(latents.numpy().tobytes())

    def forget(self, key: str) -> None:
        """Remove them."""
        self.artefacts.delete(key)
