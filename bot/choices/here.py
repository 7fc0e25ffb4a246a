"""Which choices hold where somebody acts, or where something was asked for."""

import asyncio
from typing import Any

import discord

from bot.choices.settled import Settled
from bot.origins import area_of, origin_of
from bot.patience import in_time
from bot.records.values import Card
from bot.services import Services, services_of
from core.request import Origin


async def settled_here(interaction: discord.Interaction[Any]) -> Settled:
    """Find what holds for whoever acts, where they act."""
    area = area_of(interaction.channel)
    return await in_time(interaction, _settled(services_of(interaction), origin_of(interaction), area=area))


async def is_private_here(interaction: discord.Interaction[Any], said: bool | None) -> bool:  # noqa: FBT001 - as said
    """Say whether what somebody asks for is for them alone: as they say, or as they chose if they don't."""
    return (await settled_here(interaction)).private_by_default if said is None else said


async def settled_for(services: Services, card: Card) -> Settled:
    """Find what holds for the author of a card, where it was asked for."""
    return await _settled(services, card.origin, area=card.area)


async def settled_in(services: Services, server: str) -> Settled:
    """Find what holds in a server, for nobody in particular."""
    return Settled.at((await services.policies.of(server)).oversight.choices, server=server)


async def _settled(services: Services, origin: Origin, *, area: str | None) -> Settled:
    house, own = await asyncio.gather(services.policies.of(origin.server), services.records.choices_of(origin.author))
    return Settled.at(
        house.oversight.choices,
        server=origin.server,
        area=area,
        channel=origin.channel,
        user=(origin.author, own),
    )
