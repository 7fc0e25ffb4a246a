"""Notes on a grid of bars, in one key: what a bass, chords and a lead may play together at any time."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Voice = Literal["bass", "chords", "lead"]
Scale = Literal["major", "minor"]

SEMITONES: Final[Mapping[Scale, tuple[int, ...]]] = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
}
"""How far the seven notes of a scale are above its first."""

CHORDS: Final[Mapping[Scale, tuple[int, ...]]] = {"major": (0, 4, 5, 3), "minor": (0, 5, 2, 6)}
"""On which notes of the scale the chords of four bars stand: I V vi IV, i VI III VII."""

LOWEST: Final[Mapping[Voice, int]] = {"bass": 36, "chords": 57, "lead": 72}
"""The lowest note of each voice's octave, as MIDI counts them: 65, 220 and 523 Hz."""

STEPS_PER_BEAT: Final = 2
STEPS_PER_BAR: Final = 8
"""Eighths."""

BASSES: Final[Sequence[Mapping[int, int]]] = (
    {0: 3, 3: 3, 6: 2},
    {0: 2, 2: 2, 4: 2, 6: 2},
    {0: 4, 4: 3, 7: 1},
    {0: 3, 4: 2, 6: 2},
)
"""At which eighths of a bar a bass plays, and how many of them it holds a note."""

STABS: Final[Sequence[Mapping[int, int]]] = ({0: 8}, {0: 4, 4: 4}, {0: 3, 3: 5}, {0: 6, 6: 2})
LEADS: Final[Sequence[Mapping[int, int]]] = (
    {0: 2, 2: 1, 3: 3, 6: 2},
    {0: 1, 1: 1, 2: 2, 4: 2, 6: 2},
    {0: 3, 3: 3, 6: 2},
    {0: 4, 4: 2, 6: 2},
)
RHYTHMS: Final[Mapping[Voice, Sequence[Mapping[int, int]]]] = {"bass": BASSES, "chords": STABS, "lead": LEADS}
PLACES: Final[Mapping[Voice, tuple[int, ...]]] = {"bass": (0, 0, 0, 4), "chords": (0, 2, 4), "lead": (0, 2, 4)}
"""Which notes of the scale, counted from the one that a bar's chord stands on, a voice has to choose from."""


@dataclass(frozen=True, slots=True)
class Grid:
    """What all voices keep to: so many beats a minute, four to a bar, from the first moment on; and a key.

    The tonic is so many semitones above a C.
    """

    bpm: int
    tonic: int
    scale: Scale

    @property
    def step_s(self) -> float:
        """How long an eighth lasts."""
        return 60 / self.bpm / STEPS_PER_BEAT


@dataclass(frozen=True, slots=True)
class Note:
    """One note: when it begins and how long it sounds, in seconds, and its pitch."""

    begin_s: float
    length_s: float
    hz: float


def notes_of(voice: Voice, grid: Grid, *, length_s: float, seed: int) -> Iterator[Note]:
    """Write down what a voice plays for so long; the seed chooses a rhythm, and which notes of the chords.

    All bars have the rhythm of the first.
    """
    chance = random.Random(f"{voice} {seed}")  # noqa: S311  # a melody is no secret
    rhythm = chance.choice(RHYTHMS[voice])
    bars = int(length_s / (STEPS_PER_BAR * grid.step_s)) + 1
    for step in (bar * STEPS_PER_BAR + at for bar in range(bars) for at in rhythm):
        begin_s = step * grid.step_s
        places = PLACES["chords"] if voice == "chords" else (chosen(voice, step, chance),)
        if begin_s < length_s:
            held_s = rhythm[step % STEPS_PER_BAR] * grid.step_s
            root = CHORDS[grid.scale][step // STEPS_PER_BAR % len(CHORDS[grid.scale])]
            yield from (Note(begin_s, held_s, pitch_hz(voice, grid, degree=root + place)) for place in places)


def chosen(voice: Voice, step: int, chance: random.Random) -> int:
    """Choose a note of a bar's chord; the first of a bar is the one that the chord stands on."""
    place = chance.choice(PLACES[voice])
    return place if step % STEPS_PER_BAR else 0


def pitch_hz(voice: Voice, grid: Grid, *, degree: int) -> float:
    """Say how high a note of the scale is, `degree` notes from the tonic on, within a voice's own octave."""
    semitones = SEMITONES[grid.scale]
    note = grid.tonic + semitones[degree % len(semitones)]
    midi = LOWEST[voice] + (note - LOWEST[voice]) % 12
    return float(440 * 2 ** ((midi - 69) / 12))
