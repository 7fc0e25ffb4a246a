from collections.abc import Callable

import pytest
import torch
from librosa.decompose import hpss

from tests.worker.sound.signals import chords, drums, sine
from worker.sound.separation import HOP, SIZE, separated


def share(part: torch.Tensor, whole: torch.Tensor) -> float:
    return float(part.square().sum() / whole.square().sum())


def test_both_stems_add_up_to_the_sound() -> None:
    sound = 0.5 * drums(columns=128) + 0.5 * chords(columns=128)
    harmonic, percussive = separated(sound)
    torch.testing.assert_close(harmonic + percussive, sound, atol=1e-6, rtol=0)


def test_a_tone_rings_and_a_click_strikes() -> None:
    clicks = torch.zeros(128 * 441)
    clicks[5_000::22_050] = 0.9
    tone = sine(440, columns=128)
    harmonic, percussive = separated(tone)
    assert share(harmonic, tone) > 0.95
    harmonic, percussive = separated(clicks)
    assert share(percussive, clicks) > 0.9
    assert share(harmonic, clicks) < 0.01


def test_mixed_sounds_are_told_apart() -> None:
    clicks = torch.zeros(256 * 441)
    clicks[5_000::22_050] = 0.9
    tone = 0.1 * sine(440, columns=256)
    harmonic, percussive = separated(tone + clicks)
    assert share(harmonic - tone, tone) < 0.1
    assert share(percussive - clicks, clicks) < 0.1


@pytest.mark.parametrize("play", [drums, chords])
def test_it_separates_as_librosa_does(play: Callable[..., torch.Tensor]) -> None:
    sound = play(columns=100)
    window = torch.hann_window(SIZE)
    spectra = torch.stft(sound, SIZE, HOP, window=window, pad_mode="constant", return_complex=True)
    theirs = torch.from_numpy(hpss(spectra.numpy())[0])
    torch.testing.assert_close(separated(sound)[0], torch.istft(theirs, SIZE, HOP, window=window, length=len(sound)))


def test_sides_are_separated_each_alone() -> None:
    sides = torch.stack([drums(columns=100), chords(columns=100)])
    harmonic, percussive = separated(sides)
    torch.testing.assert_close(harmonic[1], separated(sides[1])[0])
    torch.testing.assert_close(percussive[0], separated(sides[0])[1])


def test_no_stem_exceeds_what_a_file_holds() -> None:
    sound = torch.sign(sine(50, columns=200)) * 0.99
    for stem in separated(sound + 0 * drums(columns=200)):
        assert stem.abs().max() <= 1


@pytest.mark.parametrize("samples", [1, 441, 2_000])
def test_the_shortest_sounds_can_be_separated(samples: int) -> None:
    sound = 0.5 * torch.ones(samples)
    harmonic, percussive = separated(sound)
    torch.testing.assert_close(harmonic + percussive, sound)


def test_silence_stays_silence() -> None:
    assert not any(stem.any() for stem in separated(torch.zeros(1, 22_050)))
