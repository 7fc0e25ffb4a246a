"""How long requests would take that nobody has asked for yet."""

import pytest
from redis import Redis

from core.lanes import Lanes
from tests.core.asking import NO_LIMITS, ask, drain, finish, flood, jam_on, take


@pytest.fixture
def lanes(redis: Redis) -> Lanes:
    return Lanes(redis, limits=NO_LIMITS)


@pytest.mark.parametrize("jam", ["J1", None])
@pytest.mark.parametrize("others", [2, 5])
def test_it_is_foreseen_how_long_requests_would_take(redis: Redis, jam: str | None, others: int) -> None:
    lanes = Lanes(redis, limits=NO_LIMITS)
    lanes.take("w", most=2, now_s=0)
    jam_on(lanes, others, jam="J2")
    jam_on(lanes, others // 2, jam="J1", steps=30)
    flood(lanes, others * 4)
    for _ in range(others // 2):
        batch = take(lanes, most=2)
        finish(lanes, batch, took_s=batch.predicted_s)
    requests = [ask(user="u", jam=jam) for _ in range(6)]
    lanes.take("v", most=2, now_s=0)
    foreseen = lanes.foreseen(requests, now_s=1)
    assert not set(lanes.states([one.id for one in requests]).values()) - {None}
    lanes.enqueue(requests, now_s=1)
    at = lanes.forecast(now_s=1)
    assert foreseen == pytest.approx(max((at[one.id].ends_s or 0) for one in requests) - 1)


def test_what_is_foreseen_is_what_then_happens(lanes: Lanes) -> None:
    lanes.take("w", most=2, now_s=0)
    flood(lanes, 7)
    requests = [ask(jam="J1") for _ in range(5)]
    foreseen = lanes.foreseen(requests, now_s=0)
    lanes.enqueue(requests, now_s=0)
    over = {one.id: one.ends_s for one in drain(lanes, idle=["w"], most=2, now_s=0)}
    assert foreseen == max(over[one.id] for one in requests)


def test_without_a_worker_nobody_knows_how_long_requests_would_take(lanes: Lanes) -> None:
    flood(lanes, 3)
    assert lanes.foreseen([ask(jam="J1")], now_s=0) is None
