"""Bytes of old clips, removed; their recipes stay, so that each can be made anew.

The bytes of uploads are kept as long as their clips are not deleted: a clip's recipe names its source, and without it
nobody could make the clip again.
"""

import asyncio
import logging
from typing import Final

from bot.clearing import clear
from bot.delivery.backoff import pause
from bot.records.values import ClipRecord
from bot.services import Services
from bot.threads import in_queue
from core.lease import Lease

log = logging.getLogger(__name__)

EVERY_S: Final = 3600.0
AT_ONCE: Final = 100
DAY_S: Final = 24 * 3600.0


class Sweeper:
    """Sweeps hourly, in one process at a time."""

    def __init__(self, services: Services, lease: Lease) -> None:
        self._services, self._lease = services, lease

    async def sweep(self, stop: asyncio.Event) -> None:
        """Keep sweeping until asked to stop."""
        while not stop.is_set():
            if await in_queue(self._lease.hold):
                while await self.sweep_some() == AT_ONCE and not stop.is_set():
                    continue
            await pause(stop, EVERY_S)

    async def sweep_some(self) -> int:
        """Remove the bytes of some clips that are deleted or too old, and say of how many."""
        days = self._services.settings.retention_days
        before_s = self._services.clock() - days * DAY_S if days else 0.0
        clips = await self._services.records.sweepable(before_s, AT_ONCE)
        for clip in clips:
            await self._sweep(clip)
        return len(clips)

    async def _sweep(self, clip: ClipRecord) -> None:
        await clear(self._services, clip)
        log.info("clip %s: its bytes were swept", clip.id)
