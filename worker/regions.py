"""Which part of a picture is painted anew, as a mask: between two pitches and two moments."""

from typing import Final

import torch
from torch import Tensor

from core.contract import Region
from core.errors import UserError
from worker.sound.format import COLUMNS_PER_SECOND, RIFFUSION, ROWS
from worker.sound.mel import band_edges_hz

FEATHER: Final = 16
"""Rows and columns over which painting sets in, inside the part: what is outside stays as it is."""

LEAST: Final = 4 * FEATHER
"""A part of fewer rows or columns is made wider: a model can't paint it."""

TOO_SMALL: Final = "So small a part can't be painted alone; some of what is around it was painted too."


def mask_of(region: Region, *, columns: int) -> tuple[Tensor, tuple[str, ...]]:
    """Where to paint, float32 [rows, columns], 1 in the middle of the region, falling to 0 at its edge; what to tell.

    Raises
    ------
    UserError
        If the region begins after the end.
    """
    rows, spans = rows_between(region.low_hz, region.high_hz), columns_between(region, columns=columns)
    wide = at_least(rows, most=ROWS), at_least(spans, most=columns)
    notes = () if wide == (rows, spans) else (TOO_SMALL,)
    return ramps(wide[0], most=ROWS)[:, None] * ramps(wide[1], most=columns), notes


def rows_between(low_hz: int, high_hz: int) -> range:
    """The rows whose bands' middles lie between two frequencies; row 0 is the highest."""
    middles_hz = band_edges_hz(RIFFUSION)[1:-1]
    below_low, below_high = (int((middles_hz < edge_hz).sum()) for edge_hz in (low_hz, high_hz))
    return range(ROWS - below_high, ROWS - below_low)


def columns_between(region: Region, *, columns: int) -> range:
    """The columns between its two moments."""
    begin = round(region.from_s * COLUMNS_PER_SECOND)
    end = columns if region.to_s is None else round(min(columns, region.to_s * COLUMNS_PER_SECOND))
    if begin >= columns:
        lasts_s = columns / COLUMNS_PER_SECOND
        raise UserError(
            f"The part to paint begins at {region.from_s:g} s, but the clip ends at {lasts_s:g} s. "
            "Choose an earlier part.",
            code="E-VALUE",
        )
    return range(begin, end)


def at_least(part: range, *, most: int) -> range:
    """A part of at least `LEAST` around the same middle, within 0 and `most`."""
    if len(part) >= min(LEAST, most):
        return part
    start = min(max((part.start + part.stop - LEAST) // 2, 0), most - LEAST)
    return range(start, start + LEAST)


def ramps(part: range, *, most: int) -> Tensor:
    """Rise from 0 to 1 and fall again within a part, float32 [most]; an end of the picture needs no ramp."""
    inside = torch.zeros(most)
    places = torch.arange(len(part)) + 0.5
    rise = torch.ones(len(part)) if part.start == 0 else places / FEATHER
    fall = torch.ones(len(part)) if part.stop == most else places.flip(0) / FEATHER
    inside[part.start : part.stop] = torch.minimum(rise, fall).clamp(max=1)
    return inside
