"""Where an interaction comes from, and how its answer can be reached later."""

import logging
from typing import Any

import discord

from bot.answers import LOST
from bot.records.values import Card, Reach
from bot.secluded import is_secluded_here
from bot.services import services_of
from core.request import Origin

log = logging.getLogger(__name__)


def card_of(interaction: discord.Interaction[Any], *, private: bool) -> Card:
    """Begin the card that answers this interaction."""
    origin = origin_of(interaction)
    return Card(
        id=str(interaction.id),
        origin=origin,
        reach=reach_of(interaction, private=private),
        private=private,
        upload_limit=interaction.filesize_limit,
        created_s=services_of(interaction).clock(),
        token=interaction.token,
        secluded=origin.server is not None and is_secluded_here(interaction),
        area=area_of(interaction.channel),
    )


def area_of(place: object) -> str | None:
    """Name the channel that a thread belongs to."""
    return str(place.parent_id) if isinstance(place, discord.Thread) else None


def origin_of(interaction: discord.Interaction[Any]) -> Origin:
    """Say who asks, and in which lane: a server that the bot is not in is none."""
    server = str(interaction.guild_id) if is_member(interaction) else None
    return Origin(server=server, channel=str(interaction.channel_id), author=str(interaction.user.id))


def reach_of(interaction: discord.Interaction[Any], *, private: bool) -> Reach:
    """Say how the answer can be edited: as any message of the bot's, or only by the interaction's token."""
    return "channel" if not private and _bot_sees_channel(interaction) else "token"


def is_member(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether the bot is in the server where this happens; somebody may have brought it along as an app."""
    if interaction.guild_id is None:
        return False
    return interaction.is_guild_integration() or interaction.client.get_guild(interaction.guild_id) is not None


def _bot_sees_channel(interaction: discord.Interaction[Any]) -> bool:
    if interaction.guild_id is not None:
        return is_member(interaction) and interaction.app_permissions.view_channel
    return interaction.context.dm_channel


async def member_of(client: discord.Client, origin: Origin) -> discord.Member | None:
    """Look up who asked, as their server knows them: discord.py remembers nobody."""
    guild = client.get_guild(int(origin.server)) if origin.server else None
    try:
        return await guild.fetch_member(int(origin.author)) if guild else None
    except LOST as error:
        log.info("nobody knows what user %s sees: %s", origin.author, error)
        return None
