"""The real worker with a painter that takes as long as a test says.

A request waits while the folder `GATES` holds a file with its seed, its words, its format or its title for a name.
"""

import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import torch
from torch import Tensor

from core import log
from core.artefacts import Artefacts
from core.clip import Receipt
from core.contract import Export, Join, Painted, Recipe
from core.ending import Exported, Made
from core.lanes import Lanes
from core.redis_client import redis_of
from core.request import Request
from tests.discord.patience import SILENCE_S
from tests.discord.quick_clips import file_of, picture_of, sound_of
from worker.connecting import connect
from worker.serving import Bench, LaneWorker, new_name
from worker.sketch import Sketch
from worker.stopping import Stop

STEPS: Final = 20
STEP_S: Final = 0.05
GRACE_S: Final = 1.0
RECEIPT: Final = Receipt(model="mini", model_hash="0" * 64, scheduler="none", device="cpu")


@dataclass(frozen=True)
class GatedStudio:
    """Makes clips out of nothing, each with bytes of its own."""

    artefacts: Artefacts
    gates: Path
    batch: int = 1

    def begin(self, request: Request) -> Sketch:
        return Sketch(request.recipe)

    def paint(
        self, sketches: Sequence[Sketch], *, on_step: Callable[[int, int], None], glimpse: object
    ) -> Sequence[Tensor]:
        assert glimpse is None or glimpse
        on_step(1, STEPS)
        while any(self._closed(sketch) for sketch in sketches):
            time.sleep(STEP_S)
            on_step(2, STEPS)
        on_step(STEPS, STEPS)
        return [torch.zeros(1)] * len(sketches)

    def finish(self, request: Request, sketch: Sketch, pixels: Tensor) -> Made | Exported:
        assert sketch.recipe == request.recipe
        assert len(pixels) == 1
        if isinstance(request.recipe, Export):
            return Exported(file=self.artefacts.put(file_of(request.id)))
        png, mp3 = self.artefacts.put(picture_of(request.id)), self.artefacts.put(sound_of(request.id))
        return Made(png=png, mp3=mp3, duration_s=5.12, receipt=RECEIPT)

    def preview(self, latents: Tensor) -> str:
        return self.artefacts.put(latents.numpy().tobytes())

    def forget(self, key: str) -> None:
        self.artefacts.delete(key)

    def _closed(self, sketch: Sketch) -> bool:
        return any((self.gates / name).exists() for name in gates_of(sketch.recipe))


def gates_of(recipe: Recipe) -> tuple[str, ...]:
    """Name the gates that a recipe waits for."""
    if isinstance(recipe, Painted):
        return str(recipe.seed), recipe.prompt
    match recipe:
        case Export():
            return (recipe.format,)
        case Join():
            return (recipe.title,)
        case _:
            return ()


def main() -> int:
    log.set_up("INFO", "text", secrets=())
    url, stop = os.environ["REDIS_URL"], Stop(grace_s=GRACE_S)
    redis = connect(url, stop=stop)
    bench = Bench(
        studio=GatedStudio(Artefacts(os.environ["ARTEFACT_URL"]), Path(os.environ["GATES"])),
        lanes=Lanes(redis, silence_s=SILENCE_S),
        pulse=Lanes(redis_of(url), silence_s=SILENCE_S),
        stop=stop,
        on_round=lambda: None,
        most=1,
    )
    return 0 if LaneWorker(bench, connection=redis, name=new_name()).serve() else 1


if __name__ == "__main__":
    sys.exit(main())
