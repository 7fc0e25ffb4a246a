"""Which choices hold where somebody acts, or where something was asked for."""

import asyncio
from typing import Any

import discord

from bot.choices.settled import Settled
from bot.origins import area_of, is_member
from bot.patience import in_time
from bot.records.values import Card
from bot.services import Services, services_of


async def settled_here(interaction: discord.Interaction[Any]) -> Settled:
    """Find what holds for whoever acts, where they act."""
    server = str(interaction.guild_id) if is_member(interaction) else None
    here = _settled(
        services_of(interaction),
        server=server,
        area=area_of(interaction.channel),
        channel=str(interaction.channel_id),
        user=str(interaction.user.id),
    )
    return await in_time(interaction, here)


async def settled_for(services: Services, card: Card) -> Settled:
    """Find what holds for the author of a card, where it was asked for."""
    origin = card.origin
    return await _settled(services, server=origin.server, area=card.area, channel=origin.channel, user=origin.author)


async def settled_in(services: Services, server: str) -> Settled:
    """Find what holds in a server, for nobody in particular."""
    return Settled.at((await services.records.oversight(server)).choices, server=server)


async def _settled(services: Services, *, server: str | None, area: str | None, channel: str, user: str) -> Settled:
    theirs, own = await asyncio.gather(services.records.oversight(server), services.records.choices_of(user))
    return Settled.at(theirs.choices, server=server, area=area, channel=channel, user=(user, own))
