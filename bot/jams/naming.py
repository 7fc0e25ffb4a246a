"""What players are called, for the track that keeps their names."""

import asyncio
import logging
from collections.abc import Iterable, Mapping
from typing import Final

import discord

from bot.answers import LOST

log = logging.getLogger(__name__)

LOOKED_UP_S: Final = 5.0
"""For so long Discord is asked for the names that we don't know; the track is not kept waiting for them."""


async def names_of(client: discord.Client, server: str, users: Iterable[str]) -> Mapping[str, str]:
    """Name people as their server does; those whom nobody can name are left out."""
    guild = client.get_guild(int(server))
    if guild is None:
        return {}
    found: dict[str, str] = {}
    try:
        async with asyncio.timeout(LOOKED_UP_S):
            for user in dict.fromkeys(users):
                if user.isdecimal() and (name := await _name(guild, int(user))):
                    found[user] = name
    except LOST as error:
        log.info("not all players can be named: %s", error)
    return found


async def _name(guild: discord.Guild, user: int) -> str | None:
    try:
        return (guild.get_member(user) or await guild.fetch_member(user)).display_name
    except discord.NotFound:
        return None
