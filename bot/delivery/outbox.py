"""The outbox: rows of cards whose end has to be shown, claimed and handed to the deliverer."""

import asyncio
from typing import Final

from bot.delivery.delivering import Deliverer, TokenRevokedError
from bot.services import Services

IN_FLIGHT: Final = 32
"""Rows that are claimed at a time; most wait for their channel's turn."""

LEASE_S: Final = 30.0
"""So soon another process takes over the rows of one that died."""

LOOK_S: Final = 1.0
"""Between two looks at the table when nobody calls."""


class Outbox:
    """Drains the table together with the outboxes of other processes: a row belongs to one of them at a time."""

    def __init__(self, services: Services, deliverer: Deliverer, *, owner: str) -> None:
        self._services, self._deliverer, self._owner = services, deliverer, owner
        self._called = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    def call(self) -> None:
        """Say that there is something to do."""
        self._called.set()

    async def drain(self, stop: asyncio.Event) -> None:
        """Deliver until asked to stop; what is being sent then is finished.

        Raises
        ------
        TokenRevokedError
            If Discord no longer knows the bot.
        """
        await self._services.records.let_go(self._owner)
        try:
            while not stop.is_set():
                await self._look()
        except asyncio.CancelledError:
            for task in self._tasks:
                task.cancel()
            raise
        finally:
            await asyncio.gather(*self._tasks, return_exceptions=True)
        self._reap()

    async def drain_once(self) -> int:
        """Deliver what is due now, say how many rows that were, and raise what went wrong."""
        claimed = await self._claim()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._reap()
        return claimed

    async def _look(self) -> None:
        self._called.clear()
        claimed = await self._claim()
        if not claimed or len(self._tasks) >= IN_FLIGHT:
            await self._rest()
        self._reap()

    async def _claim(self) -> int:
        """Begin to deliver what is due, as much as there is room for."""
        now_s, room = self._services.clock(), IN_FLIGHT - len(self._tasks)
        rows = await self._services.records.claim_deliveries(self._owner, now_s=now_s, most=room, lease_s=LEASE_S)
        self._tasks |= {asyncio.create_task(self._deliverer.deliver(row, claimed_s=now_s)) for row in rows}
        return len(rows)

    async def _rest(self) -> None:
        """Wait until somebody calls, something was delivered, or a second has passed."""
        called = asyncio.create_task(self._called.wait())
        await asyncio.wait({called, *self._tasks}, timeout=LOOK_S, return_when=asyncio.FIRST_COMPLETED)
        called.cancel()

    def _reap(self) -> None:
        """Forget what is over, and raise what went wrong: first what ends the bot."""
        over = {task for task in self._tasks if task.done()}
        self._tasks -= over
        errors = [error for task in over if (error := task.exception())]
        for error in sorted(errors, key=lambda error: not isinstance(error, TokenRevokedError)):
            raise error
