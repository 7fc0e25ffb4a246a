import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.moderation.normalising import Reading, folded, plain, reading_of


def ways(text: str) -> list[str]:
    return reading_of(text, plain(text)).text.split("\n")


@pytest.mark.parametrize(
    "text", ["f.u.n", "f-u-n", "f_u_n", "f*u*n", "f🔥u🔥n", "f/u/n", "(f)(u)(n)", "f\u200bu\u200bn", "F U N"]
)
def test_what_parts_the_letters_of_a_word_is_left_out(text: str) -> None:
    assert any("fun" in way for way in ways(text))


def test_where_the_gap_is_wider_a_word_ends() -> None:
    assert "so much fun" in ways("s o  m u c h  f u n")


@pytest.mark.parametrize(("text", "word"), [("chords F A G", "fag"), ("D A D G", "dadg"), ("a b c d e f g", "abc")])
def test_letters_that_may_be_notes_are_not_joined(text: str, word: str) -> None:
    assert not any(word in way for way in ways(text))


def test_a_word_that_was_cut_in_two_is_read_whole() -> None:
    assert any("junk food" in way for way in ways("ju nk food"))


def test_a_part_may_belong_to_what_is_before_it_or_to_what_follows() -> None:
    assert any("abcd" in way for way in ways("xyz ab cd"))
    assert any("xyzab" in way for way in ways("xyz ab cd"))


@pytest.mark.parametrize("text", ["pen is mine", "us an us", "the rap is on", "today's ex"])
def test_words_are_not_taken_for_parts(text: str) -> None:
    assert ways(text) == [text]


def test_an_apostrophe_joins_nothing() -> None:
    assert ways("who're you") == ["who're you"]


def test_capitals_begin_words() -> None:
    assert "quiet rain" in ways("QuietRain")


def test_what_stands_on_its_head_is_read_from_its_end() -> None:
    assert "fun" in ways("unɟ")


def test_a_short_prompt_is_read_in_one_way() -> None:
    assert ways("slow beats, rain") == ["slow beats, rain"]


def test_a_part_of_a_reading_is_found_in_the_text() -> None:
    text = "so ｆ.\u200bｕ.ｎ it is"
    reading = reading_of(text, plain(text))
    start = reading.text.index("fun")
    assert text[slice(*reading.span(start, start + 3))] == "ｆ.\u200bｕ.ｎ"


def test_a_part_of_what_stands_on_its_head_is_found_too() -> None:
    text = "so unɟ"
    reading = reading_of(text, plain(text))
    start = reading.text.index("fun")
    assert text[slice(*reading.span(start, start + 3))] == "unɟ"


def test_nothing_is_found_nowhere() -> None:
    assert Reading("abc", range(4)).span(1, 1) == (1, 1)


@given(st.text(max_size=300))
def test_reading_twice_reads_the_same(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text(max_size=300))
def test_every_letter_knows_where_it_stood(text: str) -> None:
    reading = reading_of(text, plain(text))
    assert len(reading.at) in {len(reading.text), len(reading.text) + 1}
    assert all(0 <= place <= len(text) for place in reading.at)


@given(st.text(alphabet="ab .-_*'AB\u0301🔥", max_size=200))
def test_a_text_is_read_at_most_six_times(text: str) -> None:
    assert len(reading_of(text, plain(text)).text) <= 6 * (2 * len(text) + 1)
