"""The frame of a piece, and the patterns that players play on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np

    from training.compose_harmony import Chord
    from training.compose_piece import Note

Choice = TypeVar("Choice")
LOUDNESS = {"X": 1.0, "x": 0.82, "o": 0.62, "-": 0.4, "?": 0.6}


@dataclass(frozen=True)
class Sketch:
    """Tempo, key and chords, before anybody plays. `swing` delays every second `swing_unit` by a share of it."""

    rng: np.random.Generator
    tempo: float
    tonic: int
    mode: str
    bar: int
    bars: int
    chords: tuple[Chord, ...]
    swing: float = 0.0
    swing_unit: float = 0.5
    loose: float = 0.012

    @property
    def beats(self) -> int:
        """The length in beats; a little more than a clip."""
        return self.bar * self.bars

    def chord_at(self, beat: float) -> Chord:
        """The chord that sounds at a beat."""
        index = int(beat / self.chords[0].beats + 1e-6)
        return self.chords[min(index, len(self.chords) - 1)]

    def pick(self, *choices: Choice) -> Choice:
        """One of the choices."""
        return choices[int(self.rng.integers(len(choices)))]

    def chance(self, probability: float) -> bool:
        """A biased coin."""
        return bool(self.rng.random() < probability)

    def place(self, beat: float) -> float:
        """A beat where a person would play it: swung and not quite exact, but the first downbeat is."""
        if beat < 1e-6:
            return 0.0
        late = self.swing * self.swing_unit if round(beat / self.swing_unit) % 2 else 0.0
        return max(0.0, beat + late + float(self.rng.normal(0, self.loose)))


@dataclass(frozen=True)
class Hit:
    """A step of a pattern that sounds: when, for how long, how loud, and the letter that asked for it."""

    beat: float
    beats: float
    velocity: float
    letter: str


def hits(sketch: Sketch, pattern: str) -> Iterator[Hit]:
    """Read a pattern: one bar, or several parted by `|`, of equal steps; `.` rests, `_` holds the step before."""
    bars = pattern.split("|")
    for bar in range(sketch.bars):
        steps = bars[bar % len(bars)]
        if len(steps) % sketch.bar:
            raise ValueError(f"{len(steps)} steps don't divide a bar of {sketch.bar}: {steps}")
        step_beats = sketch.bar / len(steps)
        for index, letter in enumerate(steps):
            if letter in "._" or (letter == "?" and sketch.chance(0.5)):
                continue
            held = len(steps[index + 1 :]) - len(steps[index + 1 :].lstrip("_"))
            velocity = LOUDNESS.get(letter, 0.8) * float(sketch.rng.uniform(0.88, 1.0))
            yield Hit(bar * sketch.bar + index * step_beats, step_beats * (held + 0.9), velocity, letter)


def ordered(notes: Sequence[Note]) -> tuple[Note, ...]:
    """Notes in the order in which they sound."""
    return tuple(sorted(notes, key=lambda note: (note.beat, note.pitch)))
