"""How a section of a jam begins: on a beat from its first column on, and with what its source left sounding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import torch
from torch.nn import functional

from core.sections import whole_beats
from core.work import SECTION_SEEN
from worker.sound.beat import beat
from worker.sound.conversion import picture_from_waveform
from worker.sound.format import ROWS
from worker.sound.levels import magnitudes_from_picture, picture_from_magnitudes
from worker.sound.separation import REACH
from worker.sound.track import of_one_power
from worker.sources import repeated, repeated_before

if TYPE_CHECKING:
    from torch import Tensor

    from core.contract import Section

BEAT_OVER: Final = 8.0
"""How much louder the beat is than the source, in what a section is painted over: else strokes drown in it.

Measured by `benchmarks.jam_sections`."""


def beat_of(recipe: Section) -> Tensor:
    """The project's beat, uint8 [rows, columns], as wide as the section."""
    return picture_from_waveform(beat(recipe.bpm, columns=recipe.columns)[None])[0]


def leading_on(source: Tensor, recipe: Section) -> Tensor:
    """What a section is painted over, uint8 [rows, columns]: the end of its source, then source and beat at once.

    The source is cut where its last whole beat ends, as a track cuts it; so both begin on the first beat of a bar.
    """
    kept = source[..., : whole_beats(source.shape[-1], recipe.bpm)]
    seen = repeated_before(kept, columns=SECTION_SEEN)
    going_on = repeated(ringing(kept), columns=recipe.columns)
    return torch.cat([seen, over_beat(going_on, beat_of(recipe))], dim=-1)


def ringing(pixels: Tensor) -> Tensor:
    """Leave of a picture, uint8 [rows, columns], what sounds on: its own strokes would blur the beat."""
    around = functional.pad(pixels[None].float(), (REACH // 2, REACH // 2), mode="replicate")[0]
    return around.unfold(-1, REACH, 1).median(-1).values.to(torch.uint8)


def over_beat(source: Tensor, drums: Tensor) -> Tensor:
    """A picture in which the beat stands out of the source; where either is louder, it is heard."""
    loud, quiet = of_one_power([magnitudes_from_picture(pixels[None]) for pixels in (drums, source)])
    return picture_from_magnitudes(torch.maximum(BEAT_OVER * loud, quiet))[0]


def mask_of(recipe: Section) -> Tensor:
    """Paint what is new, float32 [rows, columns]."""
    mask = torch.ones(ROWS, SECTION_SEEN + recipe.columns)
    mask[:, :SECTION_SEEN] = 0
    return mask
