"""Riffs that moderators take away: one, one with all that came of it, or the last ones of somebody."""

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import discord

from bot.cancelling import call_off
from bot.card import CardView
from bot.cases.removing import take_down
from bot.cases.striking import where_of
from bot.cases.telling import tell_user
from bot.family.withdrawing import clips_of
from bot.jams.taking_out import entry_taken_out, unpainted_of
from bot.records.oversight import REASON_MAX, Action, Entry
from bot.records.values import CardRecord, ClipRecord
from bot.services import Services
from bot.words import escape, mention
from core.errors import UserError

log = logging.getLogger(__name__)

PURGE_MOST: Final = 100
"""Riffs that one order takes away."""

TOLD_MOST: Final = 25
"""Authors who are told of one removal: more direct messages at once look like spam to Discord."""

UNFINISHED: Final = frozenset({"open", "held", "frozen"})

TOLD: Final = "🗑️ The moderators of {where} removed {what}."
SAID: Final = "They say: “{reason}”"
REMOVED: Final = "🗑️ {what} is removed."
REMOVED_WITH: Final = "🗑️ {what} is removed, and {number} that came of it here."
PURGED: Final = "🧹 Removed: {number} of {who}."
NOTHING: Final = "{who} has nothing here that could be removed. Nothing was changed."


@dataclass(frozen=True, slots=True)
class Removal:
    """Who takes something away in a server, and why."""

    server: str
    by: str
    reason: str = ""
    tells: bool = True
    """Its authors are told."""


async def remove(
    services: Services, client: discord.Client, clip: ClipRecord, removal: Removal, *, cascade: bool
) -> str:
    """Remove a clip, and with `cascade` all that came of it in this server; say what came of that."""
    others = await _descendants(services, clip, removal.server) if cascade else []
    clips = [clip, *others]
    for one in clips:
        await services.records.note(_entry(services, "remove", one.author, removal, before=_name(one)))
    await _take_down(services, client, clips)
    if removal.tells:
        await _tell(services, client, Counter(one.author for one in clips), removal, name=_name(clip))
    return (REMOVED_WITH if others else REMOVED).format(what=f"`{_name(clip)}`", number=riffs(len(others)))


async def purge(services: Services, client: discord.Client, user: str, removal: Removal, *, most: int) -> str:
    """Remove the last cards of somebody in this server, also those that wait, and say what came of it.

    What they entered in jams and nobody has begun to paint goes with them, however many cards are asked for.

    Raises
    ------
    UserError
        If there is none.
    """
    records = await services.records.cards_by(user, removal.server, most)
    cards = {record.card.id for record in records}
    entered = await unpainted_of(services, user, removal.server, besides=cards)
    number = len(records) + len(entered)
    if not number:
        raise UserError(NOTHING.format(who=mention(user)), code="E-UNKNOWN")
    said = riffs(number)
    await services.records.note(_entry(services, "purge", user, removal, before=said))
    for record in records:
        await _take_away(services, client, record)
    for jam, entry in entered:
        await entry_taken_out(services, jam, entry, by=removal.by)
    if removal.tells:
        await _tell(services, client, Counter({user: number}), removal)
    return PURGED.format(number=said, who=mention(user))


def riffs(number: int) -> str:
    """Count riffs."""
    return "1 riff" if number == 1 else f"{number} riffs"


async def _take_away(services: Services, client: discord.Client, record: CardRecord) -> None:
    """Remove all of a card. What a worker makes of it meanwhile is deleted on its arrival."""
    await take_down(services, client, record, clips_of(record))
    if record.card.state not in UNFINISHED:
        return
    try:
        await call_off(services, record)
    except UserError as error:
        log.warning("card %s: removed, but what waits for it could not be called off: %s", record.card.id, error)


async def _take_down(services: Services, client: discord.Client, clips: Iterable[ClipRecord]) -> None:
    """Remove clips card by card."""
    by_card: dict[str, list[ClipRecord]] = {}
    for clip in clips:
        by_card.setdefault(clip.card_id, []).append(clip)
    for card_id, some in by_card.items():
        record = await services.records.card(card_id)
        if record is not None:
            await take_down(services, client, record, some)


async def _descendants(services: Services, clip: ClipRecord, server: str) -> list[ClipRecord]:
    """Find what came of a clip in this server; what others made of it elsewhere is not for these moderators."""
    found = [await services.records.clip(clip_id) for clip_id in await services.records.descendants(clip.id)]
    return [one for one in found if one is not None and one.server == server and one.deleted_s is None]


def _entry(services: Services, action: Action, target: str, removal: Removal, *, before: str) -> Entry:
    return Entry(0, removal.server, services.clock(), removal.by, action, target, before=before, after=removal.reason)


async def _tell(
    services: Services, client: discord.Client, authors: Counter[str], removal: Removal, *, name: str = ""
) -> None:
    """Tell each author how much of theirs is gone."""
    now_s = round(services.clock())
    for author, number in authors.most_common(TOLD_MOST):
        what = f"your riff `{name}`" if name and len(authors) == number == 1 else f"{riffs(number)} of yours"
        lines = [TOLD.format(where=where_of(client, removal.server), what=what), *_why(removal)]
        await tell_user(client, author, CardView("\n".join(lines)), nonce=f"gone-{now_s}-{author}"[:25])


def _why(removal: Removal) -> Sequence[str]:
    return [SAID.format(reason=escape(removal.reason, most=REASON_MAX))] if removal.reason else []


def _name(clip: ClipRecord) -> str:
    return clip.recipe.recipe_id
