"""Lists as they are spelled in the ids of buttons."""

import itertools
import re
from typing import get_args

import pytest

from bot.buttons import TEMPLATE
from bot.card import Button
from bot.gallery.listings import UNKNOWN, WORDS_BYTES, Kind, Leaf, Listing, Period, Scope, cut, leaf_of, since_s
from core.errors import UserError

NOW_S = 1_800_000_000


@pytest.mark.parametrize(
    "listing",
    [
        *(Listing(kind) for kind in get_args(Kind)),
        *(Listing("top", period=period, scope=scope) for period, scope in itertools.product(
            get_args(Period), get_args(Scope)
        )),
        Listing("mine", "rain - & more", sort="stars"),
        Listing("mine", sort="oldest"),
        Listing("search", "été 雨 🌧️"),
    ],
)  # fmt: skip
def test_a_page_is_read_as_it_was_spelled(listing: Listing) -> None:
    leaf = Leaf(listing, 12, NOW_S)
    assert leaf_of(leaf.code) == leaf


@pytest.mark.parametrize("words", ["x" * 300, "雨" * 100, "🌧️" * 60, " x "])
def test_the_longest_words_still_fit_a_buttons_id(words: str) -> None:
    kept = cut(words)
    leaf = Leaf(Listing("search", kept, sort="newest", period="month", scope="everywhere"), 99_999, NOW_S)
    button = Button("page", leaf.code, "▶️", "Next")
    assert len(button.custom_id) <= 100
    assert leaf_of(leaf.code).listing.words == kept
    assert len(kept.encode()) <= WORDS_BYTES
    assert kept == kept.strip()
    assert words.strip().startswith(kept)


def test_its_signs_are_those_of_a_buttons_id() -> None:

    button = Button("page", Leaf(Listing("search", "a?b>c~ÿþ"), 1, NOW_S).code, "▶️", "Next")
    assert re.fullmatch(TEMPLATE, button.custom_id)


@pytest.mark.parametrize(
    "code", ["", "1", "1-2", "x-1-lnwh", "1-x-lnwh", "1-1-lnw", "1-1-qnwh", "1-1-lnwhA", "1-1-lnwh_w"]
)
def test_what_nobody_spelled_is_refused(code: str) -> None:
    with pytest.raises(UserError, match="another version"):
        leaf_of(code)
    assert "`/riffs`" in UNKNOWN


def test_pages_are_numbered_from_one() -> None:
    assert leaf_of("0-1800000000-lnwh").number == 1


@pytest.mark.parametrize(("period", "days"), [("day", 1), ("week", 7), ("month", 30)])
def test_a_chart_looks_back_so_far(period: Period, days: int) -> None:
    assert since_s(Leaf(Listing("top", period=period), 1, NOW_S)) == NOW_S - days * 86_400


def test_the_chart_of_all_time_has_no_beginning() -> None:
    assert since_s(Leaf(Listing("top", period="all"), 1, NOW_S)) is None
