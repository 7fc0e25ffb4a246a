"""How long requests waited, as their worker hears it."""

import pytest
from redis import Redis

from core.lanes import Lanes
from tests.core.asking import NO_LIMITS, ask


@pytest.fixture
def lanes(redis: Redis) -> Lanes:
    return Lanes(redis, limits=NO_LIMITS)


def waits(lanes: Lanes, *, now_s: float, worker: str = "worker") -> list[float]:
    batch = lanes.take(worker, most=8, now_s=now_s)
    assert batch is not None
    return sorted(batch.waited_s)


def test_each_request_of_a_batch_waited_since_it_was_asked_for(lanes: Lanes) -> None:
    lanes.enqueue([ask(user="a")], now_s=10)
    lanes.enqueue([ask(user="b"), ask(user="b")], now_s=12.5)
    assert waits(lanes, now_s=20) == [7.5, 7.5, 10]


def test_to_ask_again_for_the_known_changes_nothing(lanes: Lanes) -> None:
    known = ask()
    for now_s in (10, 15):
        lanes.enqueue([known], now_s=now_s)
    assert waits(lanes, now_s=20) == [10]


def test_what_a_worker_gave_back_waited_from_the_beginning(lanes: Lanes) -> None:
    lanes.enqueue([ask()], now_s=10)
    batch = lanes.take("first", most=8, now_s=11)
    assert batch is not None
    lanes.give_back(batch.id)
    assert waits(lanes, now_s=20, worker="second") == [10]


def test_clocks_that_disagree_make_no_wait_negative(lanes: Lanes) -> None:
    lanes.enqueue([ask()], now_s=10)
    assert waits(lanes, now_s=9) == [0]


@pytest.mark.parametrize("odd", ["soon", "nan", "-inf", "inf", ""])
def test_a_time_that_is_none_counts_as_no_wait(lanes: Lanes, redis: Redis, odd: str) -> None:
    lanes.enqueue([ask("r")], now_s=10)
    redis.hset("{jamgram}:request:r", "asked", odd)
    assert waits(lanes, now_s=20) == [0]
