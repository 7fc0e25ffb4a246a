"""What the bot's front tells Prometheus of itself."""

from typing import Final

from prometheus_client import Histogram

ACKNOWLEDGED_S: Final = Histogram(
    "jamgram_acknowledgement_seconds",
    "From an interaction's creation to Discord's having its card; Discord gives up after 3 s.",
    buckets=(0.05, 0.1, 0.2, 0.3, 0.5, 1, 1.5, 2, 3),
)
