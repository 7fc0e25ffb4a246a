import pytest
import torch

from tests.worker.sound.signals import hiss, sine
from worker.sound.format import RIFFUSION, PictureFormat
from worker.sound.transform import Transform, extended, resampled, transform

CPU = torch.device("cpu")


@pytest.fixture(params=[2000, 4000, 8000])
def frames(request: pytest.FixtureRequest) -> Transform:
    return transform(RIFFUSION, size=request.param, device=CPU)


def noise(columns: int) -> torch.Tensor:
    return torch.randn(2, columns * 200, generator=torch.Generator().manual_seed(columns))


@pytest.mark.parametrize("loop", [False, True])
@pytest.mark.parametrize("columns", [1, 3, 8, 64])
def test_synthesis_undoes_analysis_at_any_width(frames: Transform, columns: int, *, loop: bool) -> None:
    waveforms = noise(columns)
    spectra = frames.spectra(frames.line(waveforms, columns=columns, loop=loop))
    assert spectra.shape == (2, columns, frames.size // 2 + 1)
    torch.testing.assert_close(frames.waveforms(spectra, loop=loop), waveforms, atol=1e-5, rtol=0)


def test_on_a_circle_the_columns_turn_with_the_waveform(frames: Transform) -> None:
    waveforms = noise(32)
    turned = frames.spectra(frames.line(waveforms.roll(5 * 200, -1), columns=32, loop=True))
    spectra = frames.spectra(frames.line(waveforms, columns=32, loop=True))
    torch.testing.assert_close(turned, spectra.roll(5, -2), atol=1e-4, rtol=0)


def test_a_step_that_does_not_divide_the_window_works_too() -> None:
    odd = PictureFormat(step_size_ms=7)
    frames = transform(odd, size=odd.padded, device=CPU)
    waveforms = torch.randn(1, 20 * odd.hop, generator=torch.Generator().manual_seed(0))
    spectra = frames.spectra(frames.line(waveforms, columns=20))
    torch.testing.assert_close(frames.waveforms(spectra), waveforms, atol=1e-5, rtol=0)


def test_a_line_is_mirrored_as_often_as_needed() -> None:
    line = extended(torch.tensor([1.0, 2.0, 3.0]), before=3, after=4)
    assert line.tolist() == [2, 3, 2, 1, 2, 3, 2, 1, 2, 3]


def test_a_line_of_one_sample_goes_on_as_it_is() -> None:
    assert extended(torch.tensor([4.0]), before=2, after=2).tolist() == [4] * 5


def test_a_circle_goes_on_around() -> None:
    assert extended(torch.tensor([1.0, 2.0, 3.0]), before=2, after=4, loop=True).tolist() == [2, 3, 1, 2, 3, 1, 2, 3, 1]


@pytest.mark.parametrize("rates_hz", [(44_100, 20_000), (20_000, 44_100), (48_000, 44_100), (22_050, 44_100)])
def test_a_tone_is_the_same_tone_at_another_rate(rates_hz: tuple[int, int]) -> None:
    before, after = (torch.sin(2 * torch.pi * 1000 * torch.arange(rate_hz) / rate_hz) for rate_hz in rates_hz)
    errors = (resampled(before[None], rates_hz=rates_hz, length=rates_hz[1])[0] - after)[2000:-2000]
    assert 20 * errors.abs().max().log10() < -60


def test_what_the_lower_rate_cannot_carry_is_gone() -> None:
    carried = resampled(sine(12_000)[None], rates_hz=(44_100, 20_000), length=25_600)[0, 1000:-1000]
    assert carried.abs().max() < 1e-3


def test_a_loop_keeps_its_period() -> None:
    waveforms = hiss(columns=64)[None]
    twice = resampled(waveforms.repeat(1, 2), rates_hz=(44_100, 20_000), length=2 * 12_800, loop=True)
    once = resampled(waveforms, rates_hz=(44_100, 20_000), length=12_800, loop=True)
    torch.testing.assert_close(twice, once.repeat(1, 2), atol=1e-5, rtol=0)
