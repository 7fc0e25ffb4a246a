"""Pictures that come of what people post: spoilers until a moderator looked at them, where a server wants it so."""

from dataclasses import replace

from bot.choices.here import settled_for
from bot.records.oversight import NewCase
from bot.records.values import CardRecord
from bot.services import Services
from core.recipes import sources_of


async def with_veil(services: Services, record: CardRecord, *, fetched: bool = False) -> CardRecord:
    """Give what is about to be recorded with its veil, if it has to have one.

    `fetched`: it is about a file that is still to be fetched. What comes of a veiled clip is veiled with it; what only
    its author sees never is.
    """
    card = record.card
    if card.origin.server is None or card.private or card.veiled:
        return record
    if not await _is_to_be_veiled(services, record, fetched=fetched):
        return record
    return replace(record, card=replace(card, veiled=True))


async def open_veiled(services: Services, record: CardRecord) -> None:
    """Ask moderators about a veiled card that has something to look at; they are asked once."""
    card = record.card
    clips = [one.clip for one in record.requests if one.clip and one.clip.deleted_s is None]
    if card.veiled and clips and card.origin.server is not None:
        asked = NewCase("veiled", card.origin.server, card.origin.author, card.id)
        await services.records.open_case(asked, services.clock())


async def _is_to_be_veiled(services: Services, record: CardRecord, *, fetched: bool) -> bool:
    sources = {key for one in record.requests for key in sources_of(one.request.recipe)}
    if not sources and not fetched:
        return False
    ancestry = record.requests[0].ancestry if record.requests else None
    named = (ancestry.parent, ancestry.other_parent) if ancestry else ()
    parents = [clip for one in named if one and (clip := await services.records.clip(one)) is not None]
    for parent in parents:
        theirs = await services.records.card(parent.card_id)
        if theirs is not None and theirs.card.veiled:
            return True
    is_upload = fetched or bool(sources - {parent.png for parent in parents})
    return is_upload and (await settled_for(services, record.card)).veil_uploads
