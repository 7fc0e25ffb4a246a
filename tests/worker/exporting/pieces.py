"""Clips that the tests of exporting write in other forms."""

from functools import lru_cache

import torch

from core.clip import Label
from core.contract import Riff
from worker.codecs import Picture
from worker.exporting import Piece, piece_of
from worker.sound.beat import beat
from worker.sound.conversion import picture_from_waveform

MIB = 2**20
CPU = torch.device("cpu")


def label(*, loop: bool = False) -> str:
    return Label(recipe=Riff(prompt="lo-fi beats", seed=1, loop=loop)).canonical_json()


@lru_cache(maxsize=4)
def picture(*, columns: int = 512, loop: bool = False) -> Picture:
    pixels = picture_from_waveform(beat(120, columns=columns)[None], loop=loop)
    return Picture(pixels, comment=label(loop=loop))


@lru_cache(maxsize=4)
def piece(*, columns: int = 512, loop: bool = False) -> Piece:
    return piece_of(picture(columns=columns, loop=loop), device=CPU)
