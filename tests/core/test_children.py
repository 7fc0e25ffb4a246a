"""Recipes of clips that come of others."""

from dataclasses import dataclass
from typing import get_args

import pytest

from core.children import (
    FULL,
    NO_WORDS,
    TO_COME,
    Shape,
    Wish,
    extend_of,
    last_words,
    length_of,
    morph_of,
    over_file,
    region_of,
    remix_of,
    reseeded,
    vary_of,
    words_of,
)
from core.contract import AnyPaint, Extend, Morph, Play, Recipe, Region, Remix, Riff, SecondSeed, See
from core.errors import UserError
from core.limits import KEEP, PROMPT_MAX, SEED_MAX, VARIED_MOST, VARY, AddedS, Keep, LengthS, Side, Variation
from core.recipes import CONVERTED, chained

FINE = Riff(prompt="rain", negative="voices", seed=7, steps=50, guidance=5.0, length_s=15, loop=True, model="old")
KEY = "0123456789abcdef" * 4
OTHER = KEY[::-1]
PLAY, SEE = Play(source=KEY), See(source=KEY)


@dataclass(frozen=True)
class Rain:
    """What others come of."""

    recipe: Recipe = FINE
    png: str | None = KEY
    duration_s: float = 5.12


def rain(recipe: Recipe = FINE, *, png: str = KEY, duration_s: float = 5.12) -> Rain:
    return Rain(recipe, png, duration_s)


# Remix.


def test_a_remix_is_as_its_parent_but_for_its_seed_and_the_painter_of_today() -> None:
    remix = remix_of(rain(), Wish(), model="new")
    assert remix == Remix(
        prompt="rain", negative="voices", seed=remix.seed, steps=50, guidance=5.0, length_s=15, loop=True,
        model="new", source=KEY, strength=KEEP["groove"],
    )  # fmt: skip
    assert remix.seed != 7


def test_a_remix_takes_what_was_wished_for() -> None:
    remix = remix_of(rain(), Wish("snow", negative="", seed=9), model="new")
    assert (remix.prompt, remix.negative, remix.seed) == ("snow", "", 9)


def test_what_is_kept_is_a_strength() -> None:
    strengths = [remix_of(rain(), Wish(), model="new", keep=keep).strength for keep in get_args(Keep)]
    assert strengths == [KEEP[keep] for keep in get_args(Keep)] == sorted(strengths)


def test_a_part_alone_can_be_painted() -> None:
    bass = Region(high_hz=250)
    assert remix_of(rain(), Wish(), model="new", region=bass).region == bass


def test_a_remix_of_a_variation_is_a_variation_of_nothing() -> None:
    varied = FINE.model_copy(update={"second": SecondSeed(seed=1, amount=0.2)})
    assert remix_of(rain(varied), Wish(), model="new").second is None


def test_a_remix_of_a_morph_is_of_both_its_words() -> None:
    morph = Morph(prompt="rain", seed=1, to_prompt="jazz", to_seed=1, length_s=10)
    assert remix_of(rain(morph), Wish(), model="new").prompt == "rain, jazz"


@pytest.mark.parametrize("converted", [PLAY, SEE])
def test_what_was_converted_is_remixed_with_words(converted: Recipe) -> None:
    remix = remix_of(rain(converted, duration_s=14.8), Wish("snow"), model="new")
    assert (remix.prompt, remix.length_s, remix.source) == ("snow", 15, KEY)


@pytest.mark.parametrize("wish", [Wish(), Wish("  ")])
def test_what_was_converted_is_not_remixed_without_words(wish: Wish) -> None:
    with pytest.raises(UserError, match="say in words"):
        remix_of(rain(PLAY), wish, model="new")


def test_a_wrong_word_is_told_in_a_sentence() -> None:
    with pytest.raises(UserError, match="The prompt holds a control character"):
        remix_of(rain(), Wish("a\x00b"), model="new")


@pytest.mark.parametrize(
    ("duration_s", "length_s"), [(0.3, 5), (7.6, 5), (7.7, 10), (20.48, 20), (30.0, 30), (61.44, 60), (600.0, 60)]
)
def test_children_of_what_was_converted_last_the_nearest_whole_windows(duration_s: float, length_s: int) -> None:
    assert length_of(rain(PLAY, duration_s=duration_s)) == length_s


@pytest.mark.parametrize("length_s", get_args(LengthS))
def test_children_of_what_was_painted_last_as_long(length_s: LengthS) -> None:
    assert length_of(rain(Riff(prompt="a", seed=1, length_s=length_s))) == length_s


def test_a_file_is_painted_over_as_long_as_was_asked_for() -> None:
    remix = over_file(Wish("snow", seed=3), model="new", keep="mood", length_s=30)
    assert remix == Remix(prompt="snow", seed=3, length_s=30, model="new", source=TO_COME, strength=KEEP["mood"])


def test_a_file_is_not_painted_over_without_words() -> None:
    with pytest.raises(UserError, match=NO_WORDS):
        over_file(Wish(" "), model="new", keep="mood", length_s=30)


