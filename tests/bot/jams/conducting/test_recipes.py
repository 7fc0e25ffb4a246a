"""What a jam is painted from."""

from dataclasses import replace
from typing import Final

import pytest

from bot.jams.conducting.recipes import SOMEBODY, UNTITLED, entry_recipe, seed_of, track_recipe
from bot.judging.shown import showing_through
from bot.records.jam import Entry, Jam, JamRules, Round
from bot.records.values import ClipRecord
from core.contract import Riff
from core.errors import UserError
from core.sections import CHAPTER_MAX, Layer, Section

KEY: Final = "a" * 64
ENTRY: Final = Entry("J000001-1-1", 1, "ana", "drums in the rain", "ready", 0.0)
JAM: Final = Jam(
    id="J000001",
    server="1",
    channel="2",
    host="ana",
    name="Night Shift",
    theme="",
    rules=JamRules("battle", 2, bpm=120, length_s=10),
    phase="rendering",
    created_s=0.0,
    round=1,
    rounds=(Round(1, 0.0),),
    entries=(ENTRY,),
)


def clip(key: str = KEY) -> ClipRecord:
    recipe = Riff(prompt="drums", seed=1)
    return ClipRecord("1-0", "1", "ana", "1", recipe, None, key, key, 5.12, (), 0.0)


def with_round(**fields: object) -> Jam:
    return replace(JAM, rounds=(replace(JAM.rounds[0], **fields),))  # type: ignore[arg-type]


def test_an_entry_is_a_section_of_the_length_and_tempo_that_were_agreed_on() -> None:
    recipe = entry_recipe(JAM, ENTRY, source=KEY, model="mini")
    assert isinstance(recipe, Section)
    assert (recipe.prompt, recipe.bpm, recipe.length_s, recipe.source) == ("drums in the rain", 120, 10, KEY)


def test_in_layers_an_entry_is_a_part_in_the_key_that_was_agreed_on() -> None:
    jam = with_round(part="bass")
    jam = replace(jam, rules=replace(jam.rules, tonic="C", scale="major"))
    recipe = entry_recipe(jam, ENTRY, source=KEY, model="m")
    assert isinstance(recipe, Layer)
    assert (recipe.part, recipe.tonic, recipe.scale, recipe.source) == ("bass", "C", "major", KEY)


@pytest.mark.parametrize(("is_draft", "steps"), [(False, 25), (True, 15)])
def test_a_draft_is_painted_in_fewer_steps(*, is_draft: bool, steps: int) -> None:
    assert entry_recipe(with_round(is_draft=is_draft), ENTRY, source=None, model="mini").steps == steps


def test_whoever_makes_the_recipe_anew_makes_the_same_one_and_no_two_entries_share_a_seed() -> None:
    assert entry_recipe(JAM, ENTRY, source=None, model="m") == entry_recipe(JAM, ENTRY, source=None, model="m")
    assert len({seed_of(f"J000001-1-{number}") for number in range(16)}) == 16


def test_words_that_cant_be_painted_are_a_sentence() -> None:
    with pytest.raises(UserError):
        entry_recipe(JAM, replace(ENTRY, prompt="x" * 301), source=None, model="mini")


def test_a_track_has_a_chapter_for_each_section_with_its_player_and_their_words() -> None:
    second = replace(ENTRY, id="J000001-2-1", user="ben", prompt="a bass that walks")
    track = track_recipe(JAM, [(ENTRY, clip()), (second, clip("b" * 64))], {"ana": "Ana"})
    assert track.sources == (KEY, "b" * 64)
    assert track.chapters == ("Ana: drums in the rain", f"{SOMEBODY}: a bass that walks")
    assert (track.title, track.bpm) == ("Night Shift", 120)


@pytest.mark.parametrize("name", ["", "\u202e", "Z" * 200, "A\nna\x00", "🦑" * 100])
def test_any_name_and_any_words_make_a_chapter(name: str) -> None:
    long = replace(ENTRY, prompt="ä" * 300)
    (chapter,) = track_recipe(replace(JAM, name=name), [(long, clip())], {"ana": name}).chapters
    assert 0 < len(chapter) <= CHAPTER_MAX


def test_a_track_without_a_name_that_can_be_shown_has_one() -> None:
    assert track_recipe(replace(JAM, name="\u200b"), [(ENTRY, clip())], {}).title == UNTITLED


def test_words_that_are_refused_by_now_are_in_no_chapter_unless_moderators_let_them_pass() -> None:
    with showing_through(lambda words: words.replace("rain", "▇▇▇")):
        veiled = track_recipe(JAM, [(ENTRY, clip())], {"ana": "Ana"})
        cleared = track_recipe(JAM, [(ENTRY, clip())], {"ana": "Ana"}, cleared={ENTRY.id})
    assert veiled.chapters == ("Ana: drums in the ▇▇▇",)
    assert cleared.chapters == ("Ana: drums in the rain",)
