"""Rules of words take what anybody sends them, and what they do for it grows with its length and no faster."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.moderation import HARD
from core.moderation import Rules, judge
from core.moderation.finding import Text
from tests.core.moderation.written import own

if TYPE_CHECKING:
    from _typeshed import TraceFunction

LONG = 6000
SHORT = 1500

ODD = st.text(
    st.one_of(st.characters(), st.sampled_from("porn sex nazi aeiou*#%_.-'|@$!\u200b\u0301\ud83d🔥рɹ")), max_size=400
)
PIECES = st.lists(st.sampled_from([
    "porn", "s e x", "f.u-c_k", "Sex Pistols", "against rape", "ju nk", "uɹod", "NaziPunks", "n1gg3r", "\ud800",
    "https://", "in the style of Drake", "child", "🍆💦", "p\u200bo\u200br\u200bn", "   ", "\n", "kill yourself", "*",
]), max_size=60).map(" ".join)  # fmt: skip


def lines_done(work: Callable[[], object]) -> int:
    """Count the lines of Python that are run for it."""
    done = 0

    def look(_frame: FrameType, event: str, _what: object) -> "TraceFunction":
        nonlocal done
        done += event == "line"
        return look

    before = sys.gettrace()
    sys.settrace(look)
    try:
        work()
    finally:
        sys.settrace(before)
    return done


def steps(text: str, rules: Rules) -> int:
    return lines_done(lambda: judge(text, [rules, REPLACE])) + len(Text.of(text).reading.text)


REPLACE = own("replace", "porn", "beat*", replacement="♫")


@given(ODD | PIECES)
@settings(max_examples=300)
def test_anything_can_be_judged_and_nothing_is_made_up(rules: Rules, text: str) -> None:
    judgement = judge(text, [rules])
    assert judgement.text == text
    assert judgement.matched in text.encode("utf-8", "replace").decode("utf-8")
    assert bool(judgement.family) == (judgement.outcome != "allow") == bool(judgement.matched)


@given(ODD | PIECES)
def test_judging_twice_says_the_same(rules: Rules, text: str) -> None:
    assert judge(text, [rules]) == judge(text, [rules])


@given(PIECES, PIECES)
def test_words_beside_others_are_no_better(rules: Rules, text: str, other: str) -> None:
    if judge(text, [rules]).family == "minors":
        assert judge(f"{text}\n{other}", [rules]).family == "minors"


@given(PIECES)
def test_a_replaced_text_has_nothing_left_to_replace(text: str) -> None:
    once = judge(text, [REPLACE]).text
    assert judge(once, [REPLACE]).text == once


@pytest.mark.parametrize("kind", HARD)
def test_a_text_four_times_as_long_takes_about_four_times_the_steps(kind: str, rules: Rules) -> None:
    assert steps(HARD[kind](LONG), rules) <= 5 * steps(HARD[kind](SHORT), rules) + 500


@given(st.text(st.sampled_from("abnops .-*'AB\u0301р"), min_size=2, max_size=30))
@settings(max_examples=60)
def test_no_text_that_is_repeated_takes_more_than_its_share(rules: Rules, text: str) -> None:
    few, many = text * (SHORT // 4 // len(text)), text * (SHORT // len(text))
    assert steps(many, rules) <= 6 * steps(few, rules) + 500
