"""Our own message in a channel, by the card that its buttons name."""

import logging
from collections.abc import AsyncIterator, Iterator
from typing import Final, get_args

import discord
from discord.abc import Messageable

from bot.card.values import CardVerb
from bot.records.values import Card

log = logging.getLogger(__name__)

SEARCHED: Final = 50
"""Messages of a channel that are looked through from the last one back."""

FIRST_SEARCHED: Final = 100
"""Messages that are looked through from the card's own time on, where its acknowledgement is."""

EARLIER: Final = 60_000 << 22
"""A card's id holds the time at which it was asked for, as Discord writes it; a minute is allowed for clocks."""


VERBS: Final = frozenset(get_args(CardVerb))


async def own_message(channel: Messageable, card: Card, *, me: int) -> int | None:
    """Look for a message of ours that carries the card's id, other than the one it is known by."""
    try:
        for history in _histories(channel, card):
            async for message in history:
                if message.author.id == me and str(message.id) != card.message and shows(message, card.id):
                    return message.id
    except discord.Forbidden:
        log.info("card %s: the channel's history may not be read; only the nonce guards against a second post", card.id)
    return None


def _histories(channel: Messageable, card: Card) -> Iterator[AsyncIterator[discord.Message]]:
    """Where its message may be: it was posted just now, or when the card was asked for."""
    yield channel.history(limit=SEARCHED)
    asked = discord.Object(max(0, int(card.id) - EARLIER))
    yield channel.history(limit=FIRST_SEARCHED, after=asked, oldest_first=True)


def shows(message: discord.Message, card_id: str) -> bool:
    """Say whether a button under the message belongs to the card, or to one of its clips: their ids begin with its.

    Other messages' buttons don't count: a question to an author has the id of the card that comes of it.
    """
    targets = {target_of(custom_id) for custom_id in _custom_ids(message) if verb_of(custom_id) in VERBS}
    return any(target == card_id or target.startswith(f"{card_id}-") for target in targets)


def verb_of(custom_id: str) -> str:
    """Take the verb out of `rf1:verb:id` or `rf1:verb:id:more`."""
    return custom_id.split(":")[1] if custom_id.count(":") > 1 else ""


def target_of(custom_id: str) -> str:
    """Take the id out of `rf1:verb:id` or `rf1:verb:id:more`."""
    return custom_id.split(":")[2] if custom_id.count(":") > 1 else ""


def _custom_ids(message: discord.Message) -> Iterator[str]:
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    yield from (button.custom_id or "" for row in rows for button in row.children if isinstance(button, discord.Button))
