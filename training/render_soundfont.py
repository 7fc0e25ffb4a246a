"""A General MIDI soundfont that plays parts."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, cast

import numpy as np
import tinysoundfont
from numpy.typing import NDArray

from training.compose_piece import CLIP_SAMPLES, SAMPLE_RATE, Part

if TYPE_CHECKING:
    from pathlib import Path

    from training.compose_voices import Voice

Wave = NDArray[np.float32]
FILTER_CUTOFF = 8
# Voices that are cut off take 10 ms to fade; they must not be heard in the next part.
FADE_SAMPLES = 4096
DARKEST_CENTS, OPEN_CENTS = 7000, 13_500


def with_open_filters(soundfont: bytes) -> bytes:
    """The soundfont, its very dark zones opened.

    MuseScore's pianos rest at a 300 Hz low-pass that velocity opens through a modulator; TinySoundFont reads no
    modulators, so that they would sound as under a pillow.
    """
    at = soundfont.rindex(b"igen", soundfont.rindex(b"pdta"))
    length = int.from_bytes(soundfont[at + 4 : at + 8], "little")
    generators = np.frombuffer(soundfont, "<i2", length // 2, at + 8).reshape(-1, 2).copy()
    dark = (generators[:, 0] == FILTER_CUTOFF) & (generators[:, 1] < DARKEST_CENTS)
    generators[dark, 1] = OPEN_CENTS
    return soundfont[: at + 8] + generators.tobytes() + soundfont[at + 8 + length // 4 * 4 :]


class Soundfont:
    """A General MIDI soundfont, loaded once a process."""

    def __init__(self, path: Path) -> None:
        self.synth = tinysoundfont.Synth(samplerate=SAMPLE_RATE, gain=0)
        self.number = self.synth.sfload(with_open_filters(path.read_bytes()))

    def play(self, part: Part, voice: Voice, *, tempo_bpm: float) -> Wave:
        """The waveform of a part, one clip long, at no particular loudness."""
        channel = 9 if voice.bank == 128 else 0
        self.synth.sounds_off(channel)
        self.synth.generate(FADE_SAMPLES)
        self.synth.program_select(channel, self.number, voice.bank, voice.program, voice.bank == 128)
        pieces, now = [], 0
        for at, pitch, velocity in _events(part, tempo_bpm):
            if at > now:
                pieces.append(self._generate(at - now))
                now = at
            self._strike(channel, pitch, velocity)
        pieces.append(self._generate(CLIP_SAMPLES - now))
        self.synth.sounds_off(channel)
        return np.concatenate(pieces)

    def _strike(self, channel: int, pitch: int, velocity: int) -> None:
        if velocity:
            self.synth.noteon(channel, pitch, velocity)
        else:
            self.synth.noteoff(channel, pitch)

    def _generate(self, samples: int) -> Wave:
        stereo = np.frombuffer(self.synth.generate(samples), np.float32).reshape(-1, 2)
        return cast("Wave", stereo.mean(axis=1))


def _events(part: Part, tempo_bpm: float) -> list[tuple[int, int, int]]:
    """Note ends (velocity 0) and starts within the clip, as (sample, pitch, velocity)."""
    beat = 60 / tempo_bpm * SAMPLE_RATE
    starts = [
        (round(note.beat * beat), note.pitch, max(1, min(127, round(note.velocity * 127)))) for note in part.notes
    ]
    ends = [(round((note.beat + note.beats) * beat), note.pitch, 0) for note in part.notes]
    return sorted((event for event in starts + ends if event[0] < CLIP_SAMPLES), key=lambda event: (event[0], event[2]))


@lru_cache(maxsize=2)
def load_soundfont(path: Path) -> Soundfont:
    """The soundfont at a path; a second call answers at once."""
    return Soundfont(path)
