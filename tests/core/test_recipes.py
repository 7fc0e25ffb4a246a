"""Recipes, as commands and buttons ask for them."""

import pytest

from core.contract import Beat, Play, Remix, Riff, See, seeds_from
from core.errors import UserError
from core.limits import SEED_MAX, STEPS_DEFAULT
from core.recipes import (
    STEPS,
    beat_of,
    conversion,
    new_seed,
    over,
    require_painted,
    riff_of,
    with_seed,
)

KEY = "0123456789abcdef" * 4
PLAY, SEE = Play(source=KEY), See(source=KEY)


def riff(*, seed: int = 1234) -> Riff:
    return Riff(prompt="lo-fi beats", seed=seed)


def test_a_wrong_value_is_told_in_a_sentence() -> None:
    with pytest.raises(UserError, match="The length can be"):
        riff_of({"prompt": "a", "seed": 1, "length_s": 7})


def test_quality_is_a_number_of_steps() -> None:
    assert STEPS == {"draft": 15, "standard": STEPS_DEFAULT, "fine": 50}


def test_variations_follow_each_other_and_begin_anew() -> None:
    assert [one.seed for one in seeds_from(riff(seed=SEED_MAX), count=3)] == [SEED_MAX, 0, 1]


def test_variations_differ_in_nothing_else() -> None:
    assert {with_seed(one, 0) for one in seeds_from(riff(), count=4)} == {riff(seed=0)}


def test_painting_over_keeps_everything_else() -> None:
    remix = over(Riff(prompt="a", seed=1, steps=50, loop=True), source=KEY, strength=0.5)
    assert remix == Remix(prompt="a", seed=1, steps=50, loop=True, source=KEY, strength=0.5)


def test_painting_over_what_was_painted_over_takes_the_new_source() -> None:
    first = over(riff(), source=KEY, strength=0.9)
    assert over(first, source=KEY[::-1], strength=0.5) == over(riff(), source=KEY[::-1], strength=0.5)


def test_a_beat_is_under_the_same_words() -> None:
    fine = Riff(prompt="a", seed=1, steps=50, loop=True, length_s=20)
    assert beat_of(fine, 93) == Beat(prompt="a", seed=1, steps=50, loop=True, length_s=20, bpm=93)


def test_a_beat_that_nobody_plays_is_told() -> None:
    with pytest.raises(UserError, match="The bpm must be at least 60, not 59"):
        beat_of(riff(), 59)


def test_a_picture_is_played_and_a_sound_is_seen() -> None:
    assert conversion(b"\x89PNG\r\n\x1a\n", KEY) == PLAY
    assert conversion(b"ID3", KEY) == SEE


def test_seeds_are_within_their_range() -> None:
    assert all(0 <= new_seed() <= SEED_MAX for _ in range(99))


def test_what_was_converted_can_be_painted_from_no_words() -> None:
    with pytest.raises(UserError, match="converted, not painted"):
        require_painted(PLAY)
