"""What can be heard in a clip, in words: for those who can't see its picture."""

from collections.abc import Iterator
from typing import Final

from core.clip import Features

HARDLY: Final = 0.3
"""Strokes a second; with fewer there is none to speak of."""

MOST: Final = 0.5
"""From which share of the loudness on most of a sound is in one band."""

BANDS: Final = ("below 250 Hz", "between 250 Hz and 2 kHz", "above 2 kHz")
COURSES: Final = {"even": "", "rising": "louder in its second half", "falling": "quieter in its second half"}


def heard(features: Features) -> str:
    """Say what was measured, and nothing else: `about 84 beats a minute, about 3 strokes a second, …`."""
    return ", ".join((_tempo(features), _strokes(features), _band(features), *_course(features)))


def _tempo(features: Features) -> str:
    """A tempo is measured up to its half or double, and to a beat or so."""
    if features.tempo_bpm is None:
        return "no steady beat"
    return f"about {features.tempo_bpm:.0f} beats a minute"


def _strokes(features: Features) -> str:
    if features.onsets_per_s < HARDLY:
        return "hardly a stroke"
    strokes = max(1, round(features.onsets_per_s))
    return "about a stroke a second" if strokes == 1 else f"about {strokes} strokes a second"


def _band(features: Features) -> str:
    shares = (features.low, features.middle, features.high)
    if max(shares) < MOST:
        return "low, middle and high mixed"
    return f"most of the sound {BANDS[shares.index(max(shares))]}"


def _course(features: Features) -> Iterator[str]:
    if COURSES[features.course]:
        yield COURSES[features.course]
