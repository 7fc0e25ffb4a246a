"""A word to somebody who waited long: an edit alone tells nobody."""

import logging
from typing import Final

import discord

from bot.buttons import mentions_of
from bot.choices.here import settled_for
from bot.delivery.sending import Sender
from bot.records.values import Card, CardRecord, Delivery
from bot.services import Services
from bot.words import mention

log = logging.getLogger(__name__)

LONG_S: Final = 60.0
NEWS_S: Final = 300.0


def waited_long(record: CardRecord, row: Delivery, *, now_s: float) -> bool:
    """Say whether somebody waited long for a card of clips, which was edited where they may not be looking any more.

    A card whose end is shown once more is no news. One reached by a token is left alone: a second message by the same
    token could come twice.
    """
    has_clips = any(one.clip for one in record.requests)
    is_news = now_s - row.created_s < NEWS_S
    return record.card.reach == "channel" and has_clips and is_news and now_s - record.card.created_s > LONG_S


async def ping(services: Services, sender: Sender, card: Card, *, message: str) -> None:
    """Reply to the card in a few words, as the author chose: with a sound, silently, or not at all.

    It is called once a card, after the card is marked as delivered: whoever dies in between has told nobody, which
    is better than telling twice. The nonce guards against discord.py's own second try.
    """
    chosen = (await settled_for(services, card)).ping
    if chosen == "none":
        return
    channel = sender.channel(card)
    try:
        await channel.send(
            f"🎧 {mention(card.origin.author)} ready",
            reference=channel.get_partial_message(int(message)).to_reference(fail_if_not_exists=False),
            allowed_mentions=mentions_of(card.origin.author),
            silent=chosen == "silent",
            nonce=f"{card.id}-ping",
        )
    except (discord.DiscordException, OSError, TimeoutError) as error:
        log.info("card %s: its author was not told: %s", card.id, error)
