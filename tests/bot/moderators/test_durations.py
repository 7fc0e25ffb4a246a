"""How long a block lasts."""

from typing import get_args

from bot.moderators.durations import DURATIONS, LASTS_S, Duration, until_s


def test_each_has_a_length_and_longer_ones_come_later() -> None:
    assert tuple(LASTS_S) == DURATIONS == get_args(Duration)
    lengths = [LASTS_S[one] or float("inf") for one in DURATIONS]
    assert lengths == sorted(lengths)


def test_a_block_ends_so_much_later() -> None:
    assert until_s("a week", now_s=100.0) == 100.0 + 7 * 86_400


def test_one_lasts_until_somebody_lifts_it() -> None:
    assert until_s("until lifted", now_s=100.0) is None
