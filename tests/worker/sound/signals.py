"""Sounds that the tests of sound listen to."""

import math
from functools import cache

import torch

from benchmarks.sound import struck
from worker.sound.format import SAMPLE_RATE_HZ, SAMPLES_PER_COLUMN


def times_s(columns: int) -> torch.Tensor:
    return torch.arange(columns * SAMPLES_PER_COLUMN, dtype=torch.float64) / SAMPLE_RATE_HZ


def sine(frequency_hz: float, *, columns: int = 128, amplitude: float = 0.5, phase: float = 0.0) -> torch.Tensor:
    return (amplitude * torch.sin(2 * math.pi * frequency_hz * times_s(columns) + phase)).float()


def hiss(*, columns: int = 128, seed: int = 0) -> torch.Tensor:
    noise = torch.randn(columns * SAMPLES_PER_COLUMN, generator=torch.Generator().manual_seed(seed))
    return 0.1 * noise


def drums(*, columns: int = 128) -> torch.Tensor:
    time_s = times_s(columns)
    noise = hiss(columns=columns).double()
    sound = torch.zeros_like(time_s)
    for beat in range(math.ceil(columns / 50)):
        start_s = 0.02 + beat * 0.5
        sound += struck(time_s, start_s, decay_s=0.12) * torch.sin(2 * math.pi * 55 * (time_s - start_s))
        sound += 4 * struck(time_s, start_s + 0.25, decay_s=0.06) * noise
    return (0.7 * sound / sound.abs().max()).float()


def chords(*, columns: int = 128) -> torch.Tensor:
    return _chords(columns).clone()


@cache
def _chords(columns: int) -> torch.Tensor:
    time_s = times_s(columns)
    sound = torch.zeros_like(time_s)
    for number, notes_hz in enumerate([(220.0, 261.6, 329.6), (174.6, 220.0, 261.6), (130.8, 164.8, 196.0)]):
        for note_hz in notes_hz:
            for harmonic in range(1, 10):
                tone = torch.sin(2 * math.pi * note_hz * harmonic * time_s + harmonic) / harmonic
                sound += struck(time_s, number * 0.45, decay_s=0.6) * tone
    return (0.7 * sound / sound.abs().max()).float()


def song(*, columns: int = 128) -> torch.Tensor:
    return 0.5 * drums(columns=columns) + 0.5 * chords(columns=columns) + 0.02 * hiss(columns=columns, seed=1)


SOUNDS = {"drums": drums, "chords": chords, "hiss": hiss, "song": song}
