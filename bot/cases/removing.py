"""Clips that moderators take away: their bytes go, their card says so, and their place in the family stays."""

from collections.abc import Sequence
from typing import Final

import discord

from bot.clearing import clear, forget, show_gone
from bot.family.withdrawing import withdraw
from bot.jams.taking_out import taken_out
from bot.records.values import CardRecord, ClipRecord
from bot.services import Services

REMOVED: Final = "🗑️ Removed by the moderators."


async def take_down(
    services: Services, client: discord.Client, record: CardRecord, clips: Sequence[ClipRecord]
) -> None:
    """Delete clips of a card for good, and the card with the last of them. Whoever is cut off does all of it again."""
    await withdraw(services, client, record, clips)
    gone = {clip.id for clip in clips}
    left = [one.clip for one in record.requests if one.clip and one.clip.deleted_s is None and one.clip.id not in gone]
    if left:
        for clip in clips:
            await _delete(services, clip, redeliver=record.card.reach == "channel")
        return
    await forget(services, record)
    await show_gone(client, record.card, REMOVED)
    await taken_out(services, client, record)


async def _delete(services: Services, clip: ClipRecord, *, redeliver: bool) -> None:
    leftover = await services.records.delete_clip(clip.id, services.clock(), redeliver=redeliver)
    if leftover is not None:
        await clear(services, leftover)
