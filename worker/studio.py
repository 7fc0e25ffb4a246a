"""Requests to finished artefacts: the pipeline, with its painter and its store."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from core.artefacts import ArtefactGoneError
from core.contract import Export, Painted
from core.ending import Exported, Made
from core.errors import UserError
from core.moderation import NO_RULES, Rules
from worker.codecs import encode_png
from worker.exporting import export, piece_of
from worker.guarding import guard, told
from worker.pipeline import finish, paint
from worker.sent import HERE
from worker.sketch import sketch_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from core.artefacts import Artefacts
    from core.limits import ExportFormat
    from core.request import Request
    from worker.painter import Painter
    from worker.sent import Reader
    from worker.sketch import Sketch
    from worker.steps import Glimpse, OnStep

SOURCE_GONE = "What this was to be made from is no longer there. Send the file again."

CLIP_GONE = (
    "The clip's picture is no longer there, and all other forms are made from that. Ask for the clip again first."
)


class Studio(Protocol):
    """What a batch is made in: each request is begun, then all are painted in one pass, then each is finished."""

    @property
    def batch(self) -> int:
        """How many requests one pass should hold."""

    def begin(self, request: Request) -> Sketch:
        """Get ready what the request is painted from."""

    def paint(self, sketches: Sequence[Sketch], *, on_step: OnStep, glimpse: Glimpse | None) -> Sequence[Tensor]:
        """Paint all of them."""

    def finish(self, request: Request, sketch: Sketch, pixels: Tensor) -> Made | Exported:
        """Make the files and keep them."""

    def preview(self, latents: Tensor) -> str:
        """Keep a picture of the first of what is being painted, and say under which key."""

    def forget(self, key: str) -> None:
        """Remove a preview."""


@dataclass(frozen=True)
class PaintersStudio:
    """The one that makes music."""

    painter: Painter
    artefacts: Artefacts
    reader: Reader = HERE
    """Who reads what somebody sent."""
    rules: Rules = NO_RULES
    """What no words that are painted may be against."""

    @property
    def batch(self) -> int:
        """As many as the painter likes."""
        return self.painter.batch

    def begin(self, request: Request) -> Sketch:
        """Read its words, get the source, if there is one, and let the recipe name the model that paints it."""
        guard(request, self.rules)
        try:
            sketch = sketch_of(request.recipe, fetch=self.artefacts.get, reader=self.reader)
        except ArtefactGoneError as error:
            raise UserError(CLIP_GONE if isinstance(request.recipe, Export) else SOURCE_GONE, code="E-GONE") from error
        if isinstance(sketch.recipe, Painted):
            return replace(sketch, recipe=sketch.recipe.model_copy(update={"model": self.painter.name}))
        return told(sketch, self.rules)

    def paint(self, sketches: Sequence[Sketch], *, on_step: OnStep, glimpse: Glimpse | None) -> Sequence[Tensor]:
        """Let the painter paint."""
        return paint(self.painter, sketches, on_step=on_step, glimpse=glimpse)

    def finish(self, request: Request, sketch: Sketch, pixels: Tensor) -> Made | Exported:
        """Make the files as large as they may be where they go."""
        if isinstance(sketch.recipe, Export):
            return self._exported(sketch, sketch.recipe.format, limit=request.upload_limit)
        clip = finish(self.painter, sketch, pixels, upload_limit=request.upload_limit)
        return Made(
            png=self.artefacts.put(clip.png),
            mp3=self.artefacts.put(clip.mp3),
            duration_s=clip.duration_s,
            receipt=clip.receipt,
            notes=clip.notes,
            features=clip.features,
        )

    def _exported(self, sketch: Sketch, form: ExportFormat, *, limit: int) -> Exported:
        """Write the clip that a sketch is of in another form."""
        assert sketch.picture is not None
        piece = piece_of(sketch.picture, device=self.painter.device)
        return Exported(file=self.artefacts.put(export(piece, form, limit=limit)))

    def preview(self, latents: Tensor) -> str:
        """Decode the first picture as it stands."""
        return self.artefacts.put(encode_png(self.painter.decode(latents[:1])[0]))

    def forget(self, key: str) -> None:
        """Remove it from the store."""
        self.artefacts.delete(key)
