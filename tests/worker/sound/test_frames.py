import numpy as np
import pytest
import torch

from tests.worker.sound.signals import hiss, sine
from worker.sound.frames import EDGES_HZ, FLOOR_DB, PIECE_FRAMES, frequencies_hz, levels_db, powers


@pytest.mark.parametrize("frequency_hz", [110, 440, 5_000])
def test_a_tones_power_lies_at_its_frequency(frequency_hz: int) -> None:
    power = powers(sine(frequency_hz)).sum(axis=0)
    assert frequencies_hz()[power.argmax()] == pytest.approx(frequency_hz, abs=22)


@pytest.mark.parametrize(("samples", "frames"), [(1, 1), (441, 1), (442, 2), (512 * 441, 512)])
def test_every_begun_hundredth_of_a_second_has_a_frame(samples: int, frames: int) -> None:
    assert powers(torch.ones(samples)).shape == (frames, 1025)


def test_the_power_of_both_sides_adds_up() -> None:
    left, right = sine(100), sine(3_000)
    np.testing.assert_allclose(powers(torch.stack([left, right])), powers(left) + powers(right), rtol=1e-4, atol=1e-3)


def test_the_loudest_is_0_db_and_nothing_is_under_the_floor() -> None:
    levels = levels_db(powers(hiss()))
    assert levels.shape == (128, len(EDGES_HZ) - 1)
    assert levels.max() == pytest.approx(0, abs=0.01)
    assert levels_db(powers(sine(440))).min() == FLOOR_DB


def test_a_long_sound_is_worked_out_in_pieces_that_nobody_sees() -> None:
    long = hiss(columns=PIECE_FRAMES + 200)
    whole, end = powers(long), powers(long[1_000 * 441 :])
    np.testing.assert_allclose(whole[1_010:1_200], end[10:200], rtol=1e-3, atol=1e-3)


def test_silence_lies_on_the_floor() -> None:
    assert (levels_db(powers(torch.zeros(4_410))) == FLOOR_DB).all()


def test_gain_changes_no_level() -> None:
    np.testing.assert_allclose(levels_db(powers(hiss())), levels_db(powers(0.1 * hiss())), atol=0.01)
