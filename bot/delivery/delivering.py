"""One row of the outbox: sent, and its outcome written down."""

import asyncio
import logging
from collections.abc import Awaitable
from dataclasses import replace
from typing import Final

from bot.answers import LOST
from bot.card import removed_view
from bot.cases.veiling import open_veiled
from bot.delivery import metrics
from bot.delivery.attempts import Delivered, GivenUp, Outcome, Postponed, Removed
from bot.delivery.backoff import Chance, backoff_s
from bot.delivery.content import Content, ended_content
from bot.delivery.edge import guarded
from bot.delivery.pinging import ping, waited_long
from bot.delivery.removing import remove
from bot.delivery.sending import Sender
from bot.delivery.turns import Turns
from bot.family.naming import with_credit
from bot.family.threads import close
from bot.jams.showing.again import show_again
from bot.judging.veiling import veiled_for
from bot.records.values import Card, CardRecord, Delivery
from bot.services import Services
from core.errors import UserError
from core.faults import new_error_id
from core.log import request_id
from core.metrics import ERRORS

log = logging.getLogger(__name__)

SENDING: Final = 8
"""Cards whose files are in memory at a time."""

PATIENCE_S: Final = 15.0
"""A row whose turn comes later than this is left to its lease: somebody else may be about to claim it."""

FIRST_RETRY_S: Final = 2.0
MOST_RETRY_S: Final = 300.0
DAY_S: Final = 24 * 3600.0


class TokenRevokedError(UserError):
    """Discord no longer takes the bot's token."""

    def __init__(self) -> None:
        super().__init__("Discord no longer accepts DISCORD_TOKEN: it was reset. Set the new one and start again.")


