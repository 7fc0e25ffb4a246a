"""An edit that shows a card's progress, and never has the last word over its end."""

import asyncio
import logging
from enum import Enum
from typing import Final

import aiohttp
import discord

from bot.buttons import buttons_of, mentions_of
from bot.delivery import metrics
from bot.delivery.content import Content, load
from bot.delivery.faults import Fault, fault_of
from bot.delivery.progress import Edit
from bot.delivery.removing import remove
from bot.delivery.sending import Sender, original_of
from bot.delivery.turns import Turns
from bot.records.values import Card, CardRecord
from bot.services import Services
from core.log import request_id

log = logging.getLogger(__name__)


ANSWER_S: Final = 15.0
"""An edit takes no longer: the ends of cards wait behind it."""


class Showing(Enum):
    """What became of an edit."""

    SHOWN = "shown, or no longer needed"
    FAILED = "not shown just now"
    BARRED = "not shown, and it is of no use to try again for this card"


class Editor:
    """Edits cards without an end, each when its channel has no other edit under way."""

    def __init__(self, services: Services, sender: Sender, *, turns: Turns, owner: str) -> None:
        self._services, self._sender, self._turns, self._owner = services, sender, turns, owner

    async def show(self, record: CardRecord, edit: Edit) -> Showing:
        """Edit a card if it is still as it was: open, or frozen."""
        card = record.card
        with request_id(card.id):
            async with self._turns.turn(card.origin.channel):
                if not await self._is_as_it_was(card):
                    return Showing.SHOWN
                showing = await self._edit(record, edit)
                if not await self._is_as_it_was(card):
                    await self._give_way_to_the_end(card)
                return showing

    async def _is_as_it_was(self, card: Card) -> bool:
        now = await self._services.records.card(card.id)
        return now is not None and now.card.state == card.state

    async def _edit(self, record: CardRecord, edit: Edit) -> Showing:
        picture = await load(edit.preview, self._services.artefacts) if edit.preview else None
        try:
            async with asyncio.timeout(ANSWER_S):
                await self._send(record.card, Content(edit.view, (picture,) if picture else ()))
        except discord.HTTPException as error:
            return await self._refused(record, error)
        except (discord.RateLimited, aiohttp.ClientError, OSError, TimeoutError) as error:
            log.info("its progress can't be shown just now: %s", error)
            return Showing.FAILED
        metrics.EDITS.inc()
        return Showing.SHOWN

    async def _send(self, card: Card, content: Content) -> None:
        """Leave the picture that is there, unless there is a new one."""
        files = content.attachments() or discord.utils.MISSING
        view, mentions = buttons_of(content.view), mentions_of(card.origin.author)
        if card.reach == "token":
            await self._sender.webhook(card).edit_message(
                original_of(card), content=content.text(), attachments=files, view=view, allowed_mentions=mentions
            )
        elif card.message is not None:
            message = self._sender.channel(card).get_partial_message(int(card.message))
            await message.edit(content=content.text(), attachments=files, view=view, allowed_mentions=mentions)

    async def _refused(self, record: CardRecord, error: discord.HTTPException) -> Showing:
        metrics.REFUSALS.labels(error.code or error.status).inc()
        fault = fault_of(error, by_token=record.card.reach == "token")
        if fault is Fault.LATER:
            return Showing.FAILED
        log.info("its progress can't be shown any more: %s", error)
        if fault is Fault.DELETED:
            await remove(self._services, record)
        return Showing.BARRED

    async def _give_way_to_the_end(self, card: Card) -> None:
        """Have the end shown once more if the progress may have come after it, which another process showed.

        Our own outbox waits for this very turn, so what it has yet to show needs nothing.
        """
        if await self._services.records.redeliver(card.id, besides=self._owner, token=card.token):
            log.info("its end came while its progress was shown; the end is shown once more")
