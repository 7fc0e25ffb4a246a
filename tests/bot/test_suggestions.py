"""What autocomplete offers."""

from bot.records import Preset
from bot.suggestions import CHOICE_CHARACTERS, CHOICES_MAX, STYLES, choices, completions, prompts

PRESETS = [Preset("friday", "hard techno, 140 bpm")]


def test_own_words_come_first_then_the_servers_then_styles() -> None:
    offered = prompts("techno", recent=["techno of mine"], presets=PRESETS)
    assert [value for _, value in offered] == ["techno of mine", "hard techno, 140 bpm", "dub techno", "techno"]


def test_a_preset_is_found_by_its_name_and_by_its_words() -> None:
    for typed in ("FRI", "140"):
        assert prompts(typed, recent=[], presets=PRESETS) == [("friday: hard techno, 140 bpm", "hard techno, 140 bpm")]


def test_the_last_of_several_parts_is_completed() -> None:
    assert list(completions("sad, jaz")) == ["sad, jazz ballad", "sad, jazz swing"]
    assert list(completions("sad , ")) == [f"sad, {style}" for style in STYLES]


def test_nothing_is_offered_twice() -> None:
    assert prompts("funk", recent=["funk", "funk"], presets=[]) == [("funk", "funk")]


def test_there_are_no_more_than_discord_shows() -> None:
    assert len(prompts("", recent=[f"prompt {number}" for number in range(99)], presets=[])) == CHOICES_MAX


def test_a_value_that_is_too_long_is_left_out_and_a_name_shortened() -> None:
    long = "x" * CHOICE_CHARACTERS
    assert choices([(long + "y", "a"), ("b", long + "y"), ("c", "")]) == [("x" * 99 + "…", "a")]


def test_names_hide_and_reorder_nothing() -> None:
    assert choices([("a\u202eb\nc", "v")]) == [("ab c", "v")]


def test_a_name_of_which_nothing_is_left_is_not_offered() -> None:
    assert choices([("\u202e", "v")]) == []


def test_every_style_can_be_offered() -> None:
    assert choices((style, style) for style in STYLES[:25]) == [(style, style) for style in STYLES[:25]]
    assert len(set(STYLES)) == len(STYLES)
