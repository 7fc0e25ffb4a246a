"""What a card says of what can be heard."""

import pytest

from bot.card.hearing import heard
from core.clip import Features


def features(**changes: object) -> Features:
    usual = {"tempo_bpm": 83.7, "onsets_per_s": 2.9, "low": 0.7, "middle": 0.2, "high": 0.1}
    return Features.model_validate({**usual, **changes})


def test_what_was_measured_is_said_in_plain_words() -> None:
    assert heard(features()) == "about 84 beats a minute, about 3 strokes a second, most of the sound below 250 Hz"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"tempo_bpm": None}, "no steady beat"),
        ({"tempo_bpm": 119.6}, "about 120 beats a minute"),
        ({"onsets_per_s": 0.1}, "hardly a stroke"),
        ({"onsets_per_s": 0.4}, "about a stroke a second"),
        ({"onsets_per_s": 1.2}, "about a stroke a second"),
        ({"onsets_per_s": 7.6}, "about 8 strokes a second"),
        ({"low": 0.2, "middle": 0.7}, "most of the sound between 250 Hz and 2 kHz"),
        ({"low": 0.2, "high": 0.7}, "most of the sound above 2 kHz"),
        ({"low": 0.4, "middle": 0.3, "high": 0.3}, "low, middle and high mixed"),
        ({"course": "rising"}, "louder in its second half"),
        ({"course": "falling"}, "quieter in its second half"),
    ],
)
def test_every_measure_has_its_words(changes: dict[str, object], said: str) -> None:
    assert said in heard(features(**changes)).split(", ") or said in heard(features(**changes))


def test_an_even_course_is_not_spoken_of() -> None:
    assert "half" not in heard(features(course="even"))
