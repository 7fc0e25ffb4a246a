"""What is said to a clip, and what becomes of it."""

import pytest

from bot.family.phrasing import is_called, joined, lettered, without_mention
from core.limits import PROMPT_MAX


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("<@7> darker, add piano", "darker, add piano"),
        ("<@!7>: darker", "darker"),
        ("darker <@7>", "darker"),
        ("a  <@7>\n b", "a b"),
        ("<@7>", ""),
        ("<@8> darker", "<@8> darker"),
    ],
)
def test_the_call_is_no_part_of_the_words(said: str, words: str) -> None:
    assert without_mention(said, 7) == words


def test_only_a_call_by_name_counts() -> None:
    assert is_called("hey <@7>!", 7)
    assert is_called("hey <@!7>!", 7)
    assert not is_called("hey <@77>!", 7)


@pytest.mark.parametrize(
    ("said", "letter", "words"),
    [
        ("B darker", "B", "darker"),
        ("B: darker", "B", "darker"),
        ("C, darker", "C", "darker"),
        ("a darker one", None, "a darker one"),
        ("E darker", None, "E darker"),
        ("Bass", None, "Bass"),
        ("B", None, "B"),
    ],
)
def test_a_letter_before_the_words_chooses_a_clip(said: str, letter: str | None, words: str) -> None:
    assert lettered(said) == (letter, words)


@pytest.mark.parametrize(
    ("before", "said", "both"),
    [
        ("lo-fi beats", "darker, add piano", "lo-fi beats, darker, add piano"),
        ("lo-fi beats, darker", "Darker, add piano", "lo-fi beats, Darker, add piano"),
        ("", "darker", "darker"),
        ("lo-fi beats,", ", darker", "lo-fi beats, darker"),
    ],
)
def test_what_was_there_comes_first(before: str, said: str, both: str) -> None:
    assert joined(before, said) == both


def test_what_is_said_stays_whole_and_what_was_there_gives_way() -> None:
    before = ", ".join(f"instrument number {number}" for number in range(14))
    both = joined(before, "darker, add piano")
    assert len(both) <= PROMPT_MAX
    assert both.startswith("instrument number 0, ")
    assert both.endswith(", darker, add piano")


def test_words_that_leave_no_room_stand_alone() -> None:
    assert joined("lo-fi beats", "x" * PROMPT_MAX) == "x" * PROMPT_MAX
