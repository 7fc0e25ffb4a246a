"""How much one user and one server may have."""

import pytest
from redis import Redis

from core.lanes import Lanes, LimitReached, Limits
from tests.core.asking import ask, finish, flood, ids, take

DAY_S = 24 * 3600


def test_a_user_waits_with_so_many_and_no_more(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(user_waiting=2))
    lanes.enqueue([ask(server="s"), ask(server="s")], now_s=0)
    with pytest.raises(LimitReached, match="You can have 2 requests waiting") as refused:
        lanes.enqueue([ask(server="t")], now_s=0)
    assert (refused.value.limit, refused.value.most) == ("user", 2)
    take(lanes)
    lanes.enqueue([ask(server="t")], now_s=0)


def test_a_server_waits_with_so_many_and_no_more(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(server_waiting=2))
    for user in "uv":
        lanes.enqueue([ask(user=user)], now_s=0)
    with pytest.raises(LimitReached, match="This server's line is full: 2 are waiting"):
        lanes.enqueue([ask(user="w")], now_s=0)
    lanes.enqueue([ask(server="other", user="w")], now_s=0)


def test_requests_beyond_a_limit_are_refused_together(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(user_waiting=3))
    with pytest.raises(LimitReached):
        lanes.enqueue([ask(f"a{number}") for number in range(4)], now_s=0)
    assert lanes.forecast(now_s=0) == {}
    assert lanes.enqueue([ask(f"a{number}") for number in range(3)], now_s=0) == ("a0", "a1", "a2")


def test_asking_again_for_the_known_meets_no_limit(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(user_waiting=1))
    lanes.enqueue([ask("a")], now_s=0)
    assert lanes.enqueue([ask("a")], now_s=0) == ()


def test_a_user_keeps_one_worker_busy(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(user_running=1))
    flood(lanes, 4)
    batch = take(lanes, "1", most=2)
    assert len(batch.requests) == 2
    assert lanes.take("2", most=2, now_s=0) is None
    finish(lanes, batch, took_s=1)
    assert len(take(lanes, "2", most=2).requests) == 2


def test_a_server_keeps_three_workers_busy(redis: Redis) -> None:
    lanes = Lanes(redis)
    for user in "uvwx":
        lanes.enqueue([ask(user=user)], now_s=0)
    batches = [take(lanes, worker) for worker in "123"]
    assert lanes.take("4", most=1, now_s=0) is None
    lanes.enqueue([ask("other", server="t", user="y")], now_s=0)
    assert ids(take(lanes, "4")) == ["other"]
    finish(lanes, batches[0], took_s=1)
    take(lanes, "5")


def test_a_user_has_so_many_seconds_a_day(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(user_waiting=100, user_s_a_day=20))
    lanes.enqueue([ask(), ask()], now_s=0)
    with pytest.raises(LimitReached, match="20 seconds of painting a day"):
        lanes.enqueue([ask()], now_s=DAY_S - 1)
    lanes.enqueue([ask(user="other")], now_s=DAY_S - 1)
    lanes.enqueue([ask()], now_s=DAY_S)


def test_a_day_is_charged_what_was_really_taken(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(user_s_a_day=20))
    lanes.enqueue([ask(), ask()], now_s=0)
    finish(lanes, take(lanes, most=2), took_s=6)
    assert redis.hgetall("{jamgram}:spent:0") == {b"u": b"6000"}


@pytest.mark.parametrize("way", ["cancelled", "failed"])
def test_what_was_not_painted_costs_nothing_of_the_day(redis: Redis, way: str) -> None:
    lanes = Lanes(redis)
    lanes.enqueue([ask("a")], now_s=0)
    if way == "cancelled":
        lanes.cancel("a")
    else:
        finish(lanes, take(lanes), took_s=6, failed=["a"])
    assert redis.hgetall("{jamgram}:spent:0") == {b"u": b"0"}
