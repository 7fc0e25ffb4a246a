"""A round is painted: each of its entries has a card, all of them wait together, and what came of each is noted."""

import logging
from collections.abc import Sequence
from typing import Final

import discord

from bot.jams.conducting.cards import Wanted, opened, unplaced, usable_sections
from bot.jams.conducting.clearance import is_cleared
from bot.jams.conducting.drafting import is_settled
from bot.jams.conducting.recipes import entry_recipe
from bot.jams.conducting.telling import tell_once
from bot.jams.machine.acts import JAMGRAM, End, Failed, Painted
from bot.jams.moving import move
from bot.placing import Refused, place_together
from bot.records.jam import Entry, Jam
from bot.records.values import Ancestry, CardRecord, ClipRecord
from bot.services import Services
from core.errors import UserError

log = logging.getLogger(__name__)

OVER: Final = frozenset({"done", "failed", "cancelled"})
NO_ROOM: Final = "⏳ This round waits for room in the queue. {told} The clock runs on."
USED_UP: Final = "🌙 {fact} That is too late for this round, so the jam comes to its end."


async def tend(services: Services, client: discord.Client, jam: Jam) -> None:
    """Have the entries of a round painted, and note what came of each."""
    if jam.phase != "rendering" or "frozen" in jam.halts:
        return
    asked = awaited(jam)
    known = {record.card.id: record for record in await services.records.jam_cards(jam.id, [one.id for one in asked])}
    wanted = await _wanted(services, client, jam, [entry for entry in asked if entry.id not in known])
    if wanted and not known and not await is_settled(services, client, jam, [one.recipe for one in wanted]):
        return
    for one in wanted:
        known[one.card_id] = await opened(services, client, jam, one)
    await _place(services, client, jam, list(known.values()))
    for entry in asked:
        if entry.id in known:
            await _tell(services, jam, known[entry.id])


def awaited(jam: Jam) -> list[Entry]:
    """Name the entries that are to be painted, or are painted now."""
    return [one for one in jam.entries if one.round == jam.round and one.state == "ready"]


async def source_of(services: Services, jam: Jam) -> ClipRecord | None:
    """Find the clip that this round goes on from."""
    before = await usable_sections(services, jam, before=jam.round)
    return before[-1][1] if before else None


async def _wanted(services: Services, client: discord.Client, jam: Jam, entries: Sequence[Entry]) -> list[Wanted]:
    """Make the recipes of entries that have no card yet; one that can't be painted has failed."""
    source = await source_of(services, jam) if entries else None
    key, ancestry = (source.png, Ancestry("jam", source.id)) if source else (None, Ancestry("jam"))
    found: list[Wanted] = []
    for entry in entries:
        try:
            recipe = entry_recipe(jam, entry, source=key, model=services.settings.riff_model)
        except UserError as error:
            log.warning("entry %s can't be painted: %s", entry.id, error)
            await move(services, jam.id, Failed(entry.id))
        else:
            cleared = await is_cleared(services, client, jam, entry)
            found.append(Wanted(entry.id, entry.user, recipe, ancestry, cleared=cleared))
    return found


async def _place(services: Services, client: discord.Client, jam: Jam, records: Sequence[CardRecord]) -> None:
    """Let them wait, all or none. Where there is no room it is said once, and asked for again with the next look.

    Where there is none before the round is over, the jam is: with its finale, if it has any section.
    """
    placed = await place_together(services, unplaced(records))
    if not isinstance(placed, Refused):
        return
    log.info("round %d of jam %s has no room in the queue", jam.round, jam.id)
    if jam.deadline_s is not None and placed.until_s is not None and placed.until_s > jam.deadline_s:
        await tell_once(services, client, jam, f"room-{jam.round}", USED_UP.format(fact=placed.told))
        await move(services, jam.id, End(JAMGRAM))
    else:
        await tell_once(services, client, jam, f"room-{jam.round}", NO_ROOM.format(told=placed.told))


async def _tell(services: Services, jam: Jam, record: CardRecord) -> None:
    """Let the jam know what came of an entry."""
    one = record.requests[0]
    if one.state == "done" and one.clip is not None and one.clip.deleted_s is None:
        await move(services, jam.id, Painted(record.card.id, one.clip.id))
    elif one.state in OVER or record.card.state in {"removed", "refused"}:
        await move(services, jam.id, Failed(record.card.id))