# Vary.


def test_what_was_varied_is_varied_from_where_it_is() -> None:
    once = vary_of(rain(FINE), "strong", model="new")
    twice = vary_of(rain(once), "subtle", model="new")
    assert once.second is not None
    assert twice.second is not None
    assert twice.second.chain[0] == once.second.model_copy(update={"then": twice.second.then})
    assert [one.amount for one in twice.second.chain] == [VARY["strong"], VARY["subtle"]]


def test_a_clip_is_varied_so_often_and_no_more() -> None:
    clip: AnyPaint = FINE
    for _ in range(VARIED_MOST):
        clip = vary_of(rain(clip), "subtle", model="new")
    with pytest.raises(UserError, match="remix it instead"):
        vary_of(rain(clip), "subtle", model="new")


def test_a_reroll_of_what_was_varied_twice_varies_the_last_step_otherwise() -> None:
    chain = [SecondSeed(seed=1, amount=0.2), SecondSeed(seed=2, amount=0.1)]
    again = reseeded(FINE.model_copy(update={"second": chained(chain)}), 9)
    assert again.second == chained([chain[0], SecondSeed(seed=9, amount=0.1)])


@pytest.mark.parametrize("how", get_args(Variation))
def test_a_variation_is_the_same_but_for_a_second_beginning(how: Variation) -> None:
    varied = vary_of(rain(), how, model="new")
    assert varied.second is not None
    assert varied.second.amount == VARY[how]
    assert varied == FINE.model_copy(update={"model": "new", "second": varied.second})


def test_a_strong_variation_is_further_away() -> None:
    assert 0 < VARY["subtle"] < VARY["strong"] < 1


def test_what_was_converted_has_no_variations() -> None:
    with pytest.raises(UserError, match=CONVERTED):
        vary_of(rain(SEE), "subtle", model="new")


# Extend.


@pytest.mark.parametrize("side", get_args(Side))
def test_an_extension_keeps_all_and_adds_some(side: Side) -> None:
    extended = extend_of(rain(), Wish(), model="new", side=side, added_s=10)
    assert extended == Extend(
        prompt="rain", negative="voices", seed=extended.seed, steps=50, guidance=5.0, length_s=25, added_s=10,
        loop=side == "loop", side=side, source=KEY, model="new",
    )  # fmt: skip


def test_an_extension_may_last_as_long_as_a_clip_can() -> None:
    half = rain(Riff(prompt="a", seed=1, length_s=30))
    assert extend_of(half, Wish(), model="m", side="after", added_s=30).length_s == 60


def test_an_extension_that_is_too_long_says_how_much_can_be_added() -> None:
    parent = rain(Riff(prompt="a", seed=1, length_s=50))
    with pytest.raises(UserError, match="10 s can still be added to this one, not 15"):
        extend_of(parent, Wish(), model="m", side="after", added_s=15)


@pytest.mark.parametrize("added_s", get_args(AddedS))
def test_what_is_full_is_not_extended(added_s: int) -> None:
    with pytest.raises(UserError, match=FULL):
        extend_of(rain(PLAY, duration_s=60.0), Wish("snow"), model="m", side="before", added_s=added_s)


def test_what_was_converted_is_extended_with_words() -> None:
    assert extend_of(rain(SEE), Wish("snow"), model="m", side="after", added_s=5).length_s == 10
    with pytest.raises(UserError, match="say in words"):
        extend_of(rain(SEE), Wish(), model="m", side="after", added_s=5)


@pytest.mark.parametrize(("side", "words"), [("after", "jazz"), ("before", "rain"), ("loop", "jazz")])
def test_a_morph_goes_on_with_the_words_of_its_end(side: Side, words: str) -> None:
    morph = Morph(prompt="rain", seed=1, to_prompt="jazz", to_seed=1, length_s=10)
    assert extend_of(rain(morph), Wish(), model="m", side=side, added_s=5).prompt == words


def test_a_morph_that_comes_back_ends_with_the_words_of_its_beginning() -> None:
    assert last_words(Morph(prompt="rain", seed=1, to_prompt="jazz", to_seed=1, curve="ping-pong")) == "rain"


# Morph.


def test_words_turn_into_words_from_one_beginning() -> None:
    morph = morph_of("rain", "jazz", model="new", shape=Shape(length_s=10, stages=3, curve="ease"))
    assert morph == Morph(
        prompt="rain", to_prompt="jazz", seed=morph.seed, to_seed=morph.seed, length_s=10, stages=3, curve="ease",
        model="new",
    )  # fmt: skip


def test_a_clip_turns_into_words_that_begin_as_it_did() -> None:
    morph = morph_of(rain(), "jazz", model="new", shape=Shape())
    assert (morph.prompt, morph.to_prompt, morph.source, morph.to_source) == ("rain", "jazz", KEY, None)
    assert (morph.seed, morph.to_seed, morph.steps, morph.guidance) == (7, 7, 50, 5.0)
    assert (morph.negative, morph.loop) == ("voices", False)


