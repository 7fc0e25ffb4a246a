import math

import numpy as np
import pyloudnorm
import pytest
import torch

from tests.worker.sound.signals import SOUNDS, hiss, sine
from worker.sound.loudness import k_weighting, loudness_lufs, true_peak_dbtp


def test_a_full_scale_997_hz_sine_is_3_01_lufs_down() -> None:
    tone = sine(997, columns=500, amplitude=1.0)[None].numpy()
    assert loudness_lufs(tone) == pytest.approx(-3.01, abs=0.02)


def test_the_same_on_two_channels_is_3_db_louder() -> None:
    tone = sine(997, columns=300)[None].numpy()
    assert loudness_lufs(np.repeat(tone, 2, 0)) - loudness_lufs(tone) == pytest.approx(3.01, abs=0.01)


def test_the_filters_at_48_khz_are_the_standards_tables() -> None:
    shelf = [1.53512485958697, -2.69169618940638, 1.19839281085285, 1.0, -1.69065929318241, 0.73248077421585]
    high_pass = [1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621]
    np.testing.assert_allclose(k_weighting(48_000), [shelf, high_pass], atol=1e-8)


@pytest.mark.parametrize("name", SOUNDS)
def test_another_meter_measures_the_same(name: str) -> None:
    sound = SOUNDS[name](columns=256)[None].numpy()
    assert loudness_lufs(sound) == pytest.approx(pyloudnorm.Meter(44_100).integrated_loudness(sound.T), abs=0.2)


def test_pauses_do_not_make_music_quieter() -> None:
    sound = hiss(columns=300)[None].numpy()
    with_pause = np.concatenate([sound, np.zeros_like(sound)], axis=1)
    assert loudness_lufs(with_pause) == pytest.approx(loudness_lufs(sound), abs=0.4)


def test_less_than_a_block_is_measured_as_one() -> None:
    sound = hiss(columns=30)[None].numpy()
    assert loudness_lufs(sound) == pytest.approx(loudness_lufs(hiss(columns=300)[None].numpy()), abs=0.5)


def test_silence_has_no_loudness_and_no_peak() -> None:
    silence = np.zeros((2, 44_100), np.float32)
    assert loudness_lufs(silence) == -math.inf
    assert true_peak_dbtp(silence) == -math.inf


def test_peaks_between_the_samples_are_found() -> None:
    hidden = sine(11_025, amplitude=1.0, phase=math.pi / 4)[None]
    assert hidden.abs().max() < 0.708
    assert true_peak_dbtp(hidden[:, 2000:-2000].numpy()) == pytest.approx(0, abs=0.5)


def test_a_loops_peak_at_its_seam_is_found() -> None:
    click = torch.zeros(1, 1000)
    click[0, [0, -1]] = 0.5
    alone, around = (true_peak_dbtp(click.numpy(), loop=loop) for loop in (False, True))
    assert around > alone + 1
