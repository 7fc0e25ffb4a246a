"""Weekly jams: when the lobby of one opens, the next one is planned."""

import logging
import math
from dataclasses import replace
from random import Random
from typing import Final

import discord

from bot.card import CardView
from bot.choices import Settled
from bot.choices.here import settled_in
from bot.jams.entering import require_moderators
from bot.jams.machine import Plan, begun
from bot.jams.machine.lobby import SCHEDULED_MOST
from bot.jams.moving import drawn_id
from bot.jams.places import place_of_jam
from bot.jams.showing.posting import JamSaying, posted
from bot.judging.asking import Asked
from bot.judging.gate import require_admitted
from bot.judging.people import person_of
from bot.judging.permitting import Place
from bot.records.jam import BEGUN, Jam, JamEvent
from bot.records.words import REMOVED
from bot.services import Services
from bot.words import date, moment
from core.errors import UserError

log = logging.getLogger(__name__)

WEEK_S: Final = 7 * 24 * 3600.0

FOLLOWED: Final = "next-week"
"""The name under which it is noted that the players were told of the next one, or that there is none."""

NEXT: Final = "🔁 **Next time:** {date}, {moment} · `{jam}`. Its host calls it off with `/jam end jam:{jam}`."
NONE: Final = "🔁 **There is no next time:** {why}. `/jam schedule` plans a new one."

PLACE_GONE: Final = "its channel is gone"
PLANNER_GONE: Final = "whoever planned it is not in this server any more"
SWITCHED_OFF: Final = "the server has switched jams off"
NOT_ADMITTED: Final = "whoever planned it may begin none here just now"
NOBODY_LOOKS: Final = "no moderators are there any more to see every entry first"
NO_ROOM: Final = "whoever planned it has planned another, or as many are planned here as can be"
CALLED_OFF: Final = "it was called off"


class SeriesOverError(Exception):
    """No jam follows; the message says why, as the end of a sentence."""


async def tend(services: Services, client: discord.Client, jam: Jam) -> None:
    """Plan the jam that follows a weekly one, once, and tell those who are there when it is, or why there is none."""
    if not jam.rules.is_weekly or jam.phase == "scheduled" or "frozen" in jam.halts or FOLLOWED in jam.posts:
        return
    guild = client.get_guild(int(jam.server))
    if guild is None or guild.unavailable:
        return
    try:
        following = await _following(services, client, guild, jam)
    except SeriesOverError as over:
        log.info("jam %s: no other follows: %s", jam.id, over)
        words = NONE.format(why=over)
    else:
        assert following.opens_s is not None
        words = NEXT.format(date=date(following.opens_s), moment=moment(following.opens_s), jam=following.id)
    if jam.thread is not None:
        await posted(services, client, jam, JamSaying(FOLLOWED, CardView(words), jam.thread))


def follower_of(jam: Jam, *, host: str, now_s: float) -> Jam:
    """Plan the jam that follows: led by `host`, at the first moment to come that is whole weeks later.

    Its id follows from that of the jam before it, so that whoever is cut off plans no second one.
    """
    assert jam.opens_s is not None
    weeks = max(1, math.floor((now_s - jam.opens_s) / WEEK_S) + 1)
    plan = Plan(jam.server, jam.channel, jam.name, jam.theme, jam.rules, jam.opens_s + weeks * WEEK_S)
    return begun(drawn_id(Random(f"{jam.id}-next")), plan, host=host, now_s=now_s)  # noqa: S311 - a name, no secret


async def _following(services: Services, client: discord.Client, guild: discord.Guild, jam: Jam) -> Jam:
    """Find the jam that follows, or plan it if that may be.

    Raises
    ------
    SeriesOverError
        If none follows.
    discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, TimeoutError
        If nobody knows.
    """
    planner = await services.records.jam_begun_by(jam.id) or jam.host
    following = follower_of(jam, host=planner, now_s=services.clock())
    known = await services.records.jam(following.id)
    if known is not None:
        if known.phase == "archived":
            raise SeriesOverError(CALLED_OFF)
        return known
    settled = await settled_in(services, following.server)
    await _require_allowed(services, guild, following, settled, place_of_jam(client, following))
    players_most = min(following.rules.players_most, settled.jam_players)
    following = replace(following, rules=replace(following.rules, players_most=players_most))
    event = JamEvent(services.clock(), planner, BEGUN)
    try:
        await services.records.new_jam(following, event, at_once=SCHEDULED_MOST)
    except UserError as error:
        raise SeriesOverError(NO_ROOM) from error
    log.info("jam %s follows jam %s", following.id, jam.id)
    return following


async def _require_allowed(
    services: Services, guild: discord.Guild, following: Jam, settled: Settled, place: Place
) -> None:
    """See that whoever planned the first one could plan this one too.

    Raises
    ------
    SeriesOverError
        If they couldn't.
    """
    if guild.get_channel(int(following.channel)) is None:
        raise SeriesOverError(PLACE_GONE)
    planner = await _member(guild, following.host)
    if planner is None or following.name == REMOVED:
        raise SeriesOverError(PLANNER_GONE)
    if not settled.jams:
        raise SeriesOverError(SWITCHED_OFF)
    person = person_of(services, planner, server=following.server)
    asked = Asked(person, place, private=following.rules.is_private)
    try:
        await require_admitted(services, asked)
    except UserError as error:
        raise SeriesOverError(NOT_ADMITTED) from error
    if following.rules.pre_moderated:
        try:
            await require_moderators(services, following.server)
        except UserError as error:
            raise SeriesOverError(NOBODY_LOOKS) from error


async def _member(guild: discord.Guild, user: str) -> discord.Member | None:
    """Look somebody up; None if they left, or had all their data deleted."""
    if not user.isdecimal():
        return None
    try:
        return guild.get_member(int(user)) or await guild.fetch_member(int(user))
    except discord.NotFound:
        return None
