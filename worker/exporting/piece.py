"""What every form of a clip is made of: its picture, the sound of that, and what its files say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.contract import Painted
from core.errors import UserError
from worker.codecs import Tags
from worker.codecs.audio import ARTIST
from worker.labels import label_in, title_of
from worker.sound.playing import sound_of

if TYPE_CHECKING:
    import torch

    from worker.codecs import Picture

MUTE = "There is nothing to hear in it, so there is nothing to export."


@dataclass(frozen=True, eq=False)
class Piece:
    """A clip whose sound is float32 [1 or 2, samples], and whether its end runs into its beginning."""

    picture: Picture
    waveform: torch.Tensor
    tags: Tags
    is_loop: bool = False


def piece_of(picture: Picture, *, device: torch.device) -> Piece:
    """Play a clip's picture just as it was played when the clip was made.

    Raises
    ------
    UserError
        If it is silent.
    """
    label = label_in(picture.comment)
    is_loop = label is not None and isinstance(label.recipe, Painted) and label.recipe.loop
    waveform = sound_of(picture.pixels.to(device), picture_format=picture.picture_format, loop=is_loop)
    if not waveform.any():
        raise UserError(MUTE, code="E-SILENT")
    comment, title = (label.canonical_json(), title_of(label.recipe)) if label else ("", "Spectrogram")
    return Piece(picture, waveform, Tags(title, ARTIST, comment), is_loop)
