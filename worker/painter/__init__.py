"""The model: recipes in, spectrogram pictures out."""

from worker.painter.loading import load_painter
from worker.painter.painting import Painter

__all__ = ["Painter", "load_painter"]