def test_words_turn_into_a_clip() -> None:
    morph = morph_of("jazz", rain(), model="new", shape=Shape())
    assert (morph.prompt, morph.to_prompt, morph.source, morph.to_source) == ("jazz", "rain", None, KEY)
    assert morph.seed == morph.to_seed == 7


def test_a_clip_turns_into_a_clip_each_with_its_own_beginning() -> None:
    other = rain(Riff(prompt="jazz", seed=9), png=OTHER)
    morph = morph_of(rain(), other, model="new", shape=Shape())
    assert (morph.source, morph.to_source, morph.seed, morph.to_seed) == (KEY, OTHER, 7, 9)


def test_a_seed_that_was_asked_for_is_both_ends() -> None:
    morph = morph_of(rain(), "jazz", model="new", shape=Shape(), seed=3)
    assert (morph.seed, morph.to_seed) == (3, 3)


def test_what_was_converted_takes_the_words_of_the_other_end() -> None:
    assert morph_of(rain(PLAY), "jazz", model="new", shape=Shape()).prompt == "jazz"
    assert morph_of("jazz", rain(SEE), model="new", shape=Shape()).to_prompt == "jazz"
    with pytest.raises(UserError, match=NO_WORDS):
        morph_of(rain(PLAY), rain(SEE), model="new", shape=Shape())


@pytest.mark.parametrize(("length_s", "clips"), [(5, 1), (5, 2), (10, 2)])
def test_a_morph_has_room_to_turn(length_s: int, clips: int) -> None:
    with pytest.raises(UserError, match=f"use at least {5 * (clips + 1)} s"):
        morph_of(rain(), rain() if clips == 2 else "jazz", model="m", shape=Shape(length_s=length_s))
    enough = Shape(length_s=5 * (clips + 1))
    assert morph_of(rain(), rain() if clips == 2 else "jazz", model="m", shape=enough).length_s == enough.length_s


def test_words_need_two_windows_to_turn_into_others() -> None:
    with pytest.raises(UserError, match="use at least 10 s"):
        morph_of("rain", "jazz", model="m", shape=Shape(length_s=5))
    assert morph_of("rain", "jazz", model="m", shape=Shape(length_s=10)).length_s == 10


# Again.


def test_another_beginning_is_all_that_a_reroll_changes() -> None:
    assert reseeded(FINE, 9) == FINE.model_copy(update={"seed": 9})


def test_a_variation_is_varied_otherwise() -> None:
    varied = FINE.model_copy(update={"second": SecondSeed(seed=1, amount=0.2)})
    again = reseeded(varied, 9)
    assert again == FINE.model_copy(update={"second": SecondSeed(seed=9, amount=0.2)})


def test_both_ends_of_a_morph_move_on() -> None:
    morph = Morph(prompt="rain", seed=SEED_MAX, to_prompt="jazz", to_seed=1)
    again = reseeded(morph, 0)
    assert isinstance(again, Morph)
    assert (again.seed, again.to_seed) == (0, 2)


def test_words_that_are_too_long_together_are_the_first_ones() -> None:
    long = "r" * PROMPT_MAX
    assert words_of(Morph(prompt=long, seed=1, to_prompt="jazz", to_seed=1)) == long


def test_what_was_converted_has_no_words() -> None:
    assert words_of(PLAY) == ""


# A part of it.


def test_a_part_has_its_pitches_and_its_moments() -> None:
    assert region_of(rain(), part="bass", from_s=0.0, to_s=None) == Region(high_hz=250)
    assert region_of(rain(), part="treble", from_s=1.5, to_s=3.0) == Region(low_hz=2000, from_s=1.5, to_s=3.0)
    assert region_of(rain(), part="all", from_s=2.0, to_s=None) == Region(from_s=2.0)


def test_all_of_a_clip_is_no_part() -> None:
    assert region_of(rain(), part="all", from_s=0.0, to_s=None) is None


@pytest.mark.parametrize(("from_s", "to_s"), [(5.12, None), (9.0, 10.0), (3.0, 3.0), (3.0, 1.0)])
def test_a_part_without_anything_of_the_clip_is_told(from_s: float, to_s: float | None) -> None:
    with pytest.raises(UserError, match=r"Between these times there is nothing: the clip lasts 5\.1 s\."):
        region_of(rain(), part="all", from_s=from_s, to_s=to_s)


def test_of_the_longest_clip_a_part_can_begin_as_late_as_can_be_asked() -> None:
    longest = rain(duration_s=61.44)
    assert region_of(longest, part="all", from_s=60.0, to_s=None) == Region(from_s=60.0)


@pytest.mark.parametrize("from_s", [61.0, -1.0, float("nan")])
def test_a_part_that_begins_nowhere_is_told(from_s: float) -> None:
    with pytest.raises(UserError, match="beginning"):
        region_of(rain(duration_s=61.44), part="all", from_s=from_s, to_s=None)
