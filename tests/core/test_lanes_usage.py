"""How much of the limits somebody has used."""

import pytest
from redis import Redis

from core.lanes import Lanes, Limits
from core.lanes.usage import Usage, Usages, day_ends_s
from core.request import Origin
from tests.core.asking import ask, finish, flood, take

DAY_S = 24 * 3600


def usage(redis: Redis, *, server: str | None = "s", user: str = "u", now_s: float = 0) -> Usage:
    return Usages(redis).of(Origin(server=server, channel="c", author=user), now_s=now_s)


def test_who_never_asked_has_used_nothing(redis: Redis) -> None:
    assert usage(redis) == Usage(spent_ms=0, waiting=0, running=0, server_waiting=0, server_running=0)


def test_what_waits_counts_for_its_user_and_its_server_and_is_booked(redis: Redis) -> None:
    flood(Lanes(redis), 2)
    used = usage(redis)
    assert (used.waiting, used.running, used.server_waiting) == (2, 0, 2)
    assert used.spent_s > 0


def test_others_of_the_server_are_counted_for_the_server_alone(redis: Redis) -> None:
    flood(Lanes(redis), 3, user="other")
    assert usage(redis) == Usage(spent_ms=0, waiting=0, running=0, server_waiting=3, server_running=0)


def test_what_is_painted_in_one_pass_runs_as_one(redis: Redis) -> None:
    lanes = Lanes(redis)
    flood(lanes, 4)
    take(lanes, most=4)
    used = usage(redis)
    assert (used.waiting, used.running, used.server_running) == (0, 1, 1)


def test_what_it_took_counts_once_it_is_over(redis: Redis) -> None:
    lanes = Lanes(redis)
    flood(lanes, 1)
    finish(lanes, take(lanes), took_s=7)
    assert usage(redis).spent_s == pytest.approx(7)
    assert usage(redis).running == 0


def test_what_is_called_off_in_time_is_given_back(redis: Redis) -> None:
    lanes = Lanes(redis)
    (waiting,) = flood(lanes, 1)
    lanes.cancel(waiting)
    assert usage(redis).spent_ms == 0


def test_a_new_day_begins_with_nothing(redis: Redis) -> None:
    lanes = Lanes(redis)
    flood(lanes, 1)
    finish(lanes, take(lanes), took_s=7)
    assert usage(redis, now_s=DAY_S).spent_ms == 0


def test_direct_messages_are_a_server_of_ones_own(redis: Redis) -> None:
    lanes = Lanes(redis)
    lanes.enqueue([ask(server=None)], now_s=0)
    assert usage(redis, server=None).server_waiting == 1
    assert usage(redis, server=None, user="other").server_waiting == 0


def test_the_sums_are_those_that_the_limits_go_by(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(user_waiting=2))
    flood(lanes, 2)
    assert usage(redis).waiting == 2


@pytest.mark.parametrize("now_s", [0.0, 1.0, DAY_S - 1.0])
def test_the_day_ends_at_midnight(now_s: float) -> None:
    assert day_ends_s(now_s) == DAY_S
