"""Who is named under a clip that comes of others."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.patience import soon
from bot.records import DatabaseDownError
from bot.records.values import NO_PARENTS, Ancestry, CardRecord, Credit
from bot.services import Services
from core.errors import UserError

log = logging.getLogger(__name__)

NAMING_S: Final = 2.0
"""How long a recorded card waits for its credit."""


class Credits:
    """Names the ancestors of open cards, each once: cards are looked at every second."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._known: dict[str, Credit | None] = {}

    async def add(self, records: Sequence[CardRecord]) -> list[CardRecord]:
        """Give cards with their credits, and forget all others."""
        before, self._known = self._known, {}
        for record in records:
            known = before[record.card.id] if record.card.id in before else await credit_of(self._services, record)
            if record.requests:
                self._known[record.card.id] = known
        return [replace(one, credit=self._known.get(one.card.id)) for one in records]


async def with_credit(services: Services, record: CardRecord) -> CardRecord:
    """Give a card with its credit, as it is now."""
    return replace(record, credit=await credit_of(services, record))


async def with_credit_soon(services: Services, record: CardRecord) -> CardRecord:
    """Give a recorded card with its credit, or without if that can't be had: what shows it next tries again."""
    try:
        return await soon(with_credit(services, record), within_s=NAMING_S)
    except (UserError, DatabaseDownError) as error:
        log.warning("card %s: nobody knows what it comes of: %s", record.card.id, error)
        return record


async def credit_of(services: Services, record: CardRecord) -> Credit | None:
    """Find what a card's clips come of, and whose that is. All of them come of the same."""
    ancestry = record.requests[0].ancestry if record.requests else NO_PARENTS
    parents = _parents(ancestry)
    if not parents:
        return None
    clips = [await services.records.clip(parent) for parent in parents]
    found = [clip for clip in clips if clip is not None]
    lines = [await services.records.ancestors(parent) for parent in parents]
    authors = (*(clip.author for clip in found), *(member.author for line in lines for member in line))
    return Credit(
        ancestry.operation,
        tuple(clip.recipe.recipe_id if clip and clip.deleted_s is None else None for clip in clips),
        tuple(dict.fromkeys(authors)),
        max((clip.generation for clip in found), default=1) + 1,
    )


def _parents(ancestry: Ancestry) -> list[str]:
    named = (ancestry.parent, ancestry.other_parent)
    return list(dict.fromkeys(name for name in named if name is not None))
