"""Clips that many like come out of their thread: shown once where their family began."""

import logging
from http import HTTPStatus

import discord

from bot.answers import LOST
from bot.card.promoted import promoted_view
from bot.choices.here import settled_in
from bot.delivery.content import Content, load
from bot.family.links import link_to
from bot.family.naming import with_credit
from bot.family.saying import Saying, say
from bot.judging.veiling import veiled_for
from bot.records.values import CardRecord, ClipRecord
from bot.services import Services
from core.log import request_id

log = logging.getLogger(__name__)


async def promote(services: Services, client: discord.Client, clip: ClipRecord, *, stars: int) -> bool:
    """Show a clip in the gallery, or in the channel of its root, if it has the stars that its server asks for.

    The answer is True if it is shown now.

    The records say who posts it, so it is posted once however many press at once. What Discord refuses is tried again
    with the next star; if nobody knows whether it got through, it is left at that.
    """
    record = await services.records.card(clip.card_id)
    channel = await _channel_for(services, clip, record, stars=stars)
    if record is None or channel is None or not await _is_first(services, clip, channel=channel):
        return False
    with request_id(record.card.id):
        return await _post(services, client, await with_credit(services, record), clip, channel=channel, stars=stars)


async def _is_first(services: Services, clip: ClipRecord, *, channel: str) -> bool:
    """Remember that it is shown there, and tell whether it wasn't before."""
    return await services.records.promote(clip.id, services.clock(), channel=channel)


async def _channel_for(services: Services, clip: ClipRecord, record: CardRecord | None, *, stars: int) -> str | None:
    """Name the channel in which a clip deserves to be shown, if it isn't there already.

    What was made where not everybody may look is shown to nobody else, and what moderators have to look at to nobody.
    """
    if clip.root is None or clip.server is None or clip.visibility == "private" or record is None:
        return None
    if clip.hidden_s is not None or record.card.veiled:
        return None
    settled, here = await settled_in(services, clip.server), record.card.origin.channel
    if not settled.promotion or stars < settled.promotion:
        return None
    thread = await services.records.thread_of(clip.root)
    if thread is None or thread.thread != here:
        return None
    return thread.channel if clip.secluded else settled.gallery or thread.channel


async def _post(
    services: Services, client: discord.Client, record: CardRecord, clip: ClipRecord, *, channel: str, stars: int
) -> bool:
    async with veiled_for(services, client, record):
        view = promoted_view(record, clip, stars=stars, link=link_to(record.card))
    loaded = [await load(file, services.artefacts) for file in view.files]
    files = Content(view, tuple(file for file in loaded if file is not None)).attachments()
    saying = Saying(view, nonce=f"{clip.id}-up", to=clip.author, files=tuple(files))
    try:
        message = await say(client, saying, channel=channel)
    except LOST as error:
        await _not_shown(services, clip, error)
        return False
    log.info("clip %s is shown in channel %s, with %d stars", clip.id, channel, stars)
    now = await services.records.clip(clip.id)
    if now is not None and now.deleted_s is None:
        return True
    await _take_back(client, clip, channel=channel, message=message)
    return False


async def _take_back(client: discord.Client, clip: ClipRecord, *, channel: str, message: str) -> None:
    """Take away what is shown of a clip that was deleted meanwhile: whoever did looked for it too early."""
    try:
        await client.get_partial_messageable(int(channel)).get_partial_message(int(message)).delete()
    except LOST as error:
        log.warning("clip %s: what was shown of it in channel %s may be there still: %s", clip.id, channel, error)


async def _not_shown(services: Services, clip: ClipRecord, error: Exception) -> None:
    """Let the next star try again, unless the clip may be there all the same."""
    if _is_refusal(error):
        log.warning("clip %s can't be shown in its root's channel; the next star tries again: %s", clip.id, error)
        await services.records.take_back_promotion(clip.id)
    else:
        log.warning("nobody knows whether clip %s is shown in its root's channel: %s", clip.id, error)


def _is_refusal(error: Exception) -> bool:
    """Tell what Discord surely did not take, even what discord.py did not send as it was too much, from what it may."""
    if isinstance(error, discord.HTTPException):
        return error.status < HTTPStatus.INTERNAL_SERVER_ERROR
    return isinstance(error, discord.RateLimited)
