"""What is old, removed: bytes of clips, exports and uploads, and cards and jams of which nothing is left; recipes stay.

Bytes that the records don't name are removed by their age alone: uploads of requests that were refused or failed,
previews, and what workers stored for batches that were no longer theirs.
"""

import asyncio
import logging
from collections.abc import Iterator, Sequence
from typing import Final

from bot.clearing import clear, clear_export
from bot.delivery import metrics
from bot.delivery.backoff import pause
from bot.services import Services
from bot.threads import in_files, in_queue
from core.artefacts import SHELVES, Stored
from core.lease import Lease

log = logging.getLogger(__name__)

EVERY_S: Final = 3600.0
AT_ONCE: Final = 100
CARDS_AT_ONCE: Final = 500
DAY_S: Final = 24 * 3600.0
DECIDED_S: Final = 30 * DAY_S
"""So long it can be looked up what a case was about, and what somebody was blocked for."""


class Sweeper:
    """Sweeps hourly, in one process at a time."""

    def __init__(self, services: Services, lease: Lease) -> None:
        self._services, self._lease = services, lease

    async def sweep(self, stop: asyncio.Event) -> None:
        """Keep sweeping until asked to stop."""
        while not stop.is_set():
            if await self._holds():
                await self.sweep_clips()
                await self.sweep_exports()
                await self.sweep_store()
                await self.sweep_cards()
                await self.sweep_jams()
                await self.sweep_words()
            await pause(stop, EVERY_S)

    async def sweep_clips(self) -> None:
        """Remove the bytes of clips that are deleted or too old. One that can't be removed holds up no other."""
        records, before_s, now_s = self._services.records, self._before_s() or 0.0, self._services.clock()
        clips = await records.sweepable(before_s, AT_ONCE, now_s=now_s)
        while clips and await self._holds():
            for clip in clips:
                await clear(self._services, clip)
            clips = await records.sweepable(before_s, AT_ONCE, after=clips[-1].id, now_s=now_s)

    async def sweep_exports(self) -> None:
        """Remove files that were exported over a day ago, and forget questions that were answered by then."""
        before_s = self._services.clock() - DAY_S
        files = await self._services.records.sweepable_exports(before_s, AT_ONCE)
        while files and await self._holds():
            for file in files:
                await clear_export(self._services, file)
            files = await self._services.records.sweepable_exports(before_s, AT_ONCE, after=files[-1].id)
        await self._services.records.forget_asks(before_s)

    async def sweep_store(self) -> None:
        """Remove what is too old and not in the records, and measure what stays.

        Without a retention time that is what is older than a day and younger than the records: a database that was
        set up anew, or by mistake, knows nothing of what was there before it.
        """
        records, before_s, since_s = self._services.records, self._before_s(), 0.0
        if before_s is None:
            before_s, since_s = self._services.clock() - DAY_S, await records.known_since() or self._services.clock()
        kept_files = kept_bytes = 0
        for shelf in SHELVES:
            if not await self._holds():
                return
            stored = await self._on_shelf(shelf)
            gone = await self._remove_unused([one for one in stored if since_s <= one.put_s < before_s])
            kept = [one.size for one in stored if one.key not in gone]
            kept_files, kept_bytes = kept_files + len(kept), kept_bytes + sum(kept)
        metrics.STORE_FILES.set(kept_files)
        metrics.STORE_BYTES.set(kept_bytes)

    async def sweep_cards(self) -> None:
        """Forget cards that are too old and of which nothing is left."""
        before_s = self._before_s()
        while before_s is not None and await self._holds():
            cards = await self._services.records.forgettable(before_s, CARDS_AT_ONCE)
            await self._services.records.forget_cards(cards)
            if len(cards) < CARDS_AT_ONCE:
                break

    async def sweep_jams(self) -> None:
        """Forget jams that are over for too long and of which no clip is left."""
        records, before_s, now_s = self._services.records, self._before_s(), self._services.clock()
        while await self._holds():
            jams = await records.forgettable_jams(before_s, AT_ONCE, now_s=now_s)
            await records.forget_jams(jams)
            if len(jams) < AT_ONCE:
                break

    async def sweep_words(self) -> None:
        """Forget the words of what was refused and can't be appealed any more, and what no longer counts of people."""
        records, now_s = self._services.records, self._services.clock()
        while await records.forget_refusals(now_s - DAY_S):
            pass
        await records.forget_cases(now_s - DECIDED_S)
        await records.forget_sanctions(now_s - DECIDED_S)

    async def _on_shelf(self, shelf: str) -> list[Stored]:
        try:
            return await in_files(self._services.artefacts.on_shelf, shelf)
        except OSError as error:
            log.warning("shelf %s of the store can't be read: %s", shelf, error)
            return []

    async def _remove_unused(self, stored: Sequence[Stored]) -> set[str]:
        gone: set[str] = set()
        for page in _pages([one.key for one in stored]):
            used = await self._services.records.keys_in_use(page)
            gone |= {key for key in page if key not in used and await self._remove(key)}
        if gone:
            log.info("%d files that nobody needs were removed from the store", len(gone))
        return gone

    async def _remove(self, key: str) -> bool:
        try:
            await in_files(self._services.artefacts.delete, key)
        except OSError as error:
            log.warning("artefact %s can't be removed: %s", key, error)
            return False
        return True

    def _before_s(self) -> float | None:
        """When the retention time began; None if everything is kept."""
        days = self._services.settings.retention_days
        return self._services.clock() - days * DAY_S if days else None

    async def _holds(self) -> bool:
        return await in_queue(self._lease.hold)


def _pages(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[first : first + AT_ONCE] for first in range(0, len(keys), AT_ONCE))
