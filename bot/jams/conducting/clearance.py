"""Entries whose words rules would refuse and the gate let pass: a worker is told that they may be made."""

import discord

from bot.jams.places import place_of_jam
from bot.records.jam import Entry, Jam
from bot.services import Services
from core.moderation import judge_all


async def is_cleared(services: Services, client: discord.Client, jam: Jam, entry: Entry) -> bool:
    """Tell whether moderators let an entry pass, or their server allows what a worker, who knows none, would refuse."""
    case = await services.records.case_of_card(entry.id)
    if case is not None and case.decision == "approve" and case.text == entry.prompt:
        return True
    house = await services.policies.of(jam.server)
    if not place_of_jam(client, jam).age_restricted and not house.oversight.filters:
        return False
    return judge_all([entry.prompt], house.rules[:1]).worst.outcome == "refuse"


async def cleared_of(services: Services, jam: Jam) -> frozenset[str]:
    """Name the entries that were painted as cleared ones: their words are shown as they are."""
    records = await services.records.jam_cards(jam.id)
    return frozenset(record.card.id for record in records if any(one.request.cleared for one in record.requests))
