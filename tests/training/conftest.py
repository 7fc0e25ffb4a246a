"""What the tests of the training recipe share."""

import numpy as np
import pytest
from numpy.typing import NDArray

from training.compose_piece import CLIP_SAMPLES, SAMPLE_RATE, Part
from training.compose_voices import Voice


class ToneSampler:
    """Plays every sampled instrument as a decaying tone, and every sampled drum as a burst of noise."""

    def play(self, part: Part, voice: Voice, *, tempo_bpm: float) -> NDArray[np.float32]:
        out = np.zeros(CLIP_SAMPLES, np.float32)
        for note in part.notes:
            start = round(note.beat * 60 / tempo_bpm * SAMPLE_RATE)
            time = np.arange(max(0, min(CLIP_SAMPLES - start, SAMPLE_RATE // 2))) / SAMPLE_RATE
            rng = np.random.default_rng(note.pitch)
            hz = 440 * 2 ** ((note.pitch - 69) / 12)
            sound = rng.standard_normal(time.size) if voice.bank == 128 else np.sin(2 * np.pi * hz * time)
            decay_s = 0.03 if voice.bank == 128 else 0.2
            out[start : start + time.size] += (note.velocity * sound * np.exp(-time / decay_s)).astype(np.float32)
        return out


@pytest.fixture(scope="session")
def sampler() -> ToneSampler:
    """A soundfont's stand-in, so that the tests need none."""
    return ToneSampler()
