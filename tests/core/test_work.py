"""How much there is to paint for a recipe."""

from itertools import pairwise

import pytest

from core.contract import Beat, Export, Extend, Layer, Morph, Play, Recipe, Remix, Riff, Section
from core.limits import BEAT_STRENGTH, LengthS, Side
from core.sections import PART_STRENGTH
from core.work import (
    EXTEND_OVERLAP,
    EXTEND_STRENGTH,
    SECTION_SEEN,
    Window,
    columns_painted,
    steps_of,
    steps_taken,
    strength_of,
    windows_of,
)

KEY = "0" * 64
RIFF = Riff(prompt="piano", seed=1)
REMIX = Remix(prompt="piano", seed=1, source=KEY, strength=0.4)


def extension(side: Side = "after", *, added_s: LengthS = 5, length_s: LengthS = 10) -> Extend:
    values = {"prompt": "piano", "seed": 1, "source": KEY, "loop": side == "loop"}
    return Extend.model_validate(values | {"side": side, "added_s": added_s, "length_s": length_s})


EVERY: list[tuple[Side, LengthS, LengthS]] = [
    ("after", 5, 10),
    ("after", 10, 15),
    ("after", 55, 60),
    ("after", 5, 60),
    ("before", 5, 10),
    ("before", 25, 30),
    ("loop", 5, 10),
    ("loop", 15, 30),
]


@pytest.mark.parametrize(("side", "added_s", "length_s"), EVERY)
def test_windows_paint_all_that_is_added_and_nothing_of_it_twice(
    side: Side, added_s: LengthS, length_s: LengthS
) -> None:
    recipe = extension(side, added_s=added_s, length_s=length_s)
    painted = sorted(column for window in windows_of(recipe) for column in range(window.begin, window.end))
    added = recipe.columns - recipe.kept_columns
    assert painted == list(range(added) if side == "before" else range(recipe.kept_columns, recipe.columns))


@pytest.mark.parametrize(("side", "added_s", "length_s"), EVERY)
def test_every_window_sees_enough_of_what_is_there_already(side: Side, added_s: LengthS, length_s: LengthS) -> None:
    recipe = extension(side, added_s=added_s, length_s=length_s)
    for window in windows_of(recipe):
        there = window.stop - window.end if side == "before" else window.begin - window.start
        assert there >= EXTEND_OVERLAP


@pytest.mark.parametrize(("side", "added_s", "length_s"), EVERY)
def test_windows_lead_outwards_from_what_is_kept(side: Side, added_s: LengthS, length_s: LengthS) -> None:
    recipe = extension(side, added_s=added_s, length_s=length_s)
    windows = windows_of(recipe)
    if side == "before":
        assert windows[0].end == recipe.columns - recipe.kept_columns
        assert all(one.begin == next_one.end for one, next_one in pairwise(windows))
    else:
        assert windows[0].begin == recipe.kept_columns
        assert all(one.end == next_one.begin for one, next_one in pairwise(windows))


@pytest.mark.parametrize(("side", "added_s", "length_s"), EVERY)
def test_windows_stay_within_the_picture_unless_it_is_a_circle(side: Side, added_s: LengthS, length_s: LengthS) -> None:
    recipe = extension(side, added_s=added_s, length_s=length_s)
    for window in windows_of(recipe):
        assert window.start % 16 == 0
        assert side == "loop" or 0 <= window.start <= window.stop <= recipe.columns


def test_the_last_window_of_a_loop_sees_the_end_and_the_beginning() -> None:
    recipe = extension("loop", added_s=5, length_s=10)
    last = windows_of(recipe)[-1]
    assert last.end == recipe.columns
    assert last.begin - last.start >= EXTEND_OVERLAP
    assert last.stop - last.end >= EXTEND_OVERLAP


def test_a_window_is_as_wide_as_what_models_are_trained_on() -> None:
    assert Window(100, 200, 300).stop == 612


@pytest.mark.parametrize(
    ("recipe", "strength"),
    [
        (RIFF, 1.0),
        (REMIX, 0.4),
        (Beat(prompt="piano", seed=1, bpm=120), BEAT_STRENGTH),
        (Layer(prompt="piano", seed=1, bpm=120, part="bass"), PART_STRENGTH),
        (extension(), EXTEND_STRENGTH),
        (Section(prompt="piano", seed=1, bpm=120, strength=0.7), 0.7),
        (Morph(prompt="piano", seed=1, to_prompt="rain", to_seed=2), 1.0),
    ],
)
def test_how_far_a_clip_goes_from_what_it_begins_with(recipe: Recipe, strength: float) -> None:
    assert not isinstance(recipe, Play | Export)
    assert strength_of(recipe) == strength  # type: ignore[arg-type]


def test_only_what_is_painted_takes_steps() -> None:
    assert steps_of(RIFF) == 25
    assert steps_of(REMIX) == 10
    assert steps_of(Remix(prompt="piano", seed=1, source=KEY, steps=1, strength=0.05)) == 1
    assert steps_of(Play(source=KEY)) == steps_of(Export(source=KEY, format="wav")) == 0


def test_every_window_takes_its_own_steps() -> None:
    recipe = extension(added_s=10, length_s=15)
    assert steps_of(recipe) == len(windows_of(recipe)) * steps_taken(25, strength=EXTEND_STRENGTH)


def test_a_strength_takes_one_step_at_the_least_and_none_takes_none() -> None:
    assert steps_taken(25, strength=1.0) == 25
    assert steps_taken(25, strength=0.01) == 1
    assert steps_taken(25, strength=0.0) == 0


def test_of_a_section_the_end_of_its_source_is_painted_along() -> None:
    assert columns_painted(Section(prompt="piano", seed=1, bpm=120)) == 512
    assert columns_painted(Section(prompt="piano", seed=1, bpm=120, source=KEY)) == 512 + SECTION_SEEN


def test_windows_that_overlap_are_painted_more_than_once() -> None:
    assert columns_painted(RIFF) == 512
    assert columns_painted(extension(added_s=10, length_s=15)) == 512 * len(
        windows_of(extension(added_s=10, length_s=15))
    )
    morph = Morph(prompt="piano", seed=1, to_prompt="rain", to_seed=2)
    assert columns_painted(morph) == 512
    assert columns_painted(morph.model_copy(update={"length_s": 15})) == 5 * 512
    assert columns_painted(morph.model_copy(update={"length_s": 15, "loop": True})) == 6 * 512
