"""What Prometheus hears of the queue, and of faults wherever they happen. Other metrics are where they are measured."""

import time
from collections.abc import Callable, Iterable
from typing import Final

from prometheus_client import REGISTRY, CollectorRegistry, Counter
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from redis.exceptions import RedisError

from core.lanes import Lanes

ERRORS: Final = Counter("jamgram_errors", "Faults of ours that were caught at an edge, by the edge.", ["where"])


class Queue(Collector):
    """Reads the queue when somebody looks. While Redis is away there are no numbers, rather than wrong ones."""

    def __init__(self, lanes: Lanes, *, clock: Callable[[], float] = time.time) -> None:
        self._lanes = lanes
        self._clock = clock

    def describe(self) -> Iterable[Metric]:
        """Name nothing before the first look: registering must not wait for Redis."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """Count the requests by state and the workers that are alive, and foresee when all is done."""
        now_s = self._clock()
        try:
            counts, forecasts = self._lanes.counts(now_s=now_s), self._lanes.forecast_of_late(now_s=now_s)
        except (RedisError, OSError):
            yield gauge("jamgram_redis_up", "1 while Redis answers.", 0)
            return
        yield gauge("jamgram_redis_up", "1 while Redis answers.", 1)
        yield gauge("jamgram_workers", "Workers that have been heard of lately.", counts.workers)
        requests = GaugeMetricFamily("jamgram_queue_requests", "Requests, by state.", labels=["state"])
        requests.add_metric(["waiting"], counts.waiting)
        requests.add_metric(["taken"], counts.taken)
        yield requests
        ends_s = [one.ends_s for one in forecasts.values() if one.ends_s is not None]
        if counts.workers:
            foreseen_s = max(0.0, max(ends_s, default=now_s) - now_s)
            yield gauge("jamgram_queue_seconds", "Foreseen seconds until all that waits is done.", foreseen_s)


def gauge(name: str, meaning: str, value: float) -> Metric:
    """Make a gauge with one value."""
    return GaugeMetricFamily(name, meaning, value=value)


def watch(lanes: Lanes, *, registry: CollectorRegistry = REGISTRY) -> None:
    """Add the queue to what `/metrics` tells. Once a process, in its `__main__`."""
    registry.register(Queue(lanes))
