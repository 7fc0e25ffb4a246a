import numpy as np
import pytest
import torch

from tests.worker.sound.signals import chords, drums, hiss, sine
from worker.sound.beat import beat
from worker.sound.format import SAMPLE_RATE_HZ
from worker.sound.frames import powers
from worker.sound.rhythm import Tempo, onset_strengths, onsets, tempo


def heard(sound: torch.Tensor) -> Tempo | None:
    return tempo(onset_strengths(powers(sound)))


def begun(sound: torch.Tensor) -> list[int]:
    return [int(frame) for frame in onsets(onset_strengths(powers(sound)))]


def clicks(*at_s: float, length_s: float = 5.12) -> torch.Tensor:
    sound = torch.zeros(round(length_s * SAMPLE_RATE_HZ))
    burst = 0.5 * hiss(columns=4)[:1_000] * torch.linspace(1, 0, 1_000)
    for second in at_s:
        start = round(second * SAMPLE_RATE_HZ)
        sound[start : start + 1_000] += burst
    return sound


@pytest.mark.parametrize("bpm", [70, 72, 84, 90, 97, 104, 118, 120, 133, 140])
def test_a_beats_tempo_is_found_within_one_percent(bpm: int) -> None:
    found = heard(beat(bpm, columns=512))
    assert found is not None
    assert found.bpm == pytest.approx(bpm, rel=0.01)
    assert found.confidence > 0.5


@pytest.mark.parametrize("bpm", [60, 66, 150, 165, 180])
def test_a_far_tempo_is_found_or_its_half_or_its_double(bpm: int) -> None:
    found = heard(beat(bpm, columns=1024))
    assert found is not None
    assert min(abs(found.bpm / (bpm * octave) - 1) for octave in (0.5, 1, 2)) < 0.01


def test_a_minute_has_the_tempo_of_its_seconds() -> None:
    found = heard(beat(97, columns=6144))
    assert found is not None
    assert found.bpm == pytest.approx(97, rel=0.005)


def test_a_beat_under_chords_is_heard() -> None:
    found = heard(0.5 * drums(columns=512) + 0.5 * chords(columns=512))
    assert found is not None
    assert found.bpm == pytest.approx(120, rel=0.01)


def test_loudness_changes_no_tempo() -> None:
    loud, faint = heard(beat(90, columns=512)), heard(0.01 * beat(90, columns=512))
    assert loud is not None
    assert faint is not None
    assert faint.bpm == pytest.approx(loud.bpm, rel=0.001)


@pytest.mark.parametrize("seed", range(4))
def test_noise_has_no_tempo(seed: int) -> None:
    assert heard(hiss(columns=512, seed=seed)) is None


@pytest.mark.parametrize("sound", [sine(440, columns=512), chords(columns=512), torch.zeros(512 * 441), torch.ones(1)])
def test_what_keeps_no_beat_has_no_tempo(sound: torch.Tensor) -> None:
    assert heard(sound) is None


def test_strokes_at_random_have_no_tempo() -> None:
    chance = np.random.default_rng(3)
    assert heard(clicks(*chance.uniform(0.1, 9.9, 30), length_s=10.24)) is None


def test_every_stroke_is_found_where_it_begins() -> None:
    assert begun(clicks(0.5, 0.9, 2.0, 4.0)) == pytest.approx([50, 90, 200, 400], abs=2)


def test_what_sounds_on_begins_nowhere() -> None:
    assert begun(sine(440, columns=512)) == []
    assert begun(hiss(columns=512)) == []


def test_no_stroke_is_heard_where_a_clip_is_cut() -> None:
    assert begun(sine(5_000, columns=300, phase=1.0)) == []


def test_both_sides_are_heard() -> None:
    left, right = clicks(1.0, 3.0), clicks(2.0, 4.0)
    assert begun(torch.stack([left, right])) == pytest.approx([100, 200, 300, 400], abs=2)
