import pytest
import torch

from core.clip import Features
from tests.worker.sound.signals import chords, hiss, sine
from worker.features import features_of
from worker.sound.beat import beat


def test_a_beat_is_heard_as_what_it_is() -> None:
    heard = features_of(beat(90, columns=1024))
    assert heard.tempo_bpm == pytest.approx(90, rel=0.01)
    assert 2 < heard.onsets_per_s < 4
    assert heard.low > heard.high > heard.middle
    assert heard.course == "even"


def test_noise_keeps_no_beat_and_is_mostly_high() -> None:
    heard = features_of(hiss(columns=512))
    assert heard.tempo_bpm is None
    assert heard.onsets_per_s == 0
    assert heard.high > 0.9


def test_chords_that_fade_away_fall() -> None:
    heard = features_of(chords(columns=512))
    assert heard.course == "falling"
    assert heard.middle > heard.high


def test_silence_has_nothing_to_tell() -> None:
    assert features_of(torch.zeros(512 * 441)) == Features(onsets_per_s=0, low=0, middle=0, high=0)


@pytest.mark.parametrize("samples", [1, 400, 2_000])
def test_the_shortest_sounds_have_features(samples: int) -> None:
    assert features_of(torch.ones(samples)).tempo_bpm is None


def test_both_sides_count() -> None:
    heard = features_of(torch.stack([sine(100, columns=256), sine(6_000, columns=256)]))
    assert heard.low > 0.1
    assert heard.high > 0.5


def test_the_same_sound_has_the_same_features() -> None:
    sound = beat(120, columns=512)
    assert features_of(sound) == features_of(sound.clone())
