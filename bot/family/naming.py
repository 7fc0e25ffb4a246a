"""Who is named under a clip that comes of others."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.patience import soon
from bot.records import DatabaseDownError
from bot.records.lineage import Member
from bot.records.values import NO_PARENTS, Ancestry, Card, CardRecord, ClipRecord, Credit, Unnamed
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
    card = record.card
    above: list[ClipRecord | Member] = [*found, *(member for line in lines for member in line)]
    told = [one for one in above if not _is_kept_from(card, one)]
    return Credit(
        ancestry.operation,
        tuple(_name(card, clip) for clip in clips),
        tuple(dict.fromkeys(one.author for one in told)),
        max((clip.generation for clip in found), default=1) + 1,
    )


def _name(card: Card, parent: ClipRecord | None) -> str | Unnamed:
    if parent is None or parent.deleted_s is not None:
        return Unnamed.DELETED
    return Unnamed.PRIVATE if _is_kept_from(card, parent) else parent.recipe.recipe_id


def _is_kept_from(card: Card, one: ClipRecord | Member) -> bool:
    """Tell whether those who see a card may not know of an ancestor of its clips; its own author may."""
    is_hidden = one.visibility == "private" or (one.secluded and not card.secluded)
    return is_hidden and one.author != card.origin.author


def _parents(ancestry: Ancestry) -> list[str]:
    named = (ancestry.parent, ancestry.other_parent)
    return list(dict.fromkeys(name for name in named if name is not None))
