"""Jams that moderators lead, stop, or take something out of: done, written down, and told to those who play."""

import logging
from dataclasses import dataclass
from typing import Any

import discord

from bot.answers import LOST
from bot.card import CardView
from bot.cases.striking import where_of
from bot.cases.telling import tell_user
from bot.family.saying import Saying, say
from bot.jams import overseeing
from bot.jams.board.buttons import OVER
from bot.jams.machine.acts import Mute, Pause, RemoveEntry, Resume, Stop, Unmute
from bot.jams.moving import move
from bot.jams.taking_out import show_as_it_is
from bot.moderators.freezes import freeze_here, thaw_here
from bot.moderators.jam_words import (
    ANEW,
    FREEZE,
    IN_TRACK,
    LED,
    MUTE,
    MUTED_TOLD,
    NO_ENTRY,
    NO_THREAD,
    NONE_HERE,
    PAUSE,
    REMOVE,
    REMOVED_TOLD,
    RESUME,
    SAID,
    STILL,
    STOP,
    THAW,
    UNMUTE,
    UNMUTED_TOLD,
    UNTOLD,
    Deed,
)
from bot.moderators.people import require_not_own, require_other, server_of
from bot.patience import soon
from bot.records.jam import Entry, Jam
from bot.records.oversight import REASON_MAX
from bot.records.oversight import Entry as Line
from bot.records.oversight import Freeze as Frozen
from bot.services import Services, services_of
from bot.words import escape, mention
from core.errors import UserError

log = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]
Led = Pause | Resume | Stop | Mute | Unmute | RemoveEntry


@dataclass(frozen=True, slots=True)
class Order:
    """Which jam a moderator means, and why they do something about it."""

    jam: Jam
    by: str
    reason: str = ""


async def ordered(interaction: Interaction, named: str | None, reason: str = "") -> Order:
    """Find the jam that a moderator names, or whose thread they are in. The interaction is deferred already.

    Raises
    ------
    UserError
        If there is none in their server.
    """
    records = services_of(interaction).records
    finding = records.jam_in(str(interaction.channel_id)) if named is None else records.jam(named.strip().upper())
    jam = await soon(finding)
    if jam is None or jam.server != server_of(interaction):
        raise UserError(NONE_HERE, code="E-UNKNOWN")
    return Order(jam, str(interaction.user.id), reason)


async def pause(interaction: Interaction, order: Order) -> str:
    """Stop its clock; its host, or moderators, let it go on."""
    return await _lead(interaction, order, Pause(order.by, as_moderator=True), PAUSE)


async def resume(interaction: Interaction, order: Order) -> str:
    """Let it go on."""
    return await _lead(interaction, order, Resume(order.by, as_moderator=True), RESUME)


async def stop(interaction: Interaction, order: Order) -> str:
    """End it at once, without a finale."""
    return await _lead(interaction, order, Stop(order.by, as_moderator=True), STOP)


async def mute(interaction: Interaction, order: Order, user: discord.abc.User) -> str:
    """Let somebody enter and vote no more."""
    act = Mute(order.by, require_other(interaction, user), as_moderator=True)
    said = await _lead(interaction, order, act, MUTE, user=act.user)
    await _tell(interaction, order, act.user, MUTED_TOLD)
    after = await soon(services_of(interaction).records.jam(order.jam.id)) or order.jam
    return _joined(said, "" if after.host == order.jam.host else LED.format(user=mention(after.host)))


async def unmute(interaction: Interaction, order: Order, user: discord.abc.User) -> str:
    """Let somebody enter and vote again, but not oneself."""
    act = Unmute(order.by, str(user.id), as_moderator=True)
    require_not_own(interaction, act.user)
    said = await _lead(interaction, order, act, UNMUTE, user=act.user)
    await _tell(interaction, order, act.user, UNMUTED_TOLD)
    return said


async def remove_entry(interaction: Interaction, order: Order, user: str, *, number: int | None = None) -> str:
    """Take out what somebody entered last, or in one round; what was painted of it is hidden from others.

    Raises
    ------
    UserError
        If there is nothing of theirs.
    """
    entry = _entry_of(order.jam, user, number)
    if entry is None:
        raise UserError(NO_ENTRY.format(who=mention(user)), code="E-UNKNOWN")
    act = RemoveEntry(order.by, entry.id, as_moderator=True)
    said = await _lead(interaction, order, act, REMOVE, user=user, number=entry.round)
    services = services_of(interaction)
    if entry.clip is not None:
        await soon(services.records.hide_clip(entry.clip, services.clock(), by=order.by))
    await _tell(interaction, order, user, REMOVED_TOLD)
    after = await soon(services.records.jam(order.jam.id)) or order.jam
    if after.phase in OVER:
        await show_as_it_is(services, interaction.client, after)
    return _joined(said, await soon(_track_has_it(services, order.jam, entry)))


