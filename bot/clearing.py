"""Clips that are deleted or old, on their way out: their bytes go, and their card says so."""

import logging

import discord

from bot.answers import LOST, NOBODY
from bot.records.values import Card, CardRecord, Leftover
from bot.services import Services
from bot.threads import in_files

log = logging.getLogger(__name__)


async def forget(services: Services, record: CardRecord) -> None:
    """Close a card for good and delete what came of it. A clip that comes later is deleted on its arrival."""
    await services.records.remove_card(record.card.id, services.clock())
    deleted = [await services.records.delete_clip(one.request.id, services.clock()) for one in record.requests]
    for clip in filter(None, deleted):
        await clear(services, clip)


async def clear(services: Services, clip: Leftover) -> None:
    """Remove a clip's bytes, unless somebody else needs the same. What can't be removed now is left to the next sweep.

    Who is cut off in between does all of it again.
    """
    if await _remove(services, clip) and await services.records.mark_swept(clip.id):
        log.info("clip %s: its bytes are gone", clip.id)


async def clear_export(services: Services, request: Leftover) -> None:
    """Remove a file that was exported; its clip stays, and can be exported again."""
    if await _remove(services, request) and await services.records.mark_export_swept(request.id):
        log.info("request %s: its file is gone", request.id)


async def _remove(services: Services, left: Leftover) -> bool:
    used = await services.records.keys_in_use(left.keys, besides=[left.id])
    try:
        for key in left.keys - used:
            await in_files(services.artefacts.delete, key)
    except OSError as error:
        log.warning("%s: its bytes can't be removed: %s", left.id, error)
        return False
    return True


async def show_gone(client: discord.Client, card: Card, words: str) -> None:
    """Let a card say who took it away, where its message can be changed."""
    if card.message is None or card.reach != "channel":
        return
    message = client.get_partial_messageable(int(card.origin.channel)).get_partial_message(int(card.message))
    try:
        await message.edit(content=words, attachments=[], view=None, allowed_mentions=NOBODY)
    except LOST as error:
        log.warning("card %s: its clips are deleted, but its message still shows them: %s", card.id, error)
