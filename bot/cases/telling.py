"""How people learn of what was decided: where they asked as long as that can be edited, else in a direct message."""

import asyncio
import logging
from dataclasses import replace
from typing import Final

import discord

from bot.answers import LOST, NOBODY
from bot.buttons import buttons_of
from bot.card import CardView
from bot.delivery.attempts import token_lives
from bot.delivery.sending import Sender, original_of
from bot.family.saying import Saying, direct_channel, say
from bot.records.values import Card
from bot.services import Services

log = logging.getLogger(__name__)

TELLING_S: Final = 20.0
"""Whoever decides waits for it; what is not said by then stands in `/account standing`."""


async def tell_user(client: discord.Client, user: str, view: CardView, *, nonce: str) -> bool:
    """Send somebody a direct message; False if they take none, or nobody knows any more who that is."""
    if not user.isdecimal():
        return False
    try:
        async with asyncio.timeout(TELLING_S):
            channel = await direct_channel(client, user)
            await say(client, Saying(view, nonce=nonce, to=user), channel=channel)
    except LOST as error:
        log.info("user %s can't be told: %s", user, error)
        return False
    return True


async def answer_again(services: Services, client: discord.Client, card: Card, view: CardView) -> bool:
    """Write over what an interaction was answered with; False if its token is no longer good for that.

    A card that is reached by its channel has a message of its own there, which is not that answer.
    """
    answer = original_of(card if card.reach == "token" else replace(card, message=None))
    if not token_lives(card, now_s=services.clock()):
        return False
    try:
        async with asyncio.timeout(TELLING_S):
            webhook, buttons = Sender(client).webhook(card), buttons_of(view)
            await webhook.edit_message(
                answer, content=view.content, attachments=[], view=buttons, allowed_mentions=NOBODY
            )
    except LOST as error:
        log.info("card %s: its author can't be told where they asked: %s", card.id, error)
        return False
    return True
