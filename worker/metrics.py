"""What Prometheus hears of the worker."""

from typing import Final, Literal

from prometheus_client import Counter, Histogram

Stage = Literal["begin", "paint", "finish", "preview"]

SIZES: Final = Histogram("jamgram_batch_requests", "Requests in a batch.", buckets=(1, 2, 4, 8, 16, 32, 64))
SECONDS: Final = Histogram(
    "jamgram_stage_seconds",
    "Seconds that a stage took: a request's beginning, a pass of painting, a request's sound and files, a preview.",
    ["stage"],
    buckets=(0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300),
)
WAITED_S: Final = Histogram(
    "jamgram_wait_seconds",
    "From a request's place in the lanes to the batch that took it.",
    buckets=(0.1, 0.3, 1, 3, 10, 30, 60, 120, 300, 600, 1800, 3600),
)
ENDS: Final = Counter("jamgram_requests", "Requests that this worker ended, by their end.", ["end"])
