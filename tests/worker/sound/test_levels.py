import pytest
import torch

from worker.sound.levels import magnitudes_from_picture, picture_from_magnitudes

ALL_LEVELS = torch.arange(256, dtype=torch.uint8).repeat(512, 1)[None]


def test_every_grey_level_survives_being_read_and_painted_again() -> None:
    assert torch.equal(picture_from_magnitudes(magnitudes_from_picture(ALL_LEVELS)), ALL_LEVELS)


def test_black_is_the_loudest_and_white_is_exact_silence() -> None:
    magnitudes = magnitudes_from_picture(ALL_LEVELS)[0, 0]
    assert magnitudes[0] == magnitudes.max()
    assert magnitudes[255] == 0
    assert (magnitudes.diff() < 0).all()


def test_a_grey_step_is_a_seventh_of_a_decibel_at_the_top() -> None:
    levels_db = 20 * magnitudes_from_picture(ALL_LEVELS)[0, 0, :2].log10()
    assert levels_db[0] - levels_db[1] == pytest.approx(0.137, abs=0.002)


def test_reading_a_picture_is_not_biased() -> None:
    magnitudes = torch.rand(1, 512, 64, generator=torch.Generator().manual_seed(0))
    magnitudes[0, 0, 0] = 1
    errors_db = 20 * (magnitudes_from_picture(picture_from_magnitudes(magnitudes)) / magnitudes).log10()
    assert abs(float(errors_db[magnitudes > 0.001].mean())) < 0.01


def test_the_highest_band_is_the_first_row() -> None:
    magnitudes = torch.zeros(1, 512, 3)
    magnitudes[0, 511] = 1
    assert picture_from_magnitudes(magnitudes)[0, 0].tolist() == [0, 0, 0]


def test_a_silent_clip_is_white() -> None:
    assert (picture_from_magnitudes(torch.zeros(1, 512, 3)) == 255).all()


def test_each_clip_of_a_batch_is_black_at_its_own_maximum() -> None:
    magnitudes = torch.ones(2, 512, 3) * torch.tensor([1.0, 1000.0]).view(2, 1, 1)
    assert (picture_from_magnitudes(magnitudes) == 0).all()


def test_the_channels_of_a_clip_keep_their_balance() -> None:
    magnitudes = torch.ones(1, 2, 512, 3) * torch.tensor([1.0, 0.0625]).view(1, 2, 1, 1)
    assert picture_from_magnitudes(magnitudes)[0, :, 0, 0].tolist() == [0, 127]
