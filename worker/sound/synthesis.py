"""Mel magnitudes to waveforms at the working rate: inverse mel, heap integration, rounds; long pictures in pieces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import torch

from worker.sound.format import RIFFUSION
from worker.sound.griffin_lim import guided, refined
from worker.sound.mel import linear_from_mel
from worker.sound.mix import equal_power_rise
from worker.sound.phase import integrated_phases
from worker.sound.transform import transform

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.sound.format import PictureFormat

PIECE_COLUMNS: Final = 6400
"""At most, and of Riffusion's 4001 bins each."""

OVERLAP_COLUMNS: Final = 64


@dataclass(frozen=True)
class Quality:
    """How much work finds the phases.

    Attributes
    ----------
    rounds : int >= 0
        Griffin–Lim rounds after the heap integration, on half the padded grid.
    guided_rounds : int >= 0
        Rounds guided by the mel bands after that, on the whole padded grid.
    """

    rounds: int
    guided_rounds: int


FAST: Final = Quality(rounds=6, guided_rounds=0)
FINE: Final = Quality(rounds=6, guided_rounds=14)


def synthesised(
    mel: torch.Tensor, *, picture_format: PictureFormat, quality: Quality, loop: bool = False
) -> torch.Tensor:
    """Find waveforms with these mel magnitudes; over 64 s in pieces that overlap at equal power, to bound memory.

    Parameters
    ----------
    mel : torch.Tensor [shape=(batch, channels, columns, bands), float32, 0..1]
        Every clip is worked out alone, so that it does not depend on its neighbours by a single bit.

    Returns
    -------
    torch.Tensor [shape=(batch, channels, columns · hop), float32]
    """
    columns, hop = mel.shape[-2], picture_format.hop
    if columns <= piece_columns(picture_format):
        return _synthesised_whole(mel, picture_format=picture_format, quality=quality, loop=loop)
    joined = mel.new_zeros(*mel.shape[:2], columns, hop)
    for index, fade in _pieces(columns, picture_format=picture_format, loop=loop):
        piece = _synthesised_whole(mel[:, :, index], picture_format=picture_format, quality=quality)
        joined[:, :, index] += piece.reshape(*piece.shape[:-1], -1, hop) * fade.to(mel.device)
    return joined.flatten(-2)


def piece_columns(picture_format: PictureFormat) -> int:
    """Say how many columns are worked out at once: fewer where each has more bins, so that memory stays bounded."""
    return min(PIECE_COLUMNS, PIECE_COLUMNS * RIFFUSION.bins // picture_format.bins)


def _pieces(columns: int, *, picture_format: PictureFormat, loop: bool) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    """Cut columns into even pieces, each with the end of the one before, and fade each in and out over what is shared.

    Yields
    ------
    pair of torch.Tensor [shape=(n,), int64, columns] and [shape=(n, hop), float32, 0..1]
    """
    hop = picture_format.hop
    count = -(-columns // (piece_columns(picture_format) - OVERLAP_COLUMNS))
    rise = equal_power_rise(OVERLAP_COLUMNS * hop).view(OVERLAP_COLUMNS, hop)
    for number in range(count):
        opens, closes = not loop and number == 0, not loop and number == count - 1
        start = number * columns // count - (0 if opens else OVERLAP_COLUMNS)
        index = torch.arange(start, (number + 1) * columns // count)
        fade = torch.ones(len(index), hop)
        fade[:OVERLAP_COLUMNS] *= 1 if opens else rise
        fade[-OVERLAP_COLUMNS:] *= 1 if closes else rise.flip(0, 1)
        yield index % columns, fade


def _synthesised_whole(
    mel: torch.Tensor, *, picture_format: PictureFormat, quality: Quality, loop: bool = False
) -> torch.Tensor:
    stride = 2 if picture_format.padded % 4 == 0 and picture_format.padded >= 2 * picture_format.span else 1
    coarse = transform(picture_format, size=picture_format.padded // stride, device=mel.device)
    padded = transform(picture_format, size=picture_format.padded, device=mel.device)
    linear = [linear_from_mel(clip, picture_format=picture_format)[..., ::stride].contiguous() for clip in mel]
    # One phase for both channels: what is heard on both stays in the middle, and their sum loses nothing.
    both = torch.stack([clip.sum(0) for clip in linear])
    phases = integrated_phases(both, frames=coarse, loop=loop).to(mel.device)
    found = []
    for clip, magnitudes, phase in zip(mel, linear, phases, strict=True):
        start = coarse.waveforms(torch.polar(magnitudes, phase.expand_as(magnitudes)), loop=loop)
        better = refined(start, magnitudes, frames=coarse, rounds=quality.rounds, loop=loop)
        found.append(
            guided(better, clip, picture_format=picture_format, frames=padded, rounds=quality.guided_rounds, loop=loop)
        )
    return torch.stack(found)
