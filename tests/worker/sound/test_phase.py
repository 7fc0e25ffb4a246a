import pytest
import torch

from tests.worker.sound.signals import chords, drums, hiss
from worker.sound.distance import spectral_convergence
from worker.sound.format import RIFFUSION
from worker.sound.phase import integrated_phases
from worker.sound.transform import resampled, transform

FRAMES = transform(RIFFUSION, size=4000, device=torch.device("cpu"))


def magnitudes_of(waveform: torch.Tensor, *, loop: bool = False) -> torch.Tensor:
    columns = waveform.shape[-1] // FRAMES.hop
    return FRAMES.spectra(FRAMES.line(waveform, columns=columns, loop=loop)).abs()


def working(sound: torch.Tensor) -> torch.Tensor:
    return resampled(sound[None], rates_hz=(44_100, 20_000), length=len(sound) * 200 // 441)


def inconsistency(magnitudes: torch.Tensor, phases: torch.Tensor) -> float:
    return spectral_convergence(magnitudes_of(FRAMES.waveforms(torch.polar(magnitudes, phases))), magnitudes)


@pytest.mark.parametrize(("sound", "at_most"), [(chords(), 0.15), (drums(), 0.25), (hiss(), 0.30)])
def test_integrated_phases_fit_the_magnitudes_far_better_than_random_ones(sound: torch.Tensor, at_most: float) -> None:
    magnitudes = magnitudes_of(working(sound))
    random = 6.2832 * torch.rand(magnitudes.shape, generator=torch.Generator().manual_seed(0))
    integrated = inconsistency(magnitudes, integrated_phases(magnitudes, frames=FRAMES))
    assert integrated < at_most
    assert integrated < 0.6 * inconsistency(magnitudes, random)


def test_a_tone_keeps_its_frequency() -> None:
    tone = torch.sin(2 * torch.pi * 1234.5 * torch.arange(20_000) / 20_000)[None]
    magnitudes = magnitudes_of(tone)
    found = FRAMES.waveforms(torch.polar(magnitudes, integrated_phases(magnitudes, frames=FRAMES)))[0, 2000:-2000]
    spectrum = torch.fft.rfft(found * torch.hann_window(len(found)), n=200_000).abs()
    assert float(spectrum.argmax()) / 10 == pytest.approx(1234.5, abs=0.3)


def test_a_click_stays_one_click() -> None:
    click = torch.zeros(1, 12_800)
    click[0, 6_050] = 1
    magnitudes = magnitudes_of(click)
    found = FRAMES.waveforms(torch.polar(magnitudes, integrated_phases(magnitudes, frames=FRAMES)))[0].square()
    assert found[6_000:6_100].sum() / found.sum() > 0.8


def test_the_same_magnitudes_get_the_same_phases_whatever_is_beside_them() -> None:
    one, other = magnitudes_of(working(drums())), magnitudes_of(working(chords()))
    alone = integrated_phases(one, frames=FRAMES)
    assert torch.equal(integrated_phases(torch.cat([other, one, other]), frames=FRAMES)[1:2], alone)


def test_on_a_circle_the_last_column_is_the_firsts_neighbour() -> None:
    tone = torch.sin(2 * torch.pi * 1000 * torch.arange(20_000) / 20_000)[None]
    magnitudes = magnitudes_of(tone, loop=True)
    phases = integrated_phases(magnitudes, frames=FRAMES, loop=True)
    found = FRAMES.waveforms(torch.polar(magnitudes, phases), loop=True)
    assert spectral_convergence(magnitudes_of(found, loop=True), magnitudes) < 0.05


def test_silence_gets_finite_phases() -> None:
    assert integrated_phases(torch.zeros(1, 5, 2001), frames=FRAMES).isfinite().all()


def test_what_is_inaudible_has_no_pattern() -> None:
    magnitudes = torch.full((1, 50, 2001), 1e-6)
    magnitudes[0, 0, 0] = 1
    phases = integrated_phases(magnitudes, frames=FRAMES)[0, 1:]
    assert torch.polar(torch.ones_like(phases), phases).mean().abs() < 0.02
