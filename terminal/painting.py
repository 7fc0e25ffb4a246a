"""Recipes to clips, in this process; torch loads here and not before."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.contract import Clip, Painted
from core.settings import Settings
from terminal import progress

if TYPE_CHECKING:
    from worker.painter import Painter


def load(settings: Settings) -> "Painter":
    """Load the painter that the settings name."""
    with progress.busy("Loading the model"):
        from worker.painter import load_painter

        return load_painter(settings.riff_model, device=settings.riff_device)


def paint(painter: "Painter", recipes: Sequence[Painted]) -> list[Clip]:
    """Make the clips of these recipes, as this painter paints them, while a bar shows the steps."""
    from worker.pipeline import make_clips

    own = [recipe.model_copy(update={"model": painter.name}) for recipe in recipes]
    with progress.steps("Painting") as on_step:
        return make_clips(painter, own, on_step=on_step)
