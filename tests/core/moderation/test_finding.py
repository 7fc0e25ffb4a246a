from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.moderation.finding import Covering, Found, OneSet, Text, all_found, pattern_finder, word_finders
from core.moderation.wording import LISTED, OWN, OWN_EXACTLY

SPANS = st.tuples(st.integers(0, 30), st.integers(0, 10)).map(lambda pair: Found(pair[0], pair[0] + pair[1]))


def found(text: str, *words: str) -> list[str]:
    return [text[one.start : one.end] for one in all_found(word_finders(words, OWN), Text.of(text))]


def test_words_that_share_the_space_between_them_are_both_found() -> None:
    assert found("drum drum drum", "drum") == ["drum", "drum", "drum"]


def test_what_is_found_is_told_as_it_stands() -> None:
    assert found("a ᴅʀ.ᴜᴍ roll", "drum") == ["ᴅʀ.ᴜᴍ"]


def test_what_is_found_in_several_readings_is_found_once() -> None:
    assert found("loud d-r-u-m, loud", "drum") == ["d-r-u-m"]


def test_signs_of_many_bytes_before_it_shift_nothing() -> None:
    assert found("日本の太鼓 🥁 é drum", "drum") == ["drum"]


def test_a_pattern_finds_in_the_words_as_they_stand() -> None:
    text = "BPM: 120"
    assert next(pattern_finder(r"bpm: \d+").found(Text.of(text))) == Found(0, len(text))


def test_a_pattern_finds_in_the_words_as_they_are_read() -> None:
    text = "ｄｒｕｍ"
    assert [*pattern_finder("^drum$").found(Text.of(text))] == [Found(0, 4)]


def test_a_pattern_that_finds_nothing_everywhere_finds_nothing() -> None:
    assert [*pattern_finder("x*").found(Text.of("drum"))] == []


@pytest.mark.parametrize("pattern", ["(", "[a", "(?=a)", r"\1", "((a{1000}){1000})"])
def test_a_pattern_that_cannot_be_used_is_told(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        pattern_finder(pattern)


def test_halves_of_signs_are_question_marks() -> None:
    assert Text.of("a\ud83d b").raw == "a? b"


@given(st.lists(SPANS, max_size=12), SPANS)
def test_what_covers_a_part_is_what_lies_around_it(parts: list[Found], part: Found) -> None:
    covering = Covering((one, one) for one in parts).over(part)
    around = [one for one in parts if one.start <= part.start and part.end <= one.end]
    assert covering in around if around else covering is None


@given(st.text(max_size=200))
def test_every_part_that_is_found_lies_in_the_text(text: str) -> None:
    for one, manner in product(["a*", "*the", "s"], [OWN, LISTED, OWN_EXACTLY]):
        for part in all_found(word_finders([one], manner), Text.of(text)):
            assert 0 <= part.start < part.end <= len(text)


def test_a_set_says_which_of_its_patterns_find_something() -> None:
    assert {*OneSet(["drum", "bass", "b.s"], exact=True).found(b"bass")} == {1, 2}


@pytest.mark.parametrize("most_bytes", [1000, 20_000])
def test_a_set_without_enough_memory_leaves_none_out(most_bytes: int) -> None:
    patterns = ["drum", "(a|b)*a(a|b){200}", "bass"]
    assert {*OneSet(patterns, exact=True, most_bytes=most_bytes).found(b"ab" * 300)} == {0, 1, 2}
