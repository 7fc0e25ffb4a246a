"""What every part of the bot works with, built once in `__main__` and handed down."""

from collections.abc import Callable
from dataclasses import dataclass

from redis import Redis

from bot.records import Records
from core.artefacts import Artefacts
from core.lanes import Lanes
from core.settings import Settings


@dataclass(frozen=True, slots=True)
class Services:
    """The stores behind the bot. `lanes`, `artefacts` and `redis` block: go through `asyncio.to_thread`."""

    settings: Settings
    records: Records
    lanes: Lanes
    artefacts: Artefacts
    redis: Redis
    clock: Callable[[], float]
    """Seconds since 1970."""
