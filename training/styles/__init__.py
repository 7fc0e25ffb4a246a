"""The styles, a file a family; importing this registers them all."""

from training.styles import acoustic, band, beats, classical, club, electronic, jazz, latin, world

__all__ = ["acoustic", "band", "beats", "classical", "club", "electronic", "jazz", "latin", "world"]
