"""What was painted before: a recipe that is asked for again is answered from the store, without a painter."""

import logging
from collections.abc import Collection
from typing import Final

from redis.exceptions import RedisError

from bot.records import DatabaseDownError
from bot.records.values import CardRecord, ClipRecord, RequestRecord
from bot.services import Services
from bot.threads import in_files, in_queue
from core.artefacts import ArtefactGoneError
from core.contract import Converted
from core.ending import Ended, Made
from core.roster import Roster

log = logging.getLogger(__name__)

FROM_THE_STORE: Final = "This very recipe was painted before, so it came from the store. Nothing was used up."


async def reproduce(services: Services, record: CardRecord) -> frozenset[str]:
    """End those requests of a card whose clips are in the store already, and name them.

    Nobody is kept waiting for the store: what can't be looked up now is painted.
    """
    try:
        hashes = await in_queue(models_here, services)
        unplaced = [one for one in record.requests if one.state == "unplaced"]
        return frozenset([one.request.id for one in unplaced if await _reproduced(services, record, one, hashes)])
    except (DatabaseDownError, RedisError, OSError) as error:
        log.warning("card %s: the store can't be asked: %s", record.card.id, error)
        return frozenset()


def models_here(services: Services) -> frozenset[str]:
    """Name the models that paint here now, by their hashes; none if no worker is awake. It blocks."""
    present = Roster(services.redis).present(now_s=services.clock())
    return frozenset(worker.model_hash for worker in present if worker.model_hash)


async def _reproduced(services: Services, record: CardRecord, one: RequestRecord, hashes: Collection[str]) -> bool:
    origin = record.card.origin
    recipe = one.request.recipe
    if isinstance(recipe, Converted):
        return False
    clip = await services.records.same(recipe, origin.author, origin.server)
    if clip is None or not _is_of(clip, hashes) or not await _is_there(services, clip):
        return False
    ended = Ended(request=one.request.id, end="done", made=_made(clip))
    await services.records.end_request(ended, now_s=services.clock())
    log.info("request %s: from the store, as clip %s", one.request.id, clip.id)
    return True


def _is_of(clip: ClipRecord, hashes: Collection[str]) -> bool:
    """Tell whether a model that paints here made it; if none is awake, nobody can say that it didn't."""
    return clip.receipt is not None and (not hashes or clip.receipt.model_hash in hashes)


async def _is_there(services: Services, clip: ClipRecord) -> bool:
    try:
        for key in filter(None, (clip.png, clip.mp3)):
            await in_files(services.artefacts.get, key)
    except ArtefactGoneError:
        return False
    return True


def _made(clip: ClipRecord) -> Made:
    assert clip.png is not None
    assert clip.mp3 is not None
    notes = tuple(note for note in clip.notes if note != FROM_THE_STORE)
    return Made(
        png=clip.png,
        mp3=clip.mp3,
        duration_s=clip.duration_s,
        receipt=clip.receipt,
        notes=(*notes, FROM_THE_STORE),
        features=clip.features,
    )
