import sys
import unicodedata

import pytest

from core.moderation.letters import BREAK, MASK, shown

DENSE = [range(0x3400), range(0xA000, 0xAC00), range(0xF900, 0x20000), range(0xE0000, 0xE0200)]
"""Where signs have much to do with those of other scripts; of ideographs and syllables a few are enough."""

ALL = [chr(code) for part in (*DENSE, range(0x3400, sys.maxunicode + 1, 97)) for code in part]


@pytest.mark.parametrize(
    ("sign", "letter"),
    [
        ("A", "a"),
        ("ａ", "a"),
        ("𝔞", "a"),
        ("𝖆", "a"),
        ("ⓐ", "a"),
        ("🅰", "a"),
        ("🇦", "a"),
        ("á", "a"),
        ("а", "a"),  # Cyrillic
        ("А", "a"),
        ("α", "a"),  # Greek
        ("ᴀ", "a"),
        ("ᵃ", "a"),
        ("Ꭺ", "a"),  # Cherokee
        ("ɐ", "a"),
        ("Ρ", "p"),
        ("Н", "h"),
        ("ß", "ss"),
        ("ﬁ", "fi"),
        ("①", "1"),
        ("٣", "3"),
        ("ø", "o"),
        ("ł", "l"),
    ],
)
def test_signs_are_read_as_the_letters_that_they_look_like(sign: str, letter: str) -> None:
    assert shown(sign) == letter


@pytest.mark.parametrize(
    "sign", ["\u200b", "\u200d", "\u2060", "\u00ad", "\u202e", "\ufe0f", "\u034f", "\u3164", "\u0301"]
)
def test_what_cannot_be_seen_is_not_read(sign: str) -> None:
    assert shown(sign) == ""


@pytest.mark.parametrize("sign", ["\n", "\t", "\u00a0", "\u2009", "\u3000", "\u2800", "\x00"])
def test_blanks_are_spaces(sign: str) -> None:
    assert shown(sign) == " "


@pytest.mark.parametrize("sign", ["▇", "•", "＊", "∗"])
def test_blots_stand_for_letters(sign: str) -> None:
    assert shown(sign) == MASK


@pytest.mark.parametrize("sign", ["🔥", "♫", "→", "“"])
def test_other_signs_break_words(sign: str) -> None:
    assert shown(sign) == BREAK


@pytest.mark.parametrize("sign", ["日", "ж", "ひ", "ก"])
def test_letters_that_look_like_no_other_stay(sign: str) -> None:
    assert shown(sign) == sign


def test_every_sign_there_is_can_be_read_and_reads_the_same_when_it_is_read_again() -> None:
    wrong = [sign for sign in ALL if "".join(map(shown, shown(sign))) != shown(sign)]
    assert wrong == []


def test_of_what_is_not_ascii_only_letters_are_left() -> None:
    left = {letter for sign in ALL for letter in shown(sign) if not letter.isascii()}
    assert {unicodedata.category(letter)[0] for letter in left} <= {"L", "M"}
