"""Words are found, and taken away."""

import json

import pytest

from bot.records.words import REMOVED, folded, hash_of, prompt_of, recipe_name, wordless
from core.contract import Join, Morph, Play, Recipe, Riff
from tests.bot.records.samples import key

RIFF = Riff(prompt="secret", negative="words", seed=7)
MORPH = Morph(prompt="rain", seed=1, to_prompt="jazz", to_seed=2)


@pytest.mark.parametrize(
    ("recipe", "prompt"), [(RIFF, "secret"), (MORPH, "rain → jazz"), (Play(source=key("c")), None)]
)
def test_a_recipe_has_the_words_that_were_typed(recipe: Recipe, prompt: str | None) -> None:
    assert prompt_of(recipe) == prompt


def test_equal_recipes_have_equal_names() -> None:
    assert hash_of(RIFF) == hash_of(RIFF.model_copy())
    assert len({hash_of(RIFF), hash_of(RIFF.model_copy(update={"seed": 8})), hash_of(MORPH)}) == 3


@pytest.mark.parametrize("typed", ["Été  à la\tmer ", "e\u0301te\u0301 a\u0300 la mer", "\x00été à la mer"])
def test_words_that_look_equal_are_folded_to_one(typed: str) -> None:
    assert folded(typed) == "été à la mer"


@pytest.mark.parametrize("typed", ["R-7F3K9Q", "r-7f3k9q", " 7F3K9Q "])
def test_a_recipes_name_may_be_typed_in_several_ways(typed: str) -> None:
    assert recipe_name(typed) == "R-7F3K9Q"


def test_digits_that_were_taken_for_letters_are_digits() -> None:
    assert recipe_name("r-o1LiQ0") == "R-0111Q0"


@pytest.mark.parametrize("recipe", [RIFF, MORPH])
def test_a_recipe_without_its_words_is_still_a_recipe(recipe: Riff | Morph) -> None:
    left = type(recipe).model_validate_json(wordless(recipe.canonical_json()))
    assert (left.prompt, left.negative, left.seed) == (REMOVED, "", recipe.seed)
    assert getattr(left, "to_prompt", REMOVED) == REMOVED


def test_a_track_goes_by_its_title_and_loses_all_its_words() -> None:
    track = Join(sources=(key("a"), key("b")), chapters=("ana: rain", "ben: fog"), title="Friday", bpm=96)
    assert prompt_of(track) == "Friday"
    left = Join.model_validate_json(wordless(track.canonical_json()))
    assert (left.title, left.chapters) == (REMOVED, (REMOVED, REMOVED))
    assert left.sources == track.sources


def test_what_has_no_words_loses_none() -> None:
    assert wordless(Play(source=key("c")).canonical_json()) == Play(source=key("c")).canonical_json()


@pytest.mark.parametrize("broken", ["{secret", '["secret"]', '"secret"', ""])
def test_of_what_is_no_recipe_nothing_is_left(broken: str) -> None:
    assert wordless(broken) == "{}"


def test_recipes_of_other_versions_lose_their_words_too() -> None:
    assert json.loads(wordless('{"kind": "song", "prompt": "la", "verses": 3}')) == {
        "kind": "song", "prompt": REMOVED, "verses": 3,
    }  # fmt: skip
