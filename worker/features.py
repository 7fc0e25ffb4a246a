"""What can be heard in a clip, measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.clip import Features
from worker.sound.balance import course, shares
from worker.sound.frames import FRAMES_PER_SECOND, powers
from worker.sound.rhythm import onset_strengths, onsets, tempo

if TYPE_CHECKING:
    from torch import Tensor


def features_of(waveform: Tensor) -> Features:
    """Listen to a waveform, float32 [samples] or [channels, samples]."""
    power = powers(waveform)
    strengths = onset_strengths(power)
    beat = tempo(strengths)
    low, middle, high = (round(share, 3) for share in shares(power))
    return Features(
        tempo_bpm=None if beat is None else round(beat.bpm, 1),
        onsets_per_s=round(len(onsets(strengths)) * FRAMES_PER_SECOND / max(len(strengths), 1), 2),
        low=low,
        middle=middle,
        high=high,
        course=course(power),
    )
