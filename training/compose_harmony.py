"""Keys, scales and chords from roman numerals."""

from __future__ import annotations

import re
from dataclasses import dataclass

KEYS = ("C", "C sharp", "D", "E flat", "E", "F", "F sharp", "G", "A flat", "A", "B flat", "B")
SCALES = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "phrygian": (0, 1, 4, 5, 7, 8, 10),
    "blues": (0, 3, 5, 6, 7, 10),
    "pentatonic": (0, 2, 4, 7, 9),
    "minor pentatonic": (0, 3, 5, 7, 10),
    "pelog": (0, 1, 3, 7, 8),
    "slendro": (0, 2, 5, 7, 9),
}
_DEGREES = {"I": 0, "II": 2, "III": 4, "IV": 5, "V": 7, "VI": 9, "VII": 11}
_NUMERAL = re.compile(r"(b|#)?([ivIV]+)(.*)")
_SUFFIXES = {
    "7": (0, 4, 7, 10), "maj7": (0, 4, 7, 11), "9": (0, 4, 7, 10, 14), "maj9": (0, 4, 7, 11, 14), "6": (0, 4, 7, 9),
    "13": (0, 4, 10, 14, 21), "add9": (0, 4, 7, 14), "sus4": (0, 5, 7), "sus2": (0, 2, 7), "dim": (0, 3, 6),
    "dim7": (0, 3, 6, 9), "m7b5": (0, 3, 6, 10), "5": (0, 7, 12), "7#9": (0, 4, 10, 15), "7b9": (0, 4, 10, 13),
    "aug": (0, 4, 8),
}  # fmt: skip
_MINOR_SUFFIXES = {
    "7": (0, 3, 7, 10),
    "9": (0, 3, 7, 10, 14),
    "6": (0, 3, 7, 9),
    "add9": (0, 3, 7, 14),
    "11": (0, 3, 10, 14, 17),
}


@dataclass(frozen=True)
class Chord:
    """A chord that starts at `beat` and lasts `beats`; `root` is a pitch class, `shape` semitones above it."""

    beat: float
    beats: float
    root: int
    shape: tuple[int, ...]


def numeral(word: str) -> tuple[int, tuple[int, ...]]:
    """The semitones above the tonic and the shape that a roman numeral such as `bVII7` names."""
    match = _NUMERAL.fullmatch(word)
    if match is None:
        raise ValueError(f"not a roman numeral: {word}")
    accidental, degree, suffix = match.groups()
    root = (_DEGREES[degree.upper()] + {"b": -1, "#": 1, None: 0}[accidental]) % 12
    is_minor = degree.islower()
    if not suffix:
        return root, (0, 3, 7) if is_minor else (0, 4, 7)
    if is_minor and suffix in _MINOR_SUFFIXES:
        return root, _MINOR_SUFFIXES[suffix]
    return root, _SUFFIXES[suffix]


def progression(words: str, *, tonic: int, beats_each: float, total: float) -> tuple[Chord, ...]:
    """Chords from numerals, repeated until `total` beats are filled."""
    shapes = [numeral(word) for word in words.split()]
    count = int(-(-total // beats_each))
    return tuple(
        Chord(
            index * beats_each,
            beats_each,
            (tonic + shapes[index % len(shapes)][0]) % 12,
            shapes[index % len(shapes)][1],
        )
        for index in range(count)
    )


def nearest(pitch_class: int, centre: float) -> int:
    """The MIDI note of a pitch class that lies nearest to `centre`."""
    return round((centre - pitch_class) / 12) * 12 + pitch_class


def voicing(chord: Chord, *, centre: float) -> tuple[int, ...]:
    """A close voicing around `centre`, whatever inversion that takes."""
    classes = sorted({(chord.root + step) % 12 for step in chord.shape})
    return tuple(sorted(nearest(pitch_class, centre) for pitch_class in classes))


def open_voicing(chord: Chord, *, low: float) -> tuple[int, ...]:
    """The chord from its root upwards, the root nearest to `low`."""
    root = nearest(chord.root, low)
    return tuple(root + step for step in chord.shape)
