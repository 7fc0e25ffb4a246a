"""What moderators decided about an entry of a jam: it is played, or taken out."""

from typing import Final

from bot.jams.machine.acts import Clear, RemoveEntry
from bot.jams.machine.errors import JamError
from bot.jams.moving import move
from bot.records.jam import Jam
from bot.records.oversight import JAMGRAM, Case
from bot.records.values import CardRecord
from bot.services import Services
from bot.words import escape

A_JAM: Final = "a jam"
TOO_LATE: Final = "Its round was over by then."
ANOTHER: Final = "As long as the round is on, you can enter something else."
AGAIN: Final = "🎤 Contribute offers you its words again in the next round."
OVER: Final = frozenset({"finale", "archived"})
BLOCKS: Final = frozenset({"block_day", "block"})


def jam_of(case: Case) -> str:
    """Name the jam of an entry, whose id begins with it."""
    return case.card_id.partition("-")[0]


def name_of(jam: Jam | None) -> str:
    """Call a jam by its name, and its thread."""
    if jam is None:
        return A_JAM
    where = f" (<#{jam.thread}>)" if jam.thread else ""
    return f"**{escape(jam.name)}**{where}"


async def track_with(services: Services, record: CardRecord) -> str | None:
    """Name the track that what is on a card was joined to, as long as that is there."""
    jam = await services.records.jam(record.card.jam) if record.card.jam else None
    is_in = jam is not None and any(one.id == record.card.id for one in jam.sections)
    track = await services.records.clip(jam.track) if jam is not None and jam.track and is_in else None
    return None if track is None or track.deleted_s is not None else track.recipe.recipe_id


def is_taken_back(case: Case, jam: Jam | None) -> bool:
    """Tell whether the author took it back, or entered something else: then they need not be told."""
    entry = jam.entry(case.card_id) if jam else None
    return case.state == "lapsed" and (entry is None or entry.state != "held")


async def play_or_remove(services: Services, case: Case, jam: Jam | None) -> list[str]:
    """Do what was decided, as far as it is not done, and say what there is to add to it: what its author can do now.

    Raises
    ------
    UserError
        If the jam can't be changed just now.
    """
    entry = jam.entry(case.card_id) if jam else None
    if jam is None or entry is None:
        return []
    by = case.decided_by or JAMGRAM
    if case.state == "removed":
        after = await _done(services, jam, RemoveEntry(by, entry.id, as_moderator=True), by=by)
        is_on = (after or jam).phase == "collecting" and jam.round == entry.round
        return [ANOTHER] if is_on and case.decision not in BLOCKS else []
    again = [AGAIN] if jam.phase not in OVER else []
    if case.state != "approved":
        return again
    after = await _done(services, jam, Clear(by, entry.id, as_moderator=True), by=by)
    now = (after or jam).entry(entry.id)
    return [TOO_LATE, *again] if now is not None and now.state == "held" else []


async def _done(services: Services, jam: Jam, act: Clear | RemoveEntry, *, by: str) -> Jam | None:
    """Do it; None if it was done before, or it is too late for it."""
    try:
        return await move(services, jam.id, act, actor=by)
    except JamError:
        return None
