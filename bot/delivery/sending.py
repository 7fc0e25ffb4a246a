"""How a card's end reaches people; `faults` says what becomes of each refusal."""

import asyncio
import logging
from typing import Final, cast

import aiohttp
import discord

from bot.buttons import buttons_of, mentions_of
from bot.delivery import metrics
from bot.delivery.attempts import (
    Attempt,
    Delivered,
    Outcome,
    Postponed,
    Setback,
    Way,
    first_attempt,
    next_attempt,
)
from bot.delivery.content import Content
from bot.delivery.faults import fault_of
from bot.delivery.finding import own_message
from bot.records.values import Card

log = logging.getLogger(__name__)

ANSWER_S: Final = 60.0
"""One attempt takes no longer, with uploads and the waits for rate limits; a channel's other cards wait behind it."""

ALWAYS: Final = {
    "view_channel": "View Channel",
    "attach_files": "Attach Files",
    "read_message_history": "Read Message History",
}
NO_REPLIES: Final = 160002
"""Without the history's permission a message may not reply to another."""

IN_CHANNELS: Final = {"send_messages": "Send Messages", **ALWAYS}
IN_THREADS: Final = {"send_messages_in_threads": "Send Messages in Threads", **ALWAYS}


class _Original:
    """Discord's word for an interaction's first response; discord.py would quote it if it were a string."""

    def __format__(self, _: str) -> str:
        return "@original"


ORIGINAL: Final = _Original()


