import torch

from tests.worker.sound.signals import song
from worker.sound.distance import log_spectral_distance_db, spectral_convergence
from worker.sound.format import RIFFUSION
from worker.sound.griffin_lim import guided, refined
from worker.sound.mel import linear_from_mel, mel_from_linear
from worker.sound.phase import integrated_phases
from worker.sound.transform import resampled, transform

FRAMES = transform(RIFFUSION, size=8000, device=torch.device("cpu"))
COLUMNS = 64


def magnitudes_of(waveform: torch.Tensor) -> torch.Tensor:
    return FRAMES.spectra(FRAMES.line(waveform, columns=COLUMNS)).abs()


TRUTH = magnitudes_of(resampled(song(columns=COLUMNS)[None], rates_hz=(44_100, 20_000), length=COLUMNS * 200))
START = FRAMES.waveforms(torch.polar(TRUTH, torch.arange(TRUTH.numel()).view_as(TRUTH).float().sin() * 3))


def test_rounds_bring_the_magnitudes_nearer() -> None:
    distances = [
        spectral_convergence(magnitudes_of(refined(START, TRUTH, frames=FRAMES, rounds=rounds)), TRUTH)
        for rounds in (0, 2, 8)
    ]
    assert distances[0] > 1.5 * distances[1] > 2 * distances[2]


def test_no_rounds_change_nothing() -> None:
    assert refined(START, TRUTH, frames=FRAMES, rounds=0) is START


def test_the_true_waveform_stays_itself() -> None:
    waveform = resampled(song(columns=COLUMNS)[None], rates_hz=(44_100, 20_000), length=COLUMNS * 200)
    refined_further = refined(waveform, TRUTH, frames=FRAMES, rounds=4)
    torch.testing.assert_close(refined_further, waveform, atol=1e-4, rtol=0)


def test_guided_rounds_bring_the_mel_bands_nearer_than_fixed_magnitudes_do() -> None:
    mel = mel_from_linear(TRUTH, picture_format=RIFFUSION)
    guess = linear_from_mel(mel, picture_format=RIFFUSION)
    start = FRAMES.waveforms(torch.polar(guess, integrated_phases(guess, frames=FRAMES)))
    fixed = refined(start, guess, frames=FRAMES, rounds=12)
    free = guided(start, mel, picture_format=RIFFUSION, frames=FRAMES, rounds=12)
    distances = [
        log_spectral_distance_db(mel_from_linear(magnitudes_of(found), picture_format=RIFFUSION).mT, mel.mT)
        for found in (free, fixed)
    ]
    assert distances[0] < 0.9 * distances[1]


def test_guided_rounds_leave_silence_silent() -> None:
    silence = torch.zeros(1, COLUMNS * 200)
    found = guided(silence, torch.zeros(1, COLUMNS, 512), picture_format=RIFFUSION, frames=FRAMES, rounds=3)
    assert (found == 0).all()
