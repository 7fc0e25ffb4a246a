"""All that is known of one clip, in lines."""

from typing import get_args

import pytest

from bot.gallery.facts import CLEARED, Facts, facts_of, recipe_lines
from bot.records.values import CardRecord, ClipRecord, Credit, Remixes, Visibility
from bot.words import units
from core.contract import Beat, Extend, Morph, Recipe, Region, Remix, Riff, SecondSeed
from tests.bot.samples import AUTHOR, KEY, PLAY, card, clip, riff

WORDS = {"prompt": "rain", "seed": 7}


def told(one: ClipRecord, *, record: CardRecord | None = None, stars: int = 0, starred: bool = False) -> list[str]:
    return facts_of(Facts(one, record, stars, starred)).split("\n")


def settings(recipe: Recipe) -> str:
    return "\n".join(recipe_lines(recipe))


def test_it_begins_with_words_name_author_length_and_age() -> None:
    assert told(clip(riff()))[:2] == [
        "**lo-fi beats**",
        f"`{riff().recipe_id}` · by <@{AUTHOR}> · 5.1 s · <t:1800000000:R>",
    ]


def test_stars_are_counted_and_ones_own_is_told() -> None:
    assert "☆ no stars yet" in told(clip(riff()))
    assert "★ 3" in told(clip(riff()), stars=3)
    assert "★ 3, yours among them" in told(clip(riff()), stars=3, starred=True)


@pytest.mark.parametrize("visibility", get_args(Visibility))
@pytest.mark.parametrize("remixes", get_args(Remixes))
def test_it_tells_who_may_find_and_remix_it(visibility: Visibility, remixes: Remixes) -> None:
    (line,) = [one for one in told(clip(riff(), visibility=visibility, remixes=remixes)) if "may find it" in one]
    assert line.endswith(".")


def test_the_recipe_is_told() -> None:
    assert settings(riff()) == "🧾 seed 1234 · 25 steps · guidance 3"
    assert settings(Riff.model_validate({**WORDS, "negative": "*drums*", "loop": True})) == (
        "🚫 not: \\*drums\\*\n🧾 seed 7 · 25 steps · guidance 3 · loop"
    )


@pytest.mark.parametrize(
    ("recipe", "said"),
    [
        (Remix(**WORDS, source=KEY, strength=0.4), "strength 0.4"),
        (Remix(**WORDS, source=KEY, region=Region(low_hz=100)), "a part of it"),
        (Beat(**WORDS, bpm=90), "90 bpm"),
        (Extend(**WORDS, source=KEY, length_s=20, added_s=5), "5 s added (after)"),
        (Morph(**WORDS, to_prompt="sun", to_seed=8, curve="ease"), "5 stages, ease"),
        (riff().model_copy(update={"second": SecondSeed(seed=9, amount=0.25)}), "mixed by 25% with seed 9"),
    ],
)  # fmt: skip
def test_what_only_its_kind_has_is_told_too(recipe: Recipe, said: str) -> None:
    assert said in settings(recipe)


def test_a_conversion_has_no_recipe_to_tell() -> None:
    assert settings(PLAY) == ""


def test_the_receipt_is_told() -> None:
    assert "🖨️ by mini (`0123456789ab`) · dpm++ · cpu" in told(clip(riff()))
    assert not any("🖨️" in line for line in told(clip(riff(), receipt=None)))


def test_what_it_comes_of_is_told() -> None:
    credit = Credit("remix", ("R-7F3K9Q",), ("43",), 2)
    record = CardRecord(card(), (), credit)
    assert "↳ remix of `R-7F3K9Q` by <@43> · 2nd generation" in told(clip(riff()), record=record)


def test_notes_and_cleared_files_are_told() -> None:
    lines = told(clip(riff(), notes=("Its *words* were many.",), png=None, mp3=None))
    assert "-# Its \\*words\\* were many." in lines
    assert lines[-1] == CLEARED


def test_the_longest_fits_a_message() -> None:
    recipe = riff("*" * 300).model_copy(update={"negative": "_" * 200})
    credit = Credit("morph", ("R-7F3K9Q", "R-7F3K9R"), tuple(str(10**18 + n) for n in range(99)), 99)
    one = clip(recipe, notes=("*" * 400,) * 2)
    assert units(facts_of(Facts(one, CardRecord(card(), (), credit), 10**6, starred=True))) < 4000
