"""The fair queue: who waits, who is next, and who is being served. See docs/queue.md."""

from core.lanes.forecast import Forecast
from core.lanes.lanes import Lanes
from core.lanes.values import Batch, BatchGoneError, Counts, LimitReached, Limits, Over, State, Withdrawn

__all__ = [
    "Batch",
    "BatchGoneError",
    "Counts",
    "Forecast",
    "Lanes",
    "LimitReached",
    "Limits",
    "Over",
    "State",
    "Withdrawn",
]
