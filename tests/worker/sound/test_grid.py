"""What voices play on the grid of a jam."""

import itertools
import math
from collections.abc import Sequence
from typing import get_args

import pytest

from core.limits import BPM_MAX, BPM_MIN
from worker.sound.grid import (
    CHORDS,
    LOWEST,
    RHYTHMS,
    SEMITONES,
    STEPS_PER_BAR,
    Grid,
    Note,
    Scale,
    Voice,
    notes_of,
    pitch_hz,
)

VOICES: tuple[Voice, ...] = get_args(Voice)
KEYS: list[tuple[int, Scale]] = list(itertools.product(range(12), get_args(Scale)))
GRID = Grid(100, 9, "minor")


def played(voice: Voice, grid: Grid = GRID, *, length_s: float = 9.6, seed: int = 1) -> Sequence[Note]:
    return list(notes_of(voice, grid, length_s=length_s, seed=seed))


def semitones(note: Note, tonic: int) -> int:
    """How far a note is above a tonic, within an octave."""
    return (round(69 + 12 * math.log2(note.hz / 440)) - tonic) % 12


@pytest.mark.parametrize("voice", VOICES)
def test_every_note_is_of_the_scale_in_every_key(voice: Voice) -> None:
    for tonic, scale in KEYS:
        notes = played(voice, Grid(100, tonic, scale))
        assert {semitones(note, tonic) for note in notes} <= set(SEMITONES[scale])


@pytest.mark.parametrize("voice", VOICES)
def test_every_voice_keeps_to_its_octave(voice: Voice) -> None:
    for tonic, scale in KEYS:
        midi = [69 + 12 * math.log2(note.hz / 440) for note in played(voice, Grid(100, tonic, scale))]
        assert LOWEST[voice] - 0.01 <= min(midi) <= max(midi) < LOWEST[voice] + 12


def test_the_note_a_above_middle_c_has_440_hz() -> None:
    assert pitch_hz("chords", GRID, degree=0) == pytest.approx(220)
    assert pitch_hz("lead", GRID, degree=0) == pytest.approx(880)


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("bpm", [BPM_MIN, 97, BPM_MAX])
def test_notes_begin_on_eighths_and_the_first_at_once(voice: Voice, bpm: int) -> None:
    grid = Grid(bpm, 0, "major")
    notes = played(voice, grid, length_s=10.24)
    assert notes[0].begin_s == 0
    for note in notes:
        step = note.begin_s / grid.step_s
        assert abs(step - round(step)) < 1e-6
        assert note.begin_s < 10.24


@pytest.mark.parametrize("voice", VOICES)
def test_no_note_runs_into_the_next_bar(voice: Voice) -> None:
    for seed in range(8):
        for note in played(voice, seed=seed):
            at = round(note.begin_s / GRID.step_s) % STEPS_PER_BAR
            assert at + round(note.length_s / GRID.step_s) <= STEPS_PER_BAR


def test_all_bars_have_one_rhythm_which_the_seed_chooses() -> None:
    rhythms = set()
    for seed in range(20):
        steps = [round(note.begin_s / GRID.step_s) for note in played("lead", seed=seed)]
        bars = {tuple(at % STEPS_PER_BAR for at in steps if at // STEPS_PER_BAR == bar) for bar in range(4)}
        assert len(bars) == 1
        rhythms |= bars
    assert len(rhythms) == len(RHYTHMS["lead"])


def test_a_bass_and_chords_stand_on_the_same_notes_bar_for_bar() -> None:
    roots = [SEMITONES["minor"][degree] for degree in CHORDS["minor"]]
    for voice in VOICES[:2]:
        firsts: dict[int, int] = {}
        for note in played(voice):
            firsts.setdefault(round(note.begin_s / GRID.step_s) // STEPS_PER_BAR, semitones(note, 9))
        assert list(firsts.values()) == roots


def test_the_same_seed_plays_the_same_and_another_something_else() -> None:
    assert played("lead") == played("lead")
    assert len({tuple(played("lead", seed=seed)) for seed in range(10)}) > 5


def test_chords_have_three_notes_at_a_time() -> None:
    begins = [note.begin_s for note in played("chords")]
    assert all(begins.count(begin_s) == 3 for begin_s in begins)
