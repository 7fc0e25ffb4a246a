"""A word in a jam's thread, said once, whoever is cut off."""

import logging

import discord

from bot.card import Button, CardView
from bot.family.saying import Saying, say
from bot.records.jam import Jam, Post
from bot.services import Services

log = logging.getLogger(__name__)


async def tell_once(
    services: Services,
    client: discord.Client,
    jam: Jam,
    what: str,
    words: str,
    *,
    buttons: tuple[tuple[Button, ...], ...] = (),
) -> Post | None:
    """Say something in the thread and note it under a name that goes with the jam's; None if Discord refuses it.

    Raises
    ------
    discord.RateLimited, aiohttp.ClientError, OSError, TimeoutError
        If nobody knows.
    """
    if what in jam.posts:
        return jam.posts[what]
    place = jam.thread or jam.channel
    saying = Saying(CardView(words, buttons=buttons), nonce=f"{jam.id}-{what}")
    try:
        message = await say(client, saying, channel=place)
    except discord.HTTPException as error:
        log.info("jam %s: %s can't be said: %s", jam.id, what, error)
        return None
    return await services.records.note_jam_post(jam.id, what, Post(place, message, services.clock()))
