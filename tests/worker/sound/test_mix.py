import numpy as np
import pytest
import torch

from tests.worker.sound.signals import SOUNDS, drums, hiss, song
from worker.sound.loudness import loudness_lufs, peaks_between_samples, true_peak_dbtp
from worker.sound.mix import CEILING, crossfade, limiter_gain, master


@pytest.mark.parametrize("gain", [0.03, 1.0, 50.0])
@pytest.mark.parametrize("name", SOUNDS)
def test_every_clip_leaves_at_14_lufs_under_a_true_peak_of_minus_1(name: str, gain: float) -> None:
    mastered = master(gain * SOUNDS[name](columns=256)[None]).numpy()
    assert loudness_lufs(mastered) == pytest.approx(-14, abs=0.1)
    assert true_peak_dbtp(mastered) < -0.99


def test_channels_keep_their_balance() -> None:
    sound = song(columns=200)
    left, right = master(torch.stack([sound, 0.5 * sound])[None])[0]
    torch.testing.assert_close(right, 0.5 * left)


def test_no_sample_is_clipped() -> None:
    mastered = master(3 * drums(columns=256)[None])[0]
    highest = mastered.abs() == mastered.abs().max()
    assert not (highest[1:] & highest[:-1]).any()


def test_silence_stays_silence() -> None:
    assert (master(torch.zeros(1, 44_100)) == 0).all()


def test_what_counts_as_silence_is_not_pulled_up() -> None:
    faint = 1e-5 * hiss(columns=200)[None]
    assert torch.equal(master(faint), faint)


def test_lonely_clicks_are_not_flattened() -> None:
    clicks = torch.zeros(1, 225_792)
    clicks[0, ::44_100] = 1
    mastered = master(clicks)
    assert true_peak_dbtp(mastered.numpy()) < -0.99
    assert loudness_lufs(mastered.numpy()) < -20


def test_every_clip_of_a_batch_is_mastered_alone() -> None:
    sounds = torch.stack([drums(), 0.1 * hiss()])
    assert torch.equal(master(sounds)[1:], master(sounds[1:]))


def test_a_waveform_of_no_numbers_is_refused() -> None:
    with pytest.raises(ValueError, match="no finite numbers"):
        master(torch.tensor([[0.0, float("nan")]]))


def test_the_limiter_holds_the_ceiling_and_never_raises() -> None:
    sound = 3 * drums(columns=256)[None].numpy()
    peaks = peaks_between_samples(sound)
    gain = limiter_gain(peaks, ceiling=CEILING)
    assert (peaks * gain).max() <= CEILING * 1.0001
    assert gain.max() <= 1
    assert np.abs(np.diff(gain)).max() < 0.01


def test_a_loops_limiter_closes_at_the_seam() -> None:
    peaks = np.full(44_100, 0.1, np.float32)
    peaks[:50] = 2
    gain = limiter_gain(peaks, ceiling=CEILING, loop=True)
    assert gain[-1] == pytest.approx(gain[0], abs=0.01)


def test_a_crossfade_keeps_the_power_of_unlike_sounds() -> None:
    joined = crossfade(hiss(seed=1), hiss(seed=2), overlap=20_000)
    assert joined.shape[-1] == 2 * 128 * 441 - 20_000
    power = joined.square().unfold(0, 5_000, 5_000).mean(-1)
    assert 10 * (power.max() / power.min()).log10() < 0.6


def test_a_crossfade_of_nothing_puts_end_to_end() -> None:
    assert crossfade(torch.ones(2, 3), torch.zeros(2, 2), overlap=0).tolist() == [[1, 1, 1, 0, 0]] * 2


def test_a_crossfade_begins_with_the_left_and_ends_with_the_right() -> None:
    joined = crossfade(torch.ones(10), 2 * torch.ones(10), overlap=5)
    assert [joined[5], joined[9]] == [1, 2]


@pytest.mark.parametrize("overlap", [-1, 11])
def test_an_overlap_that_does_not_fit_is_refused(overlap: int) -> None:
    with pytest.raises(ValueError, match=f"overlap of {overlap} samples"):
        crossfade(torch.ones(10), torch.ones(20), overlap=overlap)
