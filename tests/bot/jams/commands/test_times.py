"""When a jam is to begin."""

import pytest

from bot.jams.commands.times import NOT_UNDERSTOOD, TOO_LATE, TOO_SOON, time_in
from core.errors import UserError

NOW_S = 1_795_806_000.0  # 2026-11-27 19:00 UTC
HOUR_S = 3600.0


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("in 3 hours", 3),
        ("in 1 hour", 1),
        ("In 90 min", 1.5),
        ("in 90 minutes", 1.5),
        ("in 2d", 48),
        ("in 1 week", 168),
        (" 2026-11-27 20:00 ", 1),
        ("2026-11-27T20:00Z", 1),
        ("2026-11-27 20:00 UTC", 1),
        ("2026-11-27 22:00 +02:00", 1),
        ("2026-11-27 22:00 UTC+2", 1),
        ("2026-11-27 14:30 -0530", 1),
        ("<t:1795809600>", 1),
        ("<t:1795809600:R>", 1),
    ],
)
def test_people_write_times_in_many_ways(words: str, hours: float) -> None:
    assert time_in(words, now_s=NOW_S) == NOW_S + hours * HOUR_S


@pytest.mark.parametrize(
    "words",
    ["", "tomorrow", "in a while", "in 3 moons", "2026-13-01 20:00", "2026-11-27 25:00", "2026-11-27 20:00 +99"],
)
def test_what_is_no_time_is_told_how_to_write_one(words: str) -> None:
    with pytest.raises(UserError, match="I don't understand") as caught:
        time_in(words, now_s=NOW_S)
    assert str(caught.value) == NOT_UNDERSTOOD


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("in 1 minute", TOO_SOON),
        ("2020-01-01 10:00", TOO_SOON),
        ("in 61 days", TOO_LATE),
        ("<t:99999999999>", TOO_LATE),
    ],
)
def test_neither_at_once_nor_in_a_year(words: str, sentence: str) -> None:
    with pytest.raises(UserError) as caught:
        time_in(words, now_s=NOW_S)
    assert str(caught.value) == sentence
