"""Rows as people read them."""

import json

from bot.privacy.rows import in_json, readable
from bot.records.statements import Kept


def test_moments_are_dates() -> None:
    assert readable(Kept("clip", {"created_s": 1_800_000_000.0})) == {"created": "2027-01-15T08:00:00+00:00"}


def test_how_long_something_lasts_stays_a_number() -> None:
    assert readable(Kept("clip", {"duration_s": 5.12})) == {"duration_s": 5.12}


def test_what_never_happened_is_left_out() -> None:
    assert readable(Kept("clip", {"deleted_s": None, "claimed_until_s": 0.0})) == {}


def test_a_moment_that_is_none_is_left_out() -> None:
    assert readable(Kept("clip", {"created_s": 1e300})) == {}


def test_json_in_a_field_is_what_it_says() -> None:
    assert readable(Kept("clip", {"recipe": '{"prompt": "lo-fi"}'})) == {"recipe": {"prompt": "lo-fi"}}


def test_what_is_no_json_there_is_shown_as_it_is() -> None:
    assert readable(Kept("clip", {"recipe": "torn"})) == {"recipe": "torn"}


def test_words_that_look_like_json_stay_words() -> None:
    assert readable(Kept("report", {"text": "[1]"})) == {"text": "[1]"}


def test_letters_of_all_languages_stay_readable() -> None:
    assert "дождь" in in_json([{"prompt": "дождь"}]).decode()


def test_half_a_letter_stops_nothing() -> None:
    assert json.loads(in_json([{"prompt": "a\ud800b"}])) == [{"prompt": "a?b"}]