class Sender:
    """Sends what it is given, one way after another, until one gets through or none is left."""

    def __init__(self, client: discord.Client, *, answer_s: float = ANSWER_S) -> None:
        self.client, self._answer_s = client, answer_s

    async def send(self, card: Card, content: Content, *, now_s: float) -> Outcome:
        """Show a card's end and say how that went; it raises nothing that Discord or the network is to blame for."""
        step: Attempt | Outcome = first_attempt(card, now_s=now_s)
        while isinstance(step, Attempt):
            step = await self._after(step, card, content)
        return step

    async def _after(self, attempt: Attempt, card: Card, content: Content) -> Attempt | Outcome:
        try:
            async with asyncio.timeout(self._answer_s):
                message = await self._attempt(attempt, card, content)
            moved_to = card.home if attempt.way is Way.HOME else None
            return Delivered(message, is_direct=attempt.way is Way.DIRECT, moved_to=moved_to)
        except discord.HTTPException as error:
            log.info("card %s: %s (%s): %s", card.id, attempt.way.value, attempt.form.value, error)
            metrics.REFUSALS.labels(error.code or error.status).inc()
            return next_attempt(attempt, self._setback(error, attempt, card))
        except (discord.RateLimited, aiohttp.ClientError, OSError, TimeoutError) as error:
            metrics.REFUSALS.labels(type(error).__name__).inc()
            return Postponed(f"{type(error).__name__}: {error}")

    async def _attempt(self, attempt: Attempt, card: Card, content: Content) -> str | None:
        match attempt.way:
            case Way.EDIT:
                assert card.message is not None
                await self._edit(self.channel(card), int(card.message), attempt, card, content)
            case Way.TOKEN:
                await self._edit_by_token(attempt, card, content)
            case Way.POST:
                return str(await self._post(self.channel(card), attempt, card, content))
            case Way.HOME:
                return str(await self._post(self._home(card), attempt, card, content))
            case Way.DIRECT:
                direct = await self.client.create_dm(discord.Object(int(card.origin.author)))
                await self._post(direct, attempt, card, content)
        return None

    def channel(self, card: Card) -> discord.PartialMessageable:
        """Where the card is, whether or not it is in discord.py's memory."""
        return self.client.get_partial_messageable(int(card.origin.channel))

    def _home(self, card: Card) -> discord.PartialMessageable:
        assert card.home is not None
        return self.client.get_partial_messageable(int(card.home))

    async def _edit(
        self,
        channel: discord.PartialMessageable | discord.DMChannel,
        message: int,
        attempt: Attempt,
        card: Card,
        content: Content,
    ) -> None:
        await channel.get_partial_message(message).edit(
            content=content.text(attempt.because),
            attachments=content.attachments(attempt.form),
            view=buttons_of(content.view),
            allowed_mentions=mentions_of(card.origin.author),
        )

    async def _edit_by_token(self, attempt: Attempt, card: Card, content: Content) -> None:
        await self.webhook(card).edit_message(
            original_of(card),
            content=content.text(attempt.because),
            attachments=content.attachments(attempt.form),
            view=buttons_of(content.view),
            allowed_mentions=mentions_of(card.origin.author),
        )

    def webhook(self, card: Card) -> discord.Webhook:
        """The interaction's token, as discord.py works with it."""
        application = self.client.application_id
        assert application is not None
        assert card.token is not None
        return discord.Webhook.partial(application, card.token, client=self.client)

    async def _post(
        self, channel: discord.PartialMessageable | discord.DMChannel, attempt: Attempt, card: Card, content: Content
    ) -> int:
        """Post anew, unless an earlier try got through and its answer was lost: then edit that message."""
        me = self.client.user
        assert me is not None
        found = await own_message(channel, card, me=me.id)
        if found is not None:
            await self._edit(channel, found, attempt, card, content)
            return found
        try:
            return await self._post_anew(channel, attempt, card, content, reference=reference_of(card, attempt.way))
        except discord.HTTPException as error:
            if error.code != NO_REPLIES:
                raise
            return await self._post_anew(channel, attempt, card, content, reference=None)

    async def _post_anew(
        self,
        channel: discord.PartialMessageable | discord.DMChannel,
        attempt: Attempt,
        card: Card,
        content: Content,
        *,
        reference: discord.MessageReference | None,
    ) -> int:
        posted = await channel.send(
            content.text(attempt.because),
            files=content.attachments(attempt.form),
            view=buttons_of(content.view),
            allowed_mentions=mentions_of(card.origin.author),
            reference=cast("discord.MessageReference", reference),  # discord.py's types leave out its own default
            nonce=nonce_of(card, attempt.way),
        )
        return posted.id

    def _setback(self, error: discord.HTTPException, attempt: Attempt, card: Card) -> Setback:
        fault = fault_of(error, by_token=attempt.way is Way.TOKEN)
        code = error.code or error.status
        return Setback(fault, f"Discord answered {error.status}, code {error.code}", code, self._lacking(card))

    def _lacking(self, card: Card) -> tuple[str, ...]:
        """Name the permissions that we lack in a card's channel, as far as discord.py remembers it."""
        channel, me = self.client.get_channel(int(card.origin.channel)), self.client.user
        if me is None or not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
            return ()
        member = channel.guild.get_member(me.id)
        granted = channel.permissions_for(member) if member else discord.Permissions.all()
        needed = IN_THREADS if isinstance(channel, discord.Thread) else IN_CHANNELS
        return tuple(name for permission, name in needed.items() if not getattr(granted, permission))


def original_of(card: Card) -> int:
    """Name the interaction's first response: by its id where that is known, else by Discord's word for it."""
    return int(card.message) if card.message else cast("int", ORIGINAL)


def reference_of(card: Card, way: Way) -> discord.MessageReference | None:
    """Say what a new message replies to: the card's earlier one, or what the card answers.

    From a thread that is closed the card goes to the message that the thread began with, whose id is the thread's.
    """
    if way is Way.HOME and card.home:
        return _reply(card.origin.channel, channel=card.home)
    replied = (card.message or card.reply_to) if way is Way.POST else None
    return _reply(replied, channel=card.origin.channel) if replied else None


def _reply(message: str, *, channel: str) -> discord.MessageReference:
    return discord.MessageReference(message_id=int(message), channel_id=int(channel), fail_if_not_exists=False)


def nonce_of(card: Card, way: Way) -> str:
    """Name a new message, so that it is not posted twice; one that comes after another of the card has its own name."""
    if way is Way.HOME:
        return f"{card.id}-home"
    return f"{card.id}-anew" if way is Way.POST and card.message else card.id
