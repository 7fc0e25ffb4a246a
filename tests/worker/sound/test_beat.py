import numpy as np
import pytest
import torch

from worker.sound.beat import beat
from worker.sound.conversion import magnitudes_from_waveform
from worker.sound.format import SAMPLE_RATE_HZ


def envelope(sound: torch.Tensor) -> torch.Tensor:
    """How much louder each column is than the one before, over all bands."""
    magnitudes = magnitudes_from_waveform(sound[None])[0].clamp_min(1).log10()
    return magnitudes.diff(dim=-1).clamp_min(0).sum(0)


def likeness(onsets: torch.Tensor, *, lag: float) -> float:
    """Correlate onsets with themselves so many columns later."""
    whole = int(lag)
    between = torch.lerp(onsets[whole:-1], onsets[whole + 1 :], lag - whole)
    return float(np.corrcoef(onsets[: len(between)], between)[0, 1])


@pytest.mark.parametrize("bpm", [60, 77, 84, 120, 133, 180])
def test_a_bar_comes_again_at_the_asked_tempo_and_at_no_other(bpm: int) -> None:
    onsets = envelope(beat(bpm, columns=1536))
    bar = 100 * 4 * 60 / bpm
    assert likeness(onsets, lag=bar) > 0.85
    assert max(likeness(onsets, lag=bar * off) for off in (0.93, 0.97, 1.03, 1.07)) < 0.6


@pytest.mark.parametrize("bpm", [60, 120, 180])
def test_every_beat_begins_where_the_clock_says(bpm: int) -> None:
    sound = beat(bpm, columns=1024)
    for number in range(int(1024 / 100 * bpm / 60)):
        at = round(number * SAMPLE_RATE_HZ * 60 / bpm)
        before, after = sound[max(at - 400, 0) : at], sound[at : at + 800]
        assert after.abs().max() > 0.05
        assert not len(before) or after.square().mean() > 2 * before.square().mean()


def test_the_first_bar_begins_with_the_clip() -> None:
    assert beat(90, columns=512)[:441].abs().max() > 0.3


@pytest.mark.parametrize("columns", [512, 1024, 6144])
def test_a_beat_is_as_long_as_its_picture(columns: int) -> None:
    sound = beat(97, columns=columns)
    assert sound.shape == (columns * 441,)
    assert sound.dtype == torch.float32
    assert sound.abs().max() <= 0.8


def test_a_beat_is_always_the_same() -> None:
    assert torch.equal(beat(111, columns=512), beat(111, columns=512))


def test_a_longer_beat_begins_as_a_shorter_one() -> None:
    short, long = beat(120, columns=512), beat(120, columns=1024)
    torch.testing.assert_close(short[:200_000], long[:200_000], atol=0.02, rtol=0)


def test_a_beat_has_drums_below_and_hats_above() -> None:
    power = torch.fft.rfft(beat(120, columns=1024)).abs().square()
    frequencies_hz = torch.fft.rfftfreq(1024 * 441, 1 / SAMPLE_RATE_HZ)
    low, middle, high = (
        float(power[(frequencies_hz >= lowest) & (frequencies_hz < highest)].sum() / power.sum())
        for lowest, highest in ((0, 250), (250, 2_000), (2_000, 10_000))
    )
    assert low > 0.5
    assert middle > 0.005
    assert high > 0.02
