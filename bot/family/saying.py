"""Messages that the bot posts of its own accord: each calls at most one person, and is posted once."""

from dataclasses import dataclass
from typing import Any, Final

import discord

from bot.answers import NOBODY
from bot.buttons import buttons_of, mentions_of
from bot.card import CardView

NO_REPLIES: Final = 160002
"""Without the history's permission a message may not reply to another."""

CLOSED: Final = frozenset({10003, 50001, 50013, 50083, 160005})
"""A thread is gone, hidden from us, not for us to write in, or archived or locked and stays so when we post."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A message: what is in it, whom it calls, and its name, under which Discord takes it once in some minutes."""

    view: CardView
    nonce: str
    to: str | None = None
    files: tuple[discord.File, ...] = ()


async def say(client: discord.Client, saying: Saying, *, channel: str, reply_to: str | None = None) -> str:
    """Post a message and name it. A message to reply to that is gone, or may not be replied to, is left out.

    Raises
    ------
    discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, TimeoutError
        If Discord does not take it, or nobody knows.
    """
    place = client.get_partial_messageable(int(channel))
    reply = place.get_partial_message(int(reply_to)).to_reference(fail_if_not_exists=False) if reply_to else None
    try:
        return await _send(place, saying, reply)
    except discord.HTTPException as error:
        if reply is None or error.code != NO_REPLIES:
            raise
    return await _send(place, saying, None)


async def _send(place: discord.PartialMessageable, saying: Saying, reply: discord.MessageReference | None) -> str:
    replied: dict[str, Any] = {"reference": reply} if reply else {}
    sent = await place.send(
        saying.view.content,
        view=buttons_of(saying.view),
        files=list(saying.files),
        allowed_mentions=mentions_of(saying.to) if saying.to else NOBODY,
        nonce=saying.nonce,
        **replied,
    )
    return str(sent.id)


async def direct_channel(client: discord.Client, user: str) -> str:
    """Name the channel of direct messages to somebody.

    Raises
    ------
    discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, TimeoutError
        If there can't be one, or Discord does not answer.
    """
    return str((await client.create_dm(discord.Object(int(user)))).id)
