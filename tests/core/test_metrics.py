from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from core.lanes import Lanes
from core.metrics import Queue, watch
from tests.core.asking import ask


@pytest.fixture
def registry() -> CollectorRegistry:
    return CollectorRegistry()


def test_requests_are_counted_by_state_and_workers_by_life(redis: Redis, registry: CollectorRegistry) -> None:
    lanes = Lanes(redis)
    lanes.enqueue([ask() for _ in range(3)], now_s=0)
    lanes.take("worker", most=1, now_s=0)
    registry.register(Queue(lanes, clock=lambda: 1.0))
    assert registry.get_sample_value("jamgram_queue_requests", {"state": "waiting"}) == 2
    assert registry.get_sample_value("jamgram_queue_requests", {"state": "taken"}) == 1
    assert registry.get_sample_value("jamgram_workers") == 1
    assert registry.get_sample_value("jamgram_redis_up") == 1


def test_it_foresees_when_all_is_done(redis: Redis, registry: CollectorRegistry) -> None:
    lanes = Lanes(redis)
    registry.register(Queue(lanes, clock=lambda: 1.0))
    lanes.take("worker", most=1, now_s=0)
    assert registry.get_sample_value("jamgram_queue_seconds") == 0
    lanes.enqueue([ask() for _ in range(3)], now_s=0)
    ends_s = max(one.ends_s or 0 for one in lanes.forecast(now_s=1).values())
    assert registry.get_sample_value("jamgram_queue_seconds") == pytest.approx(ends_s - 1)


def test_without_a_worker_nothing_is_foreseen(redis: Redis, registry: CollectorRegistry) -> None:
    lanes = Lanes(redis)
    lanes.enqueue([ask()], now_s=0)
    registry.register(Queue(lanes, clock=lambda: 1.0))
    assert registry.get_sample_value("jamgram_queue_seconds") is None
    assert registry.get_sample_value("jamgram_workers") == 0


def test_without_redis_it_says_so_and_nothing_else(tmp_path: Path, registry: CollectorRegistry) -> None:
    away = Redis(unix_socket_path=str(tmp_path / "nobody"), retry=Retry(NoBackoff(), 0))
    watch(Lanes(away), registry=registry)
    assert {metric.name for metric in registry.collect()} == {"jamgram_redis_up"}
    assert registry.get_sample_value("jamgram_redis_up") == 0


def test_registering_asks_nobody(tmp_path: Path, registry: CollectorRegistry) -> None:
    class Deaf(Lanes):
        def counts(self, *, now_s: float) -> None:  # type: ignore[override]
            raise AssertionError(f"asked at {now_s}")

    watch(Deaf(Redis(unix_socket_path=str(tmp_path / "nobody"))), registry=registry)
