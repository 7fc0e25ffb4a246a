"""Words as they may stand in a message."""

import pytest

from bot.words import (
    CONTENT_MAX,
    MARKS_IN_A_ROW,
    PROMPT_SHOWN,
    bar,
    escape,
    fit,
    mention,
    moment,
    ordinal,
    plain,
    shorten,
    units,
)


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("**bold** _it_ ~~gone~~", r"\*\*bold\*\* \_it\_ \~\~gone\~\~"),
        ("`code`", r"\`code\`"),
        ("||secret||", r"\|\|secret\|\|"),
        ("# heading", r"\# heading"),
        ("- item", r"\- item"),
        ("-# small", r"\-# small"),
        ("+ item", r"\+ item"),
        ("> quote", r"\> quote"),
        ("[masked](https://evil.example)", r"\[masked\](https:\/\/evil.example)"),
        ("discord.gg/abc", r"discord.gg\/abc"),
        ("<#123> <t:0:R> <a:b:1>", r"\<#123\> \<t:0:R\> \<a:b:1\>"),
        ("back\\slash", r"back\\slash"),
        ("**\\", r"\*\*\\"),
    ],
)
def test_markup_is_shown_as_it_was_typed(hostile: str, shown: str) -> None:
    assert escape(hostile) == shown


@pytest.mark.parametrize("hostile", ["@everyone", "@here", "<@1>", "<@&1>", "<@!1>"])
def test_no_mention_is_left_whole(hostile: str) -> None:
    assert hostile not in escape(f"hello {hostile}")
    assert "@\u200b" in escape(hostile)


def test_ordinary_words_stay_as_they_are() -> None:
    words = "lo-fi beats, 90 bpm: rain & jazz (mono)! 1. どうも ümläut 100%"
    assert escape(words) == words


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200f", "\u061c", "\ufeff", "\u200b", "\u00ad", "\U000e0041"])
def test_signs_that_hide_or_reorder_are_left_out(sign: str) -> None:
    assert plain(f"be{sign}fore") == "before"


@pytest.mark.parametrize("sign", ["\n", "\r\n", "\t", "\u2028", "\u2029", "\x00", "\x1b"])
def test_everything_is_on_one_line(sign: str) -> None:
    assert plain(f"one{sign}two") == "one two"


def test_an_emoji_made_of_several_stays_one() -> None:
    assert plain("👩\u200d🎤") == "👩\u200d🎤"


def test_towers_of_marks_are_cut_down() -> None:
    assert plain("a" + "\u0301" * 50) == "a" + "\u0301" * MARKS_IN_A_ROW


def test_long_words_are_cut_with_an_ellipsis() -> None:
    assert shorten("a" * 10, 5) == "aaaa…"
    assert shorten("abcde", 5) == "abcde"
    assert shorten("abc def", 5) == "abc…"


def test_escaping_counts_what_is_seen() -> None:
    assert escape("*" * 1000).count("\\*") == PROMPT_SHOWN - 1


def test_escaped_words_never_end_in_a_lone_backslash() -> None:
    for length in range(1, 9):
        escaped = escape("\\*" * 10, most=length)
        assert (len(escaped) - len(escaped.rstrip("\\"))) % 2 == 0


def test_units_are_counted_as_clients_count() -> None:
    assert units("aé") == 2
    assert units("🎧") == 2


def test_lines_that_do_not_fit_are_left_out() -> None:
    assert fit(["a", "b"]) == "a\nb"
    assert fit(["a" * CONTENT_MAX, "b"]) == "a" * CONTENT_MAX
    assert units(fit(["🎧" * 600, "🎧" * 500])) == 1200


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (111, "111th"),
    ],
)
def test_ordinals(number: int, written: str) -> None:
    assert ordinal(number) == written


def test_a_bar_is_full_only_at_the_end() -> None:
    assert bar(0, 25) == "▱" * 10
    assert bar(24, 25) == "▰" * 9 + "▱"
    assert bar(25, 25) == "▰" * 10
    assert bar(30, 25) == "▰" * 10
    assert bar(0, 0) == "▱" * 10


def test_times_and_people_are_in_discords_spelling() -> None:
    assert moment(1_800_000_000.4) == "<t:1800000000:R>"
    assert mention("123") == "<@123>"


@pytest.mark.parametrize("name", ["gone-0123abcd", "jamgram", ""])
def test_whoever_has_no_id_any_more_is_named_without_one(name: str) -> None:
    assert mention(name) == "somebody who left"
