"""What rings and what strikes in a clip, as two sounds in a ZIP."""

from __future__ import annotations

import io
import zipfile
from functools import partial
from typing import TYPE_CHECKING, Final

from worker.codecs import Tags, encode_flac, encode_mp3, encode_wav
from worker.exporting.fitting import first_fitting
from worker.sound.separation import separated

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import torch

    from worker.exporting.piece import Piece

NAMES: Final = ("harmonic", "percussive")
LOW_KBPS: Final = 128
FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a ZIP: the same stems give the same bytes."""


def stems(piece: Piece, *, limit: int) -> bytes:
    """Pack both stems as WAV, or where that is too large as FLAC or MP3; added up, they are the clip."""
    parts = dict(zip(NAMES, separated(piece.waveform), strict=True))
    forms: tuple[tuple[str, Callable[..., bytes]], ...] = (
        (".wav", encode_wav),
        (".flac", encode_flac),
        (".mp3", encode_mp3),
        (".mp3", partial(encode_mp3, kbps=LOW_KBPS)),
    )
    ways = (partial(_packed, parts, suffix, encode, piece.tags) for suffix, encode in forms)
    return first_fitting(ways, limit=limit, what="ZIP with the stems")


def _packed(parts: Mapping[str, torch.Tensor], suffix: str, encode: Callable[..., bytes], tags: Tags) -> bytes:
    """Write a ZIP; only a WAV gets smaller by being packed."""
    method = zipfile.ZIP_DEFLATED if suffix == ".wav" else zipfile.ZIP_STORED
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as pack:
        for name, waveform in parts.items():
            content = encode(waveform, title=f"{tags.title} ({name})", comment=tags.comment)
            pack.writestr(zipfile.ZipInfo(f"{name}{suffix}", FIRST_DAY), content, method)
    return written.getvalue()
