"""What is asked for, as the gate looks at it: its words, and what it is made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.judging.asking import NOTHING_LEFT, Asked, Texts, is_of_upload, rewritten
from bot.judging.permitting import Person, Place
from bot.records.values import Ancestry
from core.contract import Beat, Export, Extend, Morph, Play, Recipe, Remix, Riff
from core.errors import UserError
from core.limits import PROMPT_MAX
from tests.bot.samples import clip

KEY, OTHER = "a" * 64, "b" * 64
RIFF = Riff(prompt="rain", negative="voices", seed=0)
MORPH = Morph(prompt="rain", to_prompt="snow", seed=0, to_seed=1, negative="voices")
REMIX = Remix(prompt="rain", seed=0, source=KEY, strength=0.5)


def test_all_words_are_collected_each_once() -> None:
    texts = Texts.of([RIFF, RIFF, MORPH, Play(source=KEY), Export(source=KEY, format="wav")])
    assert texts == Texts(("rain", "snow"), ("voices",))


def test_words_are_put_in_wherever_they_stand() -> None:
    changed = rewritten(MORPH, {"rain": "sun", "snow": "heat", "voices": "drums"})
    assert isinstance(changed, Morph)
    assert (changed.prompt, changed.to_prompt, changed.negative) == ("sun", "heat", "drums")
    assert changed.model_copy(update={"prompt": "rain", "to_prompt": "snow", "negative": "voices"}) == MORPH


@pytest.mark.parametrize("recipe", [RIFF, MORPH, REMIX, Play(source=KEY), Beat(prompt="rain", seed=0, bpm=90)])
def test_a_recipe_of_which_nothing_is_replaced_is_the_very_same(recipe: Recipe) -> None:
    assert rewritten(recipe, {"rain": "rain", "hail": "sun"}) is recipe


def test_what_became_too_long_is_cut() -> None:
    changed = rewritten(RIFF, {"rain": "x" * 1000})
    assert isinstance(changed, Riff)
    assert changed.prompt == "x" * PROMPT_MAX


def test_a_prompt_of_which_nothing_is_left_is_told() -> None:
    with pytest.raises(UserError, match="Nothing is left of these words") as told:
        rewritten(RIFF, {"rain": " "})
    assert str(told.value) == NOTHING_LEFT


def test_of_a_negative_prompt_nothing_may_be_left() -> None:
    changed = rewritten(RIFF, {"voices": ""})
    assert isinstance(changed, Riff)
    assert changed.negative == ""


@given(st.text(min_size=1, max_size=400).filter(lambda words: words.strip().isprintable() and words.strip() != ""))
def test_whatever_rules_put_in_makes_a_recipe_or_a_sentence(words: str) -> None:
    try:
        changed = rewritten(RIFF, {"rain": words})
    except UserError:
        return
    assert isinstance(changed, Riff)
    assert len(changed.prompt) <= PROMPT_MAX


@pytest.mark.parametrize(
    ("recipe", "ancestry", "upload"),
    [
        (RIFF, Ancestry(), False),
        (REMIX, Ancestry("remix"), True),
        (Play(source=KEY), Ancestry("play"), True),
        (REMIX, Ancestry("remix", "1-0"), False),
        (Export(source=KEY, format="wav"), Ancestry("export", "1-0"), False),
    ],
)
def test_what_begins_with_a_file_and_comes_of_no_clip_is_of_an_upload(
    recipe: Recipe, ancestry: Ancestry, *, upload: bool
) -> None:
    assert is_of_upload([recipe], ancestry) is upload


def test_what_begins_with_another_file_than_its_parents_is_of_an_upload() -> None:
    parent, ancestry = clip(RIFF, png=KEY), Ancestry("remix", "1-0")
    assert not is_of_upload([REMIX], ancestry, [parent])
    assert is_of_upload([REMIX.model_copy(update={"source": OTHER})], ancestry, [parent])
    extended = Extend(prompt="rain", seed=0, source=OTHER, length_s=10, added_s=5, side="after")
    assert is_of_upload([extended], ancestry, [parent])


def test_a_morph_begins_with_either_end() -> None:
    morph = MORPH.model_copy(update={"source": KEY, "to_source": OTHER})
    parents = [clip(RIFF, png=KEY), clip(RIFF, 1, png=OTHER)]
    assert not is_of_upload([morph], Ancestry("morph", "1-0", "1-1"), parents)
    assert is_of_upload([morph], Ancestry("morph", "1-0"), parents[:1])


def test_adults_are_alone_only_where_both_places_are_theirs() -> None:
    adults, all_ages = Place("1", "2", age_restricted=True), Place("1", "3")
    assert Asked(Person("1"), adults).age_restricted
    assert not Asked(Person("1"), adults, shown=all_ages).age_restricted
    assert not Asked(Person("1"), all_ages, shown=adults).age_restricted
