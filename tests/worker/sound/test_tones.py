"""How plain instruments sound."""

from typing import get_args

import pytest
import torch

from worker.sound.format import SAMPLE_RATE_HZ
from worker.sound.grid import Note, Voice
from worker.sound.tones import PEAK, play

VOICES: tuple[Voice, ...] = get_args(Voice)


def loudest_hz(sound: torch.Tensor) -> float:
    return float(torch.fft.rfft(sound).abs().argmax()) * SAMPLE_RATE_HZ / len(sound)


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("hz", [65.4, 220.0, 987.8])
def test_a_note_has_its_pitch_on_every_instrument(voice: Voice, hz: float) -> None:
    assert loudest_hz(play([Note(0, 2, hz)], voice, columns=256)) == pytest.approx(hz, abs=1)


@pytest.mark.parametrize("voice", VOICES)
def test_a_note_sounds_from_its_beginning_to_its_end(voice: Voice) -> None:
    sound = play([Note(1, 0.5, 220)], voice, columns=256)
    at = [round(second * SAMPLE_RATE_HZ) for second in (1.0, 1.5, 1.6)]
    assert not sound[: at[0]].any()
    assert sound[at[0] : at[0] + 882].abs().max() > 0.2
    assert sound[at[1] - 441 : at[1]].abs().max() > 0.05
    assert not sound[at[2] :].any()


def test_what_there_is_no_room_for_is_left_out() -> None:
    sound = play([Note(0, 9, 220), Note(5, 1, 220)], "lead", columns=128)
    assert sound.shape == (128 * 441,)
    assert sound.dtype == torch.float32


def test_many_notes_are_no_louder_than_a_picture_wants() -> None:
    sound = play([Note(0, 1, 100.0 * number) for number in range(1, 20)], "chords", columns=128)
    assert sound.abs().max() == pytest.approx(PEAK)


def test_no_notes_are_silence() -> None:
    assert not play([], "lead", columns=64).any()


def test_no_tone_is_above_what_a_picture_shows() -> None:
    power = torch.fft.rfft(play([Note(0, 2, 990)], "lead", columns=256)).abs().square()
    hertz = torch.fft.rfftfreq(256 * 441, 1 / SAMPLE_RATE_HZ)
    assert power[hertz > 9_000].sum() < 1e-4 * power.sum()
