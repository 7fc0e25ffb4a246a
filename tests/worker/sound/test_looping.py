from collections.abc import Callable
from functools import partial

import pytest
import torch

from tests.worker.sound.signals import chords, drums, hiss, sine, song
from worker.sound.beat import beat
from worker.sound.format import SAMPLE_RATE_HZ
from worker.sound.frames import powers
from worker.sound.looping import beats_within, closed
from worker.sound.mix import CEILING, master
from worker.sound.rhythm import onset_strengths, tempo


def steepest(sound: torch.Tensor) -> float:
    """How far a sample is from the next at most."""
    return float(sound.diff(dim=-1).abs().max())


def step_at_the_wrap(circle: torch.Tensor) -> float:
    return float((circle[..., 0] - circle[..., -1]).abs().max())


@pytest.mark.parametrize("bpm", [84, 97, 120, 150])
def test_a_loop_of_a_beat_is_whole_bars_long(bpm: int) -> None:
    circle = closed(beat(bpm, columns=1024), bpm=bpm)
    bars = len(circle) / SAMPLE_RATE_HZ * bpm / 60 / 4
    assert bars == pytest.approx(round(bars), abs=1e-4)
    assert bars >= 1


@pytest.mark.parametrize("bpm", [97, 120])
def test_a_loop_that_is_played_on_and_on_keeps_its_tempo(bpm: int) -> None:
    found = tempo(onset_strengths(powers(closed(beat(bpm, columns=1024), bpm=bpm).repeat(4))))
    assert found is not None
    assert found.bpm == pytest.approx(bpm, rel=0.005)
    assert found.confidence > 0.8


@pytest.mark.parametrize("play", [drums, chords, song, partial(beat, 90)])
@pytest.mark.parametrize("bpm", [None, 120.0, 90.0])
def test_there_is_no_click_where_a_loop_begins_again(play: Callable[..., torch.Tensor], bpm: float | None) -> None:
    sound = play(columns=512)
    circle = closed(sound, bpm=bpm)
    assert step_at_the_wrap(circle) <= 1.05 * steepest(sound)
    assert steepest(circle) <= 1.5 * steepest(sound)


def test_a_tone_that_would_click_does_not() -> None:
    tone = sine(431.3, columns=512, amplitude=0.4)
    circle = closed(tone, bpm=None)
    assert steepest(circle.repeat(2)) < 1.5 * steepest(tone)


def test_the_seam_is_no_quieter_than_the_rest() -> None:
    noise = hiss(columns=512)
    levels = closed(noise, bpm=None).repeat(2).square().unfold(-1, 4_410, 4_410).mean(-1)
    assert 10 * (levels.max() / levels.min()).log10() < 1.0


def test_without_a_tempo_nearly_all_is_kept() -> None:
    assert len(closed(chords(columns=512), bpm=None)) == 512 * 441 - SAMPLE_RATE_HZ // 2


def test_where_no_bar_fits_beats_are_kept() -> None:
    assert beats_within(round(3.2 * SAMPLE_RATE_HZ), bpm=60) == 3 * SAMPLE_RATE_HZ
    assert beats_within(round(9.9 * SAMPLE_RATE_HZ), bpm=60) == 8 * SAMPLE_RATE_HZ
    assert beats_within(round(0.9 * SAMPLE_RATE_HZ), bpm=60) == 0


def test_what_is_shorter_than_a_beat_is_joined_all_the_same() -> None:
    assert len(closed(hiss(columns=50), bpm=60)) == pytest.approx(0.75 * 50 * 441, abs=1)


def test_a_loop_begins_shortly_before_its_strongest_stroke() -> None:
    circle = closed(drums(columns=1024), bpm=120)
    assert circle[:200].abs().max() < 0.2
    assert circle[:3_000].abs().max() > 0.3


def test_a_seam_where_like_sounds_add_up_exceeds_nothing() -> None:
    loud = master(drums(columns=512)[None])[0]
    assert closed(loud, bpm=120).abs().max() <= CEILING + 1e-6


def test_both_sides_are_cut_alike() -> None:
    side = beat(100, columns=512)
    left, right = closed(torch.stack([side, 0.5 * side]), bpm=100)
    torch.testing.assert_close(right, 0.5 * left)


@pytest.mark.parametrize("samples", [1, 3, 441, 1_000])
def test_the_shortest_sounds_can_be_closed(samples: int) -> None:
    assert 1 <= len(closed(0.1 * torch.ones(samples), bpm=None)) <= samples
