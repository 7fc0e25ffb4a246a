import numpy as np
import pytest
import torch
from librosa.filters import mel as librosa_mel

from tests.worker.sound.signals import SOUNDS, hiss, sine
from worker.sound.conversion import magnitudes_from_waveform, picture_from_waveform
from worker.sound.format import RIFFUSION, PictureFormat
from worker.sound.levels import magnitudes_from_picture
from worker.sound.mel import band_edges_hz, linear_from_mel, mel_from_linear, missing, spread, triangles


def mel_of(name: str) -> torch.Tensor:
    return magnitudes_from_waveform(SOUNDS[name]()[None])[0].T.contiguous()


def test_the_triangles_are_librosas_htk_bands() -> None:
    bands = librosa_mel(sr=20_000, n_fft=8_000, n_mels=512, fmin=0, fmax=10_000, htk=True, norm=None)
    np.testing.assert_allclose(triangles(RIFFUSION).T, bands, atol=1e-6)


def test_summing_by_blocks_is_the_whole_product() -> None:
    linear = torch.rand(7, 4001, generator=torch.Generator().manual_seed(0))
    whole = linear @ torch.from_numpy(triangles(RIFFUSION)).float()
    torch.testing.assert_close(mel_from_linear(linear, picture_format=RIFFUSION), whole)


def test_spreading_a_constant_gives_the_constant_wherever_a_band_listens() -> None:
    bins = spread(torch.full((1, 512), 3.0), picture_format=RIFFUSION)
    torch.testing.assert_close(bins[0, 1:-1], torch.full((3999,), 3.0))


@pytest.mark.parametrize("name", SOUNDS)
def test_no_band_is_off_by_more_than_half_a_decibel(name: str) -> None:
    mel = mel_of(name)
    found = mel_from_linear(linear_from_mel(mel, picture_format=RIFFUSION), picture_format=RIFFUSION)
    energy, energy_found = mel.square().mean(0), found.square().mean(0)
    assert (10 * (energy_found / energy).log10()).abs().max() < 0.5


@pytest.mark.parametrize("note_hz", [32.7, 41.2, 55.0, 98.0])
def test_the_narrow_bands_under_125_hz_keep_their_energy(note_hz: float) -> None:
    bass = sine(note_hz) + 0.01 * hiss()
    mel = magnitudes_from_picture(picture_from_waveform(bass[None]))[0].T
    found = mel_from_linear(linear_from_mel(mel, picture_format=RIFFUSION), picture_format=RIFFUSION)
    low = band_edges_hz(RIFFUSION)[2:] < 125
    energy, energy_found = mel[:, low].square().mean(0), found[:, low].square().mean(0)
    assert (10 * (energy_found / energy).log10()).abs().max() < 0.5


def test_magnitudes_are_never_negative() -> None:
    assert linear_from_mel(mel_of("chords"), picture_format=RIFFUSION).min() >= 0


def test_silence_stays_exact_silence_beside_sound() -> None:
    mel = mel_of("hiss")
    mel[10:20] = 0
    mel[:, 100:200] = 0
    linear = linear_from_mel(mel, picture_format=RIFFUSION)
    assert (linear[10:20] == 0).all()
    assert (mel_from_linear(linear, picture_format=RIFFUSION)[:, 102:198] == 0).all()


def test_what_is_missing_is_never_more_than_tenfold() -> None:
    factors = missing(torch.ones(1, 512), torch.full((1, 4001), 1e-9), picture_format=RIFFUSION)
    assert factors.max() == pytest.approx(10)


def test_bands_up_to_20_khz_have_their_own_bins() -> None:
    wide = PictureFormat(min_frequency_hz=10, max_frequency_hz=20_000)
    assert triangles(wide).shape == (8001, 512)
    assert triangles(wide).any(axis=0).all()
