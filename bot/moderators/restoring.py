"""Riffs that moderators hid, shown again: to all who may see them, and in the jam that heard them as far as it can."""

from typing import Final

import discord

from bot.card import CardView
from bot.cases.striking import where_of
from bot.cases.telling import tell_user
from bot.jams.machine.acts import Restore
from bot.jams.machine.errors import JamError
from bot.jams.moving import move
from bot.jams.taking_out import show_as_it_is
from bot.moderators.removing import SAID, Removal
from bot.records.jam import Jam
from bot.records.oversight import REASON_MAX, Entry
from bot.records.values import ClipRecord
from bot.services import Services
from bot.words import escape
from core.errors import UserError

NOT_HIDDEN: Final = "`{name}` is not hidden. Nothing was changed."
TO_DECIDE: Final = (
    "`{name}` is hidden until **#{number}** is decided: `/riff-mod review` opens that. Nothing was changed."
)
RESTORED: Final = "👀 `{name}` is shown again."
IN_JAM: Final = "It is heard in its jam again, too."
IN_VOTE: Final = "It can be voted for in its jam again."
NOT_JOINED: Final = "The track of its jam stays as it was made: it is not joined again."
TOLD: Final = "👀 The moderators of {where} show your riff `{name}` again."


async def restore(services: Services, client: discord.Client, clip: ClipRecord, removal: Removal) -> str:
    """Show a hidden clip again, and say what came of it.

    Raises
    ------
    UserError
        If it isn't hidden, or a case decides about it.
    """
    name = clip.recipe.recipe_id
    case = await services.records.case_of_card(clip.card_id)
    if case is not None and case.clip_id == clip.id and case.state == "open":
        raise UserError(TO_DECIDE.format(name=name, number=case.number), code="E-HIDDEN")
    if not await services.records.unhide_clip(clip.id, services.clock(), by=removal.by):
        raise UserError(NOT_HIDDEN.format(name=name), code="E-OVER")
    if removal.reason:
        await services.records.note(_why(services, clip, removal))
    await services.records.redeliver(clip.card_id)
    in_jam = await _in_jam(services, client, clip, by=removal.by)
    if removal.tells:
        await _tell(services, client, clip, removal)
    return " ".join(filter(None, [RESTORED.format(name=name), in_jam]))


async def _in_jam(services: Services, client: discord.Client, clip: ClipRecord, *, by: str) -> str:
    """Put it back into the jam that it was entered in, and say how far that goes."""
    record = await services.records.card(clip.card_id)
    jam = await services.records.jam(record.card.jam) if record is not None and record.card.jam else None
    if jam is None:
        return ""
    entry = jam.entry(clip.card_id)
    if entry is not None and entry.state == "removed":
        jam = await _put_back(services, jam, entry.id, by=by)
    await show_as_it_is(services, client, jam)
    if entry is None:
        return IN_JAM
    is_over = jam.phase in {"finale", "archived"}
    is_voted_on = jam.phase == "voting" and entry.round == jam.round
    return NOT_JOINED if is_over and jam.track else IN_VOTE if is_voted_on else IN_JAM


async def _put_back(services: Services, jam: Jam, entry: str, *, by: str) -> Jam:
    """Do it, unless somebody was quicker."""
    try:
        return await move(services, jam.id, Restore(by, entry, as_moderator=True))
    except JamError:
        return await services.records.jam(jam.id) or jam


def _why(services: Services, clip: ClipRecord, removal: Removal) -> Entry:
    return Entry(0, removal.server, services.clock(), removal.by, "approve", clip.author, after=removal.reason)


async def _tell(services: Services, client: discord.Client, clip: ClipRecord, removal: Removal) -> None:
    words = TOLD.format(where=where_of(client, removal.server), name=clip.recipe.recipe_id)
    lines = [words, *([SAID.format(reason=escape(removal.reason, most=REASON_MAX))] if removal.reason else [])]
    nonce = f"back-{round(services.clock())}-{clip.author}"[:25]
    await tell_user(client, clip.author, CardView("\n".join(lines)), nonce=nonce)
