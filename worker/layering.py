"""How a part is added to a mix: its notes or drums are painted over in its register, and laid over what is there."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, get_args

import numpy as np
import scipy.signal
import torch
from torch.nn import functional

from core.errors import UserError
from core.limits import HIGHEST_HZ
from core.sections import Tonic
from worker.regions import FEATHER, rows_between
from worker.sound.beat import beat
from worker.sound.conversion import picture_from_waveform
from worker.sound.format import RIFFUSION, ROWS, SAMPLE_RATE_HZ, WHITE
from worker.sound.grid import Grid, notes_of
from worker.sound.levels import magnitudes_from_picture
from worker.sound.loudness import k_weighting
from worker.sound.mel import band_edges_hz
from worker.sound.tones import play

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor

    from core.contract import Layer
    from core.sections import LayerPart

REGISTERS_HZ: Final[Mapping[LayerPart, tuple[int, int]]] = {
    "drums": (0, HIGHEST_HZ),
    "bass": (0, 500),
    "chords": (180, 1600),
    "lead": (450, 5000),
}
"""Between which pitches a part is painted."""

LEVELS_DB: Final[Mapping[LayerPart, float]] = {"drums": 0.0, "bass": -1.0, "chords": -4.0, "lead": -3.0}
"""How loud a part is beside the mix that it is added to."""

CLIPPED: Final = 0.0005
"""How many cells of a part may be as loud as a picture can say."""

GAIN_MOST: Final = 10.0
"""What was painted much more quietly than it was begun is hardly there, and stays quiet."""

QUIET: Final = 1e-5
MOST: Final = 30.0
SPREAD: Final = (17, 15)
"""Bands and columns over which low notes are as loud as they were painted."""

UNHEARD: Final = "The painter left this part silent. Other words will do better."


def guide_of(recipe: Layer) -> Tensor:
    """What a part plays before it is painted, uint8 [rows, columns]: the beat, or notes that its seed chooses."""
    if recipe.part == "drums":
        return picture_from_waveform(beat(recipe.bpm, columns=recipe.columns)[None])[0]
    grid = Grid(recipe.bpm, get_args(Tonic).index(recipe.tonic), recipe.scale)
    notes = notes_of(recipe.part, grid, length_s=recipe.duration_s, seed=recipe.seed)
    return picture_from_waveform(play(notes, recipe.part, columns=recipe.columns)[None])[0]


def silence(recipe: Layer) -> Tensor:
    """The mix before anything is in it, uint8 [rows, columns]."""
    return torch.full((ROWS, recipe.columns), WHITE, dtype=torch.uint8)


def mask_of(recipe: Layer) -> Tensor:
    """Where a part is painted, float32 [rows, columns]: in its register, setting in at the edges."""
    return register_of(recipe.part)[:, None].expand(ROWS, recipe.columns).contiguous()


def register_of(part: LayerPart) -> Tensor:
    """How much of each row a part has, float32 [rows]: all in the middle of its register, nothing beside it."""
    rows = rows_between(*REGISTERS_HZ[part])
    inside = torch.zeros(ROWS)
    places = torch.arange(len(rows)) + 0.5
    above = torch.ones(len(rows)) if rows.start == 0 else places / FEATHER
    below = torch.ones(len(rows)) if rows.stop == ROWS else places.flip(0) / FEATHER
    inside[rows.start : rows.stop] = torch.minimum(above, below).clamp(max=1)
    return inside


def over_mix(mix: Tensor, recipe: Layer) -> Tensor:
    """What a part is painted over, uint8 [rows, columns]: the mix, and the part's guide as loud as it should be."""
    return laid(magnitudes_from_picture(guide_of(recipe)[None])[0], mix, part=recipe.part)


def added(painted: Tensor, mix: Tensor, recipe: Layer) -> Tensor:
    """Add what is new in a painted picture to the mix, both uint8 [rows, columns]; all else stays as it is.

    Raises
    ------
    UserError
        If nothing is new.
    """
    there, now = (magnitudes_from_picture(pixels.cpu()[None])[0] for pixels in (mix, painted))
    new = (now.square() - there.square()).clamp(min=0).sqrt()
    guide = magnitudes_from_picture(guide_of(recipe)[None])[0]
    return laid(tuned(new, guide) if recipe.part == "bass" else new, mix, part=recipe.part)


def tuned(new: Tensor, guide: Tensor) -> Tensor:
    """Bring low notes into tune, both magnitudes [bands, columns]: as loud as painted, and as fine as the guide.

    A cell of the latents is most of an octave high down there: what is painted has no pitch of its own.
    """
    return guide * (_spread(new) / _spread(guide).clamp_min(QUIET)).clamp(max=MOST)


def laid(new: Tensor, mix: Tensor, *, part: LayerPart) -> Tensor:
    """Lay magnitudes, [bands, columns], of a part's register over the mix, uint8 [rows, columns], at the part's level.

    Raises
    ------
    UserError
        If there is nothing in them.
    """
    there, heard = magnitudes_from_picture(mix[None])[0], new * register_of(part).flip(0)[:, None]
    both = (there.square() + (gain_of(heard, there, part=part) * heard).square()).sqrt().clamp(max=1)
    darker = (WHITE - WHITE * both.pow(RIFFUSION.power_for_image)).to(torch.uint8).flip(0)
    return torch.minimum(mix, darker)


def gain_of(heard: Tensor, there: Tensor, *, part: LayerPart) -> float:
    """By how much a part is multiplied to be as loud beside a mix as it should be; beside silence, as much as it may.

    A picture has no room for more than black, which only the loudest cells of a part may reach.
    """
    loudness, beside = loudness_of(heard), loudness_of(there)
    if not loudness:
        raise UserError(UNHEARD, code="E-SILENT")
    most = 1 / float(heard.flatten().kthvalue(round(heard.numel() * (1 - CLIPPED))).values.clamp_min(QUIET))
    wanted = (beside / loudness) ** 0.5 * 10 ** (LEVELS_DB[part] / 20) if beside else most
    return min(wanted, most, GAIN_MOST)


def loudness_of(magnitudes: Tensor) -> float:
    """Power of mel magnitudes [bands, columns] as an ear weighs them."""
    return float((magnitudes.double().square().sum(1) * _weights()).sum())


def _spread(magnitudes: Tensor) -> Tensor:
    """The mean power around each cell, as a magnitude."""
    around = tuple(side // 2 for side in SPREAD)
    return functional.avg_pool2d(magnitudes.square()[None], SPREAD, 1, around, count_include_pad=False)[0].sqrt()


@lru_cache(maxsize=1)
def _weights() -> Tensor:
    middles_hz = np.asarray(band_edges_hz(RIFFUSION)[1:-1], np.float64)
    _, response = scipy.signal.sosfreqz(k_weighting(SAMPLE_RATE_HZ), worN=middles_hz, fs=SAMPLE_RATE_HZ)
    return torch.from_numpy(np.square(np.abs(response)))
