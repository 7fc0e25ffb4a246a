"""A word to the host of a jam, where its thread can't say it: directly, or in the channel."""

import logging

import discord

from bot.answers import LOST
from bot.card import CardView
from bot.family.saying import Saying, direct_channel, say
from bot.jams.showing.posting import JamSaying, posted
from bot.records.jam import Jam
from bot.services import Services

log = logging.getLogger(__name__)


async def tell_host(services: Services, client: discord.Client, jam: Jam, what: str, words: str) -> None:
    """Tell its host something in a direct message, else in the channel; if neither can be, it is logged."""
    if not jam.host.isdecimal():
        return
    try:
        direct = await direct_channel(client, jam.host)
        await say(client, Saying(CardView(words), nonce=f"{jam.id}-{what}"), channel=direct)
    except LOST as error:
        log.info("jam %s: its host takes no direct message: %s", jam.id, error)
        await _tell_in_channel(services, client, jam, what, words)


async def _tell_in_channel(services: Services, client: discord.Client, jam: Jam, what: str, words: str) -> None:
    try:
        await posted(services, client, jam, JamSaying(what, CardView(words), jam.channel, to=(jam.host,)))
    except LOST as error:
        log.warning("jam %s: its host can't be told: %s", jam.id, error)
