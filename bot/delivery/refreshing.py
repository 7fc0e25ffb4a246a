"""Cards that somebody waits for, kept true: one process at a time looks every second and edits what changed."""

import asyncio
import logging
import time
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from redis.exceptions import RedisError

from bot.card import CardView, frozen_view, quiet_view, received_view, working_view
from bot.choices.keys import PROGRESS
from bot.delivery.backoff import pause
from bot.delivery.editing import Editor, Showing
from bot.delivery.pace import Paces
from bot.delivery.progress import Edit, Shown, edit_of
from bot.delivery.turns import Turns
from bot.family.naming import Credits
from bot.records.values import Card, CardRecord
from bot.services import Services
from bot.threads import in_queue
from core.lanes import Forecast
from core.lease import Lease

log = logging.getLogger(__name__)

LOOK_S: Final = 1.0
RESTS: Final = 4
"""A look that takes long, with very many cards, is followed by a rest so many times as long."""

NEW_S: Final = 10.0
"""A card that is younger shows what it was received with, if nothing else is known."""

EDITING: Final = 16
"""Edits under way at a time, in as many channels."""

AT_A_STRETCH: Final = 100
"""Cards that are looked at before others have their turn: with thousands, an interaction must not wait for all."""


class Refresher:
    """Looks at all cards without an end at once and edits each as often as Discord likes."""

    def __init__(self, services: Services, editor: Editor, lease: Lease, *, turns: Turns, paces: Paces) -> None:
        self._services, self._editor, self._lease = services, editor, lease
        self._turns, self._paces = turns, paces
        self._credits = Credits(services)
        self._shown: dict[str, Shown] = {}
        self._mute: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def refresh(self, stop: asyncio.Event) -> None:
        """Keep cards true until asked to stop."""
        try:
            while not stop.is_set():
                began_s = time.monotonic()
                await self.look()
                await pause(stop, max(LOOK_S, RESTS * (time.monotonic() - began_s)))
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def look(self) -> None:
        """Begin the edits that are due; they go on while the next look is taken."""
        try:
            if not await in_queue(self._lease.hold):
                self._shown.clear()
                return
            forecasts = await in_queue(self._services.lanes.forecast, now_s=self._services.clock())
        except RedisError as error:
            log.warning("the queue can't be reached: %s", error)
            await self._show(await self._waiting(), {}, resting=True)
            return
        await self._show(await self._waiting(), forecasts, resting=False)

    async def _waiting(self) -> list[CardRecord]:
        """List the cards that somebody waits for, those that are frozen too; a jam shows its own itself."""
        records = self._services.records
        waiting = [*await records.open_cards(), *await records.frozen_cards()]
        return [record for record in waiting if record.card.jam is None]

    async def settle(self) -> None:
        """Wait until no edit is under way, and raise what went wrong."""
        while self._tasks:
            await asyncio.wait(self._tasks)
            self._reap()

    async def _show(self, records: Sequence[CardRecord], forecasts: Mapping[str, Forecast], *, resting: bool) -> None:
        self._reap()
        self._forget({record.card.id for record in records})
        records = await self._credits.add(records)
        quiet = await self._quiet({record.card.origin.author for record in records})
        now_s = self._services.clock()
        for number, record in enumerate(sorted(records, key=self._looked_after)):
            if number % AT_A_STRETCH == 0:
                await asyncio.sleep(0)
            if len(self._tasks) < EDITING and self._may_be_edited(record.card, now_s=now_s):
                self._begin(record, self._view(record, forecasts, quiet, resting=resting, now_s=now_s), now_s=now_s)

    async def _quiet(self, authors: Collection[str]) -> set[str]:
        """Name those who want their cards to stand still until they end."""
        records, still = self._services.records, PROGRESS.kind.write(value=False)
        return await records.choosing(authors, PROGRESS.key, still) if authors else set()

    def _may_be_edited(self, card: Card, *, now_s: float) -> bool:
        """Say whether it is worth finding out what a card would show."""
        channel = card.origin.channel
        is_free = card.id not in self._mute and not self._turns.busy(channel)
        return is_free and self._paces.allow(card=card.id, channel=channel, now_s=now_s)

    def _view(
        self,
        record: CardRecord,
        forecasts: Mapping[str, Forecast],
        quiet: Collection[str],
        *,
        resting: bool,
        now_s: float,
    ) -> CardView:
        """Draw what a card should show."""
        cancelling = _is_cancelling(record, forecasts)
        if record.card.state == "frozen":
            return frozen_view(record)
        if record.card.origin.author in quiet and not (resting or cancelling):
            return quiet_view(record)
        return working_view(record, forecasts, resting=resting, cancelling=cancelling, now_s=now_s)

    def _begin(self, record: CardRecord, view: CardView, *, now_s: float) -> None:
        card = record.card
        edit = edit_of(card, view, self._shown_by(record, now_s=now_s), now_s=now_s)
        if edit is not None and self._paces.take(card=card.id, channel=card.origin.channel, now_s=now_s):
            before = self._shown.get(card.id)
            self._shown[card.id] = edit.shown
            self._tasks.add(asyncio.create_task(self._edit(record, edit, before)))

    def _looked_after(self, record: CardRecord) -> float:
        """When a card was last edited: those of a busy channel take turns."""
        shown = self._shown.get(record.card.id)
        return shown.at_s if shown else record.card.created_s

    def _shown_by(self, record: CardRecord, *, now_s: float) -> Shown | None:
        shown = self._shown.get(record.card.id)
        if shown is None and now_s - record.card.created_s < NEW_S:
            return Shown(received_view(record).content, record.card.created_s)
        return shown

    async def _edit(self, record: CardRecord, edit: Edit, before: Shown | None) -> None:
        """Show an edit; if it failed, the card still shows what it did before."""
        showing = await self._editor.show(record, edit)
        if showing is Showing.BARRED:
            self._mute.add(record.card.id)
        elif showing is Showing.FAILED and before is None:
            self._shown.pop(record.card.id, None)
        elif showing is Showing.FAILED and before is not None:
            self._shown[record.card.id] = before

    def _forget(self, open_ids: set[str]) -> None:
        """Keep in mind only what is still open."""
        self._shown = {card_id: shown for card_id, shown in self._shown.items() if card_id in open_ids}
        self._mute &= open_ids

    def _reap(self) -> None:
        over = {task for task in self._tasks if task.done()}
        self._tasks -= over
        for task in over:
            task.result()


def _is_cancelling(record: CardRecord, forecasts: Mapping[str, Forecast]) -> bool:
    """Say whether all that is still painted of a card was called off."""
    found = [forecasts[one.request.id] for one in record.requests if one.request.id in forecasts]
    return bool(found) and all(one.cancelling for one in found)
