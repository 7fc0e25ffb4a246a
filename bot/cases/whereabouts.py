"""Where what was held is shown once it is let through: with its family, as if nobody had held it."""

import logging
from dataclasses import replace

import discord

from bot.answers import LOST
from bot.family.spots import Spot, spot_of
from bot.family.threads import Opening
from bot.records.values import CardRecord
from bot.services import Services
from core.request import Origin

log = logging.getLogger(__name__)


async def at_its_family(
    services: Services, client: discord.Client, record: CardRecord
) -> tuple[CardRecord, Opening | None]:
    """Move a card that is not posted yet to where the children of its parent are shown; else it stays."""
    spot = await _spot(services, client, record)
    if spot is None or spot.secluded != record.card.secluded:
        return record, None
    card = spot.takes(record.card)
    await services.records.move_card(card.id, channel=spot.channel, reply_to=spot.reply_to, home=spot.home)
    return replace(record, card=replace(card, token=record.card.token)), spot.opening


async def _spot(services: Services, client: discord.Client, record: CardRecord) -> Spot | None:
    origin, ancestry = record.card.origin, record.requests[0].ancestry
    if ancestry.parent is None or ancestry.operation == "export":
        return None
    parent = await services.records.clip(ancestry.parent)
    if parent is None or parent.deleted_s is not None:
        return None
    return await spot_of(services, client, parent, origin=origin, asker=await _asker(client, origin))


async def _asker(client: discord.Client, origin: Origin) -> discord.Member | None:
    """Look up who asked: discord.py remembers nobody."""
    guild = client.get_guild(int(origin.server)) if origin.server else None
    try:
        return await guild.fetch_member(int(origin.author)) if guild else None
    except LOST as error:
        log.info("nobody knows what user %s sees: %s", origin.author, error)
        return None
