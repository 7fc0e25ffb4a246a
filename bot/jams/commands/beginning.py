"""Beginning a jam, now or later: who may, where, and with which words."""

from dataclasses import replace
from typing import Any, Final

import discord

from bot.answers import defer
from bot.choices import Settled
from bot.choices.here import settled_here
from bot.family.links import link
from bot.jams.board.view import name_of
from bot.jams.commands.acting import tell
from bot.jams.commands.planning import Wanted
from bot.jams.entering import require_moderators
from bot.jams.machine import Plan
from bot.jams.machine.lobby import SCHEDULED_MOST
from bot.jams.moving import created
from bot.judging.gate import asked_here, require_admitted, require_good_words
from bot.origins import is_member
from bot.patience import in_time
from bot.records.jam import NAME_MAX, THEME_MAX, Jam, JamRules
from bot.services import services_of
from bot.words import date, moment, plain
from core.errors import UserError
from core.limits import is_visible

Interaction = discord.Interaction[Any]

PLACES: Final = (discord.ChannelType.text, discord.ChannelType.news)
"""Channels in which a thread can be opened."""

PUBLIC_THREADS: Final = ("create_public_threads", "Create Public Threads")
PRIVATE_THREADS: Final = ("create_private_threads", "Create Private Threads")
NEEDED: Final = (("view_channel", "View Channel"), ("send_messages_in_threads", "Send Messages in Threads"))

NOT_A_MEMBER: Final = "I am not in this server, so there can be no jam. Whoever manages it can invite me."
NOT_HERE: Final = "A jam begins in a text channel, where it gets a thread of its own. Nothing was begun."
SWITCHED_OFF: Final = "⛔ There are no jams here: the server has switched them off. Nothing was begun."
NAMELESS: Final = "A jam needs a name. Nothing was begun."
ONE_EACH: Final = "You lead a jam already: {link}. Nothing was begun: end that with `/jam end`, or hand it over."
PLANNED_ONE: Final = (
    "You have planned a jam already: {link}. Nothing was planned: call that off with `/jam end jam:{jam}`."
)
MANY: Final = "{most} jams are on in this server, the most at a time. Nothing was begun: join one with `/jam join`."
ONE_AT_A_TIME: Final = (
    "A jam is on in this server, and there is one at a time. Nothing was begun: `/jam join` joins it."
)
MANY_SCHEDULED: Final = "{most} jams are scheduled in this server. Nothing was begun: wait until some of them are over."
LACKING: Final = "I may not do this here: whoever manages the server has to give me **{names}**. Nothing was begun."

OPENED: Final = "🎶 **{name}** (`{jam}`) begins: its thread opens in a moment, with a board that has all the buttons."
PLANNED: Final = (
    "📅 **{name}** (`{jam}`) is scheduled for {date}, {moment}. Its lobby opens then, and it is announced here."
)
WEEKLY: Final = (
    " Each time that happens the next one is planned for a week later, until you call one off with `/jam end` or say "
    "`/jam settings weekly:False`."
)


async def begin(interaction: Interaction, wanted: Wanted, *, opens_s: float | None = None) -> None:
    """Begin a jam, or schedule it, and say so to whoever leads it.

    Raises
    ------
    UserError
        If there can be none.
    """
    require_place(interaction, is_private=wanted.is_private)
    rules, name, theme = wanted.rules, _seen(wanted.name, NAME_MAX), _seen(wanted.theme, THEME_MAX)
    if not name:
        raise UserError(NAMELESS, code="E-VALUE")
    await defer(interaction)
    settled = await settled_here(interaction)
    await _require_allowed(interaction, settled, rules)
    at_once = await _room(interaction, settled, is_scheduled=opens_s is not None)
    await in_time(interaction, require_good_words(interaction, [one for one in (name, theme) if one]))
    rules = replace(rules, players_most=min(rules.players_most, settled.jam_players))
    here, host = (str(interaction.guild_id), str(interaction.channel_id)), str(interaction.user.id)
    plan = Plan(*here, name, theme, rules, opens_s)
    await _say(
        interaction, await in_time(interaction, created(services_of(interaction), plan, host=host, at_once=at_once))
    )


def require_place(interaction: Interaction, *, is_private: bool) -> None:
    """See that a jam could have a thread here.

    Raises
    ------
    UserError
        If it couldn't.
    """
    if not is_member(interaction):
        raise UserError(NOT_A_MEMBER, code="E-NOT-YOURS")
    if interaction.channel is None or interaction.channel.type not in PLACES:
        raise UserError(NOT_HERE, code="E-VALUE")
    if lacking := lacking_here(interaction.app_permissions, is_private=is_private):
        raise UserError(LACKING.format(names=", ".join(lacking)), code="E-PERM-THREAD")


def lacking_here(granted: discord.Permissions, *, is_private: bool) -> list[str]:
    """Name the permissions that a jam can't do without."""
    opened = PRIVATE_THREADS if is_private else PUBLIC_THREADS
    return [name for permission, name in (opened, *NEEDED) if not getattr(granted, permission)]


def _seen(typed: str, most: int) -> str:
    """Put words on one line; of those of which nothing can be seen nothing is left."""
    words = plain(typed)[:most]
    return words if is_visible(words) else ""


async def _require_allowed(interaction: Interaction, settled: Settled, rules: JamRules) -> None:
    services = services_of(interaction)
    if not settled.jams:
        raise UserError(SWITCHED_OFF, code="E-JAM-OFF")
    await in_time(interaction, require_admitted(services, asked_here(interaction, private=rules.is_private)))
    if rules.pre_moderated:
        await in_time(interaction, require_moderators(services, str(interaction.guild_id)))


async def _room(interaction: Interaction, settled: Settled, *, is_scheduled: bool) -> int:
    """Say how many jams there may be, planned ones apart from those that are on, if there is room for one more."""
    server, user = str(interaction.guild_id), str(interaction.user.id)
    jams = await in_time(interaction, services_of(interaction).records.open_jams(server))
    same = [one for one in jams if (one.phase == "scheduled") == is_scheduled and "orphaned" not in one.halts]
    if mine := next((one for one in same if one.host == user), None):
        said = PLANNED_ONE if is_scheduled else ONE_EACH
        raise UserError(said.format(link=link(server, mine.thread or mine.channel), jam=mine.id), code="E-VALUE")
    most = SCHEDULED_MOST if is_scheduled else settled.jams_at_once
    if len(same) >= most:
        said = MANY_SCHEDULED if is_scheduled else ONE_AT_A_TIME if most == 1 else MANY
        raise UserError(said.format(most=most), code="E-VALUE")
    return most


async def _say(interaction: Interaction, jam: Jam) -> None:
    if jam.opens_s is None:
        await tell(interaction, OPENED.format(name=name_of(jam), jam=jam.id))
        return
    when = {"date": date(jam.opens_s), "moment": moment(jam.opens_s)}
    again = WEEKLY if jam.rules.is_weekly else ""
    await tell(interaction, PLANNED.format(name=name_of(jam), jam=jam.id, **when) + again)