async def freeze(interaction: Interaction, order: Order) -> str:
    """Freeze its thread and all in it, so that whatever thaws that lets the jam go on too."""
    services, thread = services_of(interaction), _thread_of(order.jam)
    asked = Frozen(order.jam.server, "channel", thread, order.by, order.reason, since_s=services.clock())
    said = await soon(freeze_here(services, asked))
    await _oversee(interaction, order)
    return _joined(said, await _announce(interaction, order, FREEZE))


async def thaw(interaction: Interaction, order: Order) -> str:
    """Thaw its thread.

    Raises
    ------
    UserError
        If that is not frozen.
    """
    services, thread = services_of(interaction), _thread_of(order.jam)
    said = await soon(thaw_here(services, order.jam.server, f"channel-{thread}", by=order.by))
    after = await _oversee(interaction, order)
    if "frozen" in after.halts:
        return _joined(said, STILL)
    return _joined(said, await _announce(interaction, order, THAW))


async def _lead(
    interaction: Interaction, order: Order, act: Led, deed: Deed, *, user: str = "", number: int = 0
) -> str:
    """Do it, write it down, and say so in its thread; give what the moderator reads."""
    services, jam = services_of(interaction), order.jam
    await soon(move(services, jam.id, act, actor=order.by))
    after = " · ".join(filter(None, [deed.name, order.reason]))
    line = Line(0, jam.server, services.clock(), order.by, "jam", user or jam.host, rule=jam.id, after=after)
    await soon(services.records.note(line))
    untold = await _announce(interaction, order, deed, user=user, number=number)
    words = {"jam": escape(jam.name), "user": mention(user), "round": number}
    return _joined(deed.done.format(**words), untold)


async def _announce(interaction: Interaction, order: Order, deed: Deed, *, user: str = "", number: int = 0) -> str:
    """Tell those who play; give what to add for the moderator if that can't be."""
    if order.jam.thread is None:
        return ""
    anew = ANEW if order.jam.phase == "voting" and number == order.jam.round else ""
    lines = [deed.told.format(user=mention(user), round=number, anew=anew)]
    if deed.is_explained and order.reason:
        lines.append(SAID.format(reason=escape(order.reason, most=REASON_MAX)))
    saying = Saying(CardView("\n".join(lines)), nonce=f"mod-{interaction.id}"[:25])
    try:
        await say(interaction.client, saying, channel=order.jam.thread)
    except LOST as error:
        log.warning("jam %s: its players can't be told what moderators did: %s", order.jam.id, error)
        return UNTOLD
    return ""


async def _tell(interaction: Interaction, order: Order, user: str, words: str) -> None:
    """Tell whom it is about, and why."""
    where = where_of(interaction.client, order.jam.server)
    lines = [words.format(where=where, jam=escape(order.jam.name))]
    lines += [SAID.format(reason=escape(order.reason, most=REASON_MAX))] if order.reason else []
    await tell_user(interaction.client, user, CardView("\n".join(lines)), nonce=f"jam-{interaction.id}"[:25])


async def _oversee(interaction: Interaction, order: Order) -> Jam:
    """Let hold at once what was frozen or thawed, and give the jam as it is then."""
    services = services_of(interaction)
    jam = await soon(services.records.jam(order.jam.id)) or order.jam
    await services.policies.of(jam.server)
    await overseeing.tend(services, interaction.client, jam)
    return await soon(services.records.jam(jam.id)) or jam


async def _track_has_it(services: Services, jam: Jam, entry: Entry) -> str:
    """Say so if a track that is over was joined from an entry."""
    is_in = jam.phase == "archived" and jam.track is not None and entry in jam.sections
    track = await services.records.clip(jam.track) if is_in and jam.track else None
    return "" if track is None or track.deleted_s is not None else IN_TRACK.format(name=track.recipe.recipe_id)


def _entry_of(jam: Jam, user: str, number: int | None) -> Entry | None:
    theirs = [one for one in jam.entries if one.user == user and one.state not in {"removed", "withdrawn"}]
    return next((one for one in reversed(theirs) if number in {None, one.round}), None)


def _thread_of(jam: Jam) -> str:
    if jam.thread is None:
        raise UserError(NO_THREAD, code="E-PERM-SEND")
    return jam.thread


def _joined(*said: str) -> str:
    return " ".join(filter(None, said))


async def offered(services: Services, server: str) -> list[tuple[str, str]]:
    """Offer the jams of a server that are on, by their names, private ones too: who asks moderates it."""
    jams = await services.records.open_jams(server)
    return [(f"{one.name} · {one.id}", one.id) for one in jams]