class Deliverer:
    """Shows the ends of cards: many at a time, but one after another in each channel."""

    def __init__(self, services: Services, sender: Sender, *, turns: Turns, owner: str, chance: Chance) -> None:
        self._services, self._sender, self._turns = services, sender, turns
        self._owner, self._chance = owner, chance
        self._slots = asyncio.Semaphore(SENDING)

    async def deliver(self, row: Delivery, *, claimed_s: float) -> None:
        """Deal with a row that was claimed at that time.

        Raises
        ------
        TokenRevokedError
            If Discord no longer knows the bot; the row is tried again later.
        """
        with request_id(row.card_id), metrics.SENDING_S.time():
            record = await self._services.records.card(row.card_id)
            if record is None:
                await self._give_up(row, "its card can't be read")
                return
            async with self._turns.turn(record.card.origin.channel), self._slots:
                if self._services.clock() - claimed_s < PATIENCE_S:
                    await self._show(row)

    async def _show(self, row: Delivery) -> None:
        """Send the card as it is now: somebody may have deleted it while it waited for its turn."""
        record = await self._services.records.card(row.card_id)
        if record is not None and record.card.jam is not None:
            await self._show_in_jam(row, record.card.jam)
            return
        if record is None or record.card.state != "ended":
            await self._services.records.delivered(row.card_id, message=None, now_s=self._services.clock())
            return
        await self._note(row, record, await self._outcome(self._send(record)))

    async def _outcome(self, work: Awaitable[Outcome]) -> Outcome:
        outcome = await guarded(work)
        if not isinstance(outcome, Exception):
            return outcome
        ERRORS.labels("delivery").inc()
        error_id = new_error_id()
        log.error("the card can't be sent (error %s)", error_id, exc_info=outcome)
        return Postponed(f"{type(outcome).__name__} (error {error_id})")

    async def _show_in_jam(self, row: Delivery, jam_id: str) -> None:
        """Let a jam's messages follow what became of a card of its own: it may be in several of them."""
        outcome = await self._outcome(self._in_jam(jam_id))
        metrics.DELIVERIES.labels(type(outcome).__name__.lower()).inc()
        if isinstance(outcome, Postponed):
            await self._postpone(row, outcome.error)
        else:
            now_s = self._services.clock()
            await self._services.records.delivered(row.card_id, message=None, now_s=now_s, owner=self._owner)

    async def _in_jam(self, jam_id: str) -> Outcome:
        jam = await self._services.records.jam(jam_id)
        try:
            if jam is not None:
                await show_again(self._services, self._sender.client, jam)
        except LOST as error:
            return Postponed(f"{type(error).__name__}: {error}")
        return Delivered()

    async def _send(self, record: CardRecord) -> Outcome:
        await open_veiled(self._services, record)
        record = await with_credit(self._services, record)
        stars = await self._services.records.stars_of([one.request.id for one in record.requests])
        async with veiled_for(self._services, self._sender.client, record):
            content = await ended_content(record, self._services.artefacts, stars)
        return await self._sender.send(record.card, content, now_s=self._services.clock())

    async def _note(self, row: Delivery, record: CardRecord, outcome: Outcome) -> None:
        metrics.DELIVERIES.labels(type(outcome).__name__.lower()).inc()
        match outcome:
            case Delivered():
                await self._delivered(row, record, outcome)
            case Removed():
                await remove(self._services, record)
            case GivenUp():
                await self._give_up(row, outcome.reason)
            case Postponed():
                await self._postpone(row, outcome.error)
            case _:
                await self._postpone(row, "the bot's token is not valid")
                raise TokenRevokedError

    async def _delivered(self, row: Delivery, record: CardRecord, outcome: Delivered) -> None:
        """Mark the row first: a word to the author that is lost is better than one that comes twice."""
        records, now_s = self._services.records, self._services.clock()
        if outcome.moved_to is not None:
            record = await self._moved(record, outcome.moved_to)
        shown = None if outcome.is_direct else outcome.message or record.card.message
        is_ours = await records.delivered(record.card.id, message=outcome.message, now_s=now_s, owner=self._owner)
        if not is_ours:
            if not outcome.is_direct:
                await self._take_back_if_removed(replace(record.card, message=shown))
            return
        took_s = now_s - record.card.created_s
        metrics.ANSWER_S.observe(took_s)
        log.info("its end is shown, %.1f s after it was asked for", took_s)
        if shown is not None and waited_long(record, row, now_s=now_s):
            await ping(self._services, self._sender, record.card, message=shown)

    async def _moved(self, record: CardRecord, channel: str) -> CardRecord:
        """Note that a card's thread is closed and its end stands in the channel; who is cut off here finds it there."""
        await close(self._services, record.card.origin.channel)
        await self._services.records.move_card(record.card.id, channel=channel)
        origin = record.card.origin.model_copy(update={"channel": channel})
        return replace(record, card=replace(record.card, origin=origin, message=None, home=None, reply_to=None))

    async def _take_back_if_removed(self, card: Card) -> None:
        """Give Delete the last word: it was pressed while the end was on its way."""
        now = await self._services.records.card(card.id)
        if now is not None and now.card.state == "removed":
            log.info("it was deleted while its end was sent; the end is taken back")
            await self._sender.send(card, Content(removed_view()), now_s=self._services.clock())

    async def _postpone(self, row: Delivery, error: str) -> None:
        now_s = self._services.clock()
        if now_s - row.created_s >= DAY_S:
            await self._give_up(row, f"it did not get through for a day; last: {error}")
            return
        wait_s = backoff_s(row.attempts, first_s=FIRST_RETRY_S, most_s=MOST_RETRY_S, chance=self._chance)
        log.warning("attempt %d failed, the next one is in %.0f s: %s", row.attempts, wait_s, error)
        await self._services.records.postpone(row.card_id, until_s=now_s + wait_s, error=error, owner=self._owner)

    async def _give_up(self, row: Delivery, reason: str) -> None:
        log.error("given up after %d attempts: %s", row.attempts, reason)
        await self._services.records.give_up(row.card_id, reason=reason, owner=self._owner)
