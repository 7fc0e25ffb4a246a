import pytest
import torch

from worker.sound.distance import log_spectral_distance_db, spectral_convergence

TRUTH = torch.rand(512, 20, generator=torch.Generator().manual_seed(0)) + 0.1


def test_equal_sounds_are_at_no_distance() -> None:
    assert spectral_convergence(TRUTH, TRUTH) < 1e-6
    assert log_spectral_distance_db(TRUTH, TRUTH) < 1e-4


def test_a_gain_is_no_distance() -> None:
    assert spectral_convergence(7 * TRUTH, TRUTH) < 1e-6
    assert log_spectral_distance_db(7 * TRUTH, TRUTH) < 1e-4


def test_silence_is_at_distance_one() -> None:
    assert spectral_convergence(torch.zeros_like(TRUTH), TRUTH) == pytest.approx(1)


def test_a_decibel_up_here_and_down_there_is_one_decibel() -> None:
    signs = torch.ones(512, 20)
    signs[::2] = -1
    assert log_spectral_distance_db(TRUTH * 10 ** (signs / 20), TRUTH) == pytest.approx(1, abs=0.03)


def test_what_is_60_db_down_does_not_count() -> None:
    truth, other = TRUTH.clone(), TRUTH.clone()
    truth[5], other[5] = 1e-4, 1e-6
    assert log_spectral_distance_db(other, truth) < 1e-3
