"""What a track keeps of its sections."""

import pytest
from pydantic import ValidationError

from core.contract import Layer, Section
from core.limits import BPM_MAX, BPM_MIN
from core.sections import BARS_LEAST, BEATS_A_BAR, beat_columns, whole_beats

EVERY = [(columns, bpm) for columns in (512, 1024) for bpm in range(BPM_MIN, BPM_MAX + 1)]


def test_whole_beats_are_kept_at_every_tempo() -> None:
    """Within half a column."""
    for columns, bpm in EVERY:
        beats = whole_beats(columns, bpm) / beat_columns(bpm)
        assert abs(beats - round(beats)) * beat_columns(bpm) <= 0.5


def test_less_than_a_beat_is_left_out_or_bars_are_whole() -> None:
    """What is left out beside whole bars is a fifth at the most."""
    for columns, bpm in EVERY:
        kept = whole_beats(columns, bpm)
        bars = round(kept / beat_columns(bpm)) % BEATS_A_BAR == 0
        assert kept <= columns
        assert columns - kept <= beat_columns(bpm) + 0.5 or (bars and kept >= BARS_LEAST * columns - 0.5)


def test_bars_are_preferred_where_they_are_most_of_a_section() -> None:
    """At 120 BPM 5.12 s are 10 beats, whose 2 bars would leave out a quarter; 10.24 s are 20 beats, or 5 bars."""
    assert whole_beats(512, 120) == 500
    assert whole_beats(1024, 120) == 1000
    assert whole_beats(512, 100) == 480


def test_what_is_shorter_than_a_beat_is_kept() -> None:
    """There is nothing else of it."""
    assert whole_beats(50, 60) == 50


@pytest.mark.parametrize(("kind", "own"), [(Section, {}), (Layer, {"part": "bass"})])
def test_what_a_jam_is_made_of_does_not_loop(kind: type[Section | Layer], own: dict[str, str]) -> None:
    """A circle has whole beats of another tempo."""
    with pytest.raises(ValidationError, match="loop"):
        kind.model_validate({"prompt": "piano", "seed": 1, "bpm": 100, "loop": True, **own})
