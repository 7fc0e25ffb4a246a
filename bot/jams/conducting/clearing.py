"""What nobody waits for any more is called off, and a track that joins what was taken out since is deleted."""

import logging
from dataclasses import dataclass, field
from typing import Final

import discord

from bot.cancelling import call_off
from bot.clearing import forget
from bot.jams.conducting.cards import TRACK, VIDEO, is_usable
from bot.jams.conducting.rendering import awaited
from bot.records.jam import Jam
from bot.records.values import CardRecord
from bot.services import Services
from core.errors import UserError
from core.log import request_id

log = logging.getLogger(__name__)

REMEMBERED: Final = 10_000
"""Jams of which is remembered that they were looked at; of others it is found out by one look more."""

WAITED_FOR: Final = ("open", "held", "frozen")


@dataclass(slots=True)
class Clearer:
    """Looks at a jam's cards whenever the jam has changed; a process that just began looks at all of them once."""

    _cleared: dict[str, int] = field(default_factory=dict)

    async def tend(self, services: Services, client: discord.Client, jam: Jam) -> None:  # noqa: ARG002 - as all tenders
        """Call off what is open of a jam without being wanted; without Redis it is tried again with the next look."""
        if self._cleared.get(jam.id) == jam.version:
            return
        try:
            await _clear(services, jam)
        except UserError as error:
            log.info("what nobody waits for can't be called off now: %s", error)
            return
        self._cleared[jam.id] = jam.version
        if len(self._cleared) > REMEMBERED:
            del self._cleared[next(iter(self._cleared))]


async def _clear(services: Services, jam: Jam) -> None:
    for record in await services.records.jam_cards(jam.id):
        if record.card.state in WAITED_FOR and not is_wanted(jam, record.card.id):
            with request_id(record.card.id):
                log.info("nobody waits for it any more")
                await call_off(services, record)
        elif is_superseded(jam, record):
            with request_id(record.card.id):
                log.info("another track is made in its place")
                await forget(services, record)


def is_wanted(jam: Jam, card_id: str) -> bool:
    """Tell whether a jam as it stands waits for a card; of its tracks the finale itself knows which one."""
    if jam.phase == "finale":
        return card_id.startswith((f"{jam.id}-{TRACK}", f"{jam.id}-{VIDEO}"))
    return jam.phase == "rendering" and card_id in {one.id for one in awaited(jam)}


def is_superseded(jam: Jam, record: CardRecord) -> bool:
    """Tell whether a card has a track that is none of its jam's any more; what moderators look at stays for them."""
    if not record.card.id.startswith(f"{jam.id}-{TRACK}") or (jam.track is None and jam.phase != "archived"):
        return False
    return any(one.clip is not None and one.clip.id != jam.track and is_usable(one.clip) for one in record.requests)
