"""Plain instruments that play notes, for parts to be painted over: a bass, chords that sound on, and a lead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import torch

from worker.sound.format import SAMPLE_RATE_HZ, SAMPLES_PER_COLUMN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from worker.sound.grid import Note, Voice

PEAK: Final = 0.8
RISE_S: Final = 0.005
RELEASE_S: Final = 0.04
HIGHEST_HZ: Final = 8_000


@dataclass(frozen=True, slots=True)
class Instrument:
    """How bright a tone is, each partial of number k being 1/k^`slope` as loud, and how fast it decays."""

    slope: float
    decay_s: float


INSTRUMENTS: Final[Mapping[Voice, Instrument]] = {
    "bass": Instrument(slope=1.5, decay_s=0.5),
    "chords": Instrument(slope=1.6, decay_s=1.5),
    "lead": Instrument(slope=1.2, decay_s=0.6),
}


def play(notes: Iterable[Note], voice: Voice, *, columns: int) -> torch.Tensor:
    """Play notes, as much of them as there is room for.

    Parameters
    ----------
    notes : iterable of Note
    voice : Voice
        On whose instrument.
    columns : int > 0
        Length of the picture that it is for.

    Returns
    -------
    torch.Tensor [shape=(columns · 441,), float32, within ±0.8, 44.1 kHz]
        Silence, if there are no notes.
    """
    line = np.zeros(columns * SAMPLES_PER_COLUMN)
    for note in notes:
        tone, at = _tone(note, INSTRUMENTS[voice]), round(note.begin_s * SAMPLE_RATE_HZ)
        heard = line[at : at + len(tone)]
        heard += tone[: len(heard)]
    peak = max(float(np.abs(line).max()), float(np.finfo(np.float32).tiny))
    return torch.from_numpy((PEAK * line / peak).astype(np.float32))


def _tone(note: Note, instrument: Instrument) -> NDArray[np.float64]:
    """A tone of harmonics that decays while it is held, and ends soon after."""
    seconds = np.arange(round((note.length_s + RELEASE_S) * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    partials = range(1, int(HIGHEST_HZ / note.hz) + 1)
    waves = sum(np.sin(2 * np.pi * note.hz * partial * seconds) / partial**instrument.slope for partial in partials)
    held = np.clip((note.length_s + RELEASE_S - seconds) / RELEASE_S, 0, 1)
    rise = np.minimum(seconds / RISE_S, 1)
    return np.asarray(waves * rise * held * np.exp(-seconds / instrument.decay_s))
