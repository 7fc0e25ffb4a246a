import pytest
import torch

from tests.worker.sound.signals import hiss, sine
from worker.sound.balance import course, shares
from worker.sound.frames import powers


@pytest.mark.parametrize(
    ("frequency_hz", "band"), [(100, 0), (220, 0), (290, 1), (440, 1), (1_800, 1), (2_200, 2), (8_000, 2)]
)
def test_a_tone_lies_in_its_band_alone(frequency_hz: int, band: int) -> None:
    assert shares(powers(sine(frequency_hz, columns=256)))[band] > 0.97


def test_the_shares_of_a_sound_add_up_to_1() -> None:
    mixed = sine(100) + sine(1_000) + sine(6_000) + hiss()
    assert sum(shares(powers(mixed))) == pytest.approx(1)


def test_more_of_a_band_is_a_larger_share() -> None:
    low = [shares(powers(gain * sine(120) + sine(1_000) + sine(5_000)))[0] for gain in (0.1, 0.5, 1.0, 3.0)]
    assert low == sorted(low)
    assert low[0] < 0.05
    assert low[-1] > 0.5


def test_equal_tones_weigh_as_ears_hear_them() -> None:
    low, middle, high = shares(powers(sine(50) + sine(1_000) + sine(6_000)))
    assert low < middle < high


def test_silence_has_no_shares() -> None:
    assert shares(powers(torch.zeros(44_100))) == (0, 0, 0)


@pytest.mark.parametrize(
    ("ends", "said"), [((0.1, 1.0), "rising"), ((1.0, 0.1), "falling"), ((1.0, 1.0), "even"), ((0.9, 1.0), "even")]
)
def test_the_course_is_that_of_the_halves(ends: tuple[float, float], said: str) -> None:
    sound = sine(440, columns=300)
    assert course(powers(sound * torch.linspace(*ends, len(sound)))) == said


@pytest.mark.parametrize("samples", [1, 441, 882])
def test_what_is_too_short_for_halves_is_even(samples: int) -> None:
    assert course(powers(torch.ones(samples))) == "even"
