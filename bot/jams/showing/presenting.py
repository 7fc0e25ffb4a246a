"""Where a jam is heard: its sections and its track all go through here.

Whatever plays clips elsewhere, such as in a voice channel, begins in `present`: it has the jam and the clip, and it is
called once more after a restart only if nobody noted that it was done.
"""

import discord

from bot.jams.showing.posting import JamSaying, posted
from bot.records.jam import Jam, Post
from bot.records.values import ClipRecord
from bot.services import Services


async def present(services: Services, client: discord.Client, jam: Jam, saying: JamSaying, *, clip: ClipRecord) -> Post:
    """Let all who are there hear a clip, once: its message counts as its card's from then on.

    Raises
    ------
    discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, TimeoutError
        If Discord does not take it, or nobody knows.
    DatabaseDownError
        If it can't be noted.
    """
    post = await posted(services, client, jam, saying)
    record = await services.records.card(clip.card_id)
    if record is not None and record.card.message is None:
        await services.records.note_message(clip.card_id, post.message)
    return post
