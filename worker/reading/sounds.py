"""Sounds that somebody sent, piece by piece, as arrays of samples."""

from __future__ import annotations

import math
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

import numpy as np
import soundfile

from core.errors import UserError
from worker.reading.duration import MAX_DURATION_S, in_minutes

if TYPE_CHECKING:
    from collections.abc import Iterator

Samples = np.ndarray[tuple[int, ...], np.dtype[np.float32]]

MAX_SAMPLES: Final = MAX_DURATION_S * 96_000 * 2
RATES_HZ: Final = range(1_000, 384_000 + 1)
PIECE_FRAMES: Final = 1 << 15
NO_SOUND: Final = "That file is no sound that can be read, or it is damaged. Use an MP3, WAV, FLAC or OGG file."


@dataclass(frozen=True, slots=True)
class Opened:
    """A sound whose header was read: how fast it is, how long all of it lasts, and how much of it is to be had."""

    rate_hz: int
    duration_s: float
    channels: int
    frames: int


@contextmanager
def opened(content: bytes, *, most_s: float) -> Iterator[tuple[Opened, Iterator[Samples]]]:
    """Open a sound; its first `most_s` come in pieces, float32 [frames, 1 or 2]; of more channels their mean.

    Raises
    ------
    UserError
        If it is no sound, a damaged one, empty, longer than 10 minutes, or more samples than music needs. Of what
        comes after `most_s` only the header is looked at.
    """
    try:
        with soundfile.SoundFile(BytesIO(content)) as sound:
            _require_bounded(sound)
            frames = min(sound.frames, math.ceil(most_s * sound.samplerate))
            kept = sound.channels if sound.channels <= 2 else 1
            yield (
                Opened(sound.samplerate, sound.frames / sound.samplerate, kept, frames),
                _pieces(sound, kept=kept, frames=frames),
            )
    except soundfile.LibsndfileError as error:
        raise UserError(NO_SOUND, code="E-UPLOAD-TYPE") from error


def gathered(sound: Opened, pieces: Iterator[Samples]) -> Samples:
    """Put all pieces together, float32 [channels, frames].

    Raises
    ------
    ValueError
        If they are more or fewer than were said to be there.
    """
    whole = np.empty((sound.channels, sound.frames), np.float32)
    start = 0
    for piece in pieces:
        whole[:, start : start + len(piece)] = piece.T
        start += len(piece)
    if start != sound.frames:
        raise ValueError(f"{start} frames came instead of {sound.frames}")
    return whole


def _pieces(sound: soundfile.SoundFile, *, kept: int, frames: int) -> Iterator[Samples]:
    """Read so many frames in pieces, so that many channels are never in memory together."""
    left = frames
    while left:
        piece = sound.read(min(PIECE_FRAMES, left), dtype="float32", always_2d=True)
        if not len(piece):
            raise UserError(
                "The sound is damaged or not complete. Send the original file again.", code="E-UPLOAD-DECODE"
            )
        left -= len(piece)
        yield piece if piece.shape[1] == kept else piece.mean(1, keepdims=True)


def _require_bounded(sound: soundfile.SoundFile) -> None:
    """Refuse by the header, before anything is decoded."""
    if sound.samplerate not in RATES_HZ:
        raise UserError(
            f"The sound has a sample rate of {sound.samplerate} Hz; {RATES_HZ[0]} to {RATES_HZ[-1]} can be used. "
            "Convert it to 44.1 kHz first.",
            code="E-UPLOAD-DECODE",
        )
    duration_s = sound.frames / sound.samplerate
    if duration_s > MAX_DURATION_S:
        raise UserError(
            f"The sound lasts {in_minutes(duration_s)}; {MAX_DURATION_S // 60} is the most. Cut it first.",
            code="E-UPLOAD-LONG",
        )
    if sound.frames * sound.channels > MAX_SAMPLES:
        raise UserError(
            f"{in_minutes(duration_s)} of {sound.channels} channels at {sound.samplerate} Hz are more samples than can "
            "be used. Convert it to 44.1 kHz stereo first.",
            code="E-UPLOAD-BIG",
        )
    if sound.frames == 0:
        raise UserError("The sound lasts 0 seconds. Use one with something in it.", code="E-UPLOAD-DECODE")
