"""Where what was held is shown once it is let through: with its family, as if nobody had held it."""

from dataclasses import replace

import discord

from bot.family.spots import Spot, spot_of
from bot.family.threads import Opening
from bot.origins import member_of
from bot.records.values import CardRecord
from bot.services import Services


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
    return await spot_of(services, client, parent, origin=origin, asker=await member_of(client, origin))
