"""A planned jam as Discord's own event: made, moved and called off with it, begun and ended with it."""

import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

import discord

from bot.delivery.faults import Fault, fault_of
from bot.jams.machine.acts import JAMGRAM, Noted, Open, Reschedule, Stop
from bot.jams.moving import move
from bot.jams.showing.announcing import SCHEDULED, kind_of, plan
from bot.jams.showing.posting import JamSaying, posted, posted_before, shown_again
from bot.judging.shown import shown
from bot.judging.veiling import veiled_in
from bot.records.jam import Jam, Post
from bot.services import Services
from bot.words import plain, shorten

log = logging.getLogger(__name__)

LASTS: Final = timedelta(hours=1)
SOON_S: Final = 60.0
"""For what begins as soon as this, no event is made any more."""
SAME_S: Final = 1.0
CALLED_OFF: Final = frozenset({discord.EventStatus.cancelled, discord.EventStatus.completed})

NO_EVENT: Final = "no-event"
OPENED: Final = "opened"
BEGUN: Final = "event-begun"
ENDED: Final = "event-over"
"""Names under which it is noted what was done about the event."""

NAME_MAX: Final = 100
PLACE_MAX: Final = 100
ABOUT: Final = "{theme}A jam ({kind}). Its lobby opens in #{channel}. {jam}"


async def tend(services: Services, client: discord.Client, jam: Jam) -> None:
    """Announce a planned jam and keep its event true; a private one has none."""
    if jam.rules.is_private:
        return
    if jam.phase == "scheduled":
        saying = await _plan(services, client, jam)
        if SCHEDULED not in jam.posts:
            await posted(services, client, jam, saying)
        await _keep(services, client, jam)
        return
    if jam.opens_s is not None and OPENED not in jam.posts and jam.phase != "archived":
        await _tell_open(services, client, jam)
    if jam.event is not None:
        await _follow(services, client, jam, jam.event)


async def tell_again(services: Services, client: discord.Client, jam: Jam) -> None:
    """Let the announcement of a planned jam, if there is one, say what holds now.

    Raises
    ------
    discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, TimeoutError
        If Discord does not take it, or nobody knows.
    """
    if jam.phase == "scheduled" and SCHEDULED in jam.posts:
        await shown_again(services, client, await _plan(services, client, jam), jam.posts[SCHEDULED])


async def _tell_open(services: Services, client: discord.Client, jam: Jam) -> None:
    """Let the announcement of a plan say that the time has come."""
    saying = await _plan(services, client, jam)
    post = await posted_before(services, client, jam, saying)
    if post is not None:
        await shown_again(services, client, saying, post)
    await _mark(services, jam, OPENED)


async def _plan(services: Services, client: discord.Client, jam: Jam) -> JamSaying:
    async with veiled_in(services, client, server=jam.server, channel=jam.channel):
        return plan(jam)


async def _keep(services: Services, client: discord.Client, jam: Jam) -> None:
    """Make the event, or do with the jam what somebody did with it. What we know of events Discord keeps true."""
    guild = client.get_guild(int(jam.server))
    if guild is None or guild.unavailable:
        return
    if jam.event is None:
        await _make(services, client, jam, guild)
        return
    event = guild.get_scheduled_event(int(jam.event)) or await _looked_up(guild, jam.event)
    if event is None or event.status in CALLED_OFF:
        log.info("jam %s: its event was called off", jam.id)
        await move(services, jam.id, Stop(JAMGRAM))
    elif event.status is discord.EventStatus.active:
        await move(services, jam.id, Open())
    elif jam.opens_s is not None and abs(event.start_time.timestamp() - jam.opens_s) > SAME_S:
        await _shift(services, client, jam, event.start_time.timestamp())


async def _make(services: Services, client: discord.Client, jam: Jam, guild: discord.Guild) -> None:
    """Make the event, unless it is there and could not be noted. Where we may not, the announcement has to do."""
    assert jam.opens_s is not None
    if NO_EVENT in jam.posts or jam.opens_s - services.clock() < SOON_S:
        return
    event = next((one for one in guild.scheduled_events if jam.id in (one.description or "")), None)
    if event is None:
        try:
            event = await _made(services, client, jam, guild)
        except discord.HTTPException as error:
            if fault_of(error, by_token=False) is Fault.LATER:
                raise
            log.info("jam %s has no event: %s", jam.id, error)
            await _mark(services, jam, NO_EVENT)
            return
    await move(services, jam.id, Noted(event=str(event.id)))


async def _made(services: Services, client: discord.Client, jam: Jam, guild: discord.Guild) -> discord.ScheduledEvent:
    assert jam.opens_s is not None
    begins = datetime.fromtimestamp(jam.opens_s, UTC)
    place = getattr(client.get_channel(int(jam.channel)), "name", jam.channel)
    async with veiled_in(services, client, server=jam.server, channel=jam.channel):
        name, theme = plain(shown(jam.name)), plain(shown(jam.theme))
    about = ABOUT.format(theme=f"{theme}\n" if theme else "", kind=kind_of(jam), channel=place, jam=jam.id)
    return await guild.create_scheduled_event(
        name=shorten(f"🎶 {name or jam.id}", NAME_MAX),
        description=about,
        start_time=begins,
        end_time=begins + LASTS,
        entity_type=discord.EntityType.external,
        privacy_level=discord.PrivacyLevel.guild_only,
        location=shorten(f"#{place}", PLACE_MAX),
    )


async def _shift(services: Services, client: discord.Client, jam: Jam, opens_s: float) -> None:
    """Let the jam begin when its event does."""
    log.info("jam %s: its event was moved", jam.id)
    await tell_again(services, client, replace(jam, opens_s=opens_s))
    await move(services, jam.id, Reschedule(opens_s))


async def _looked_up(guild: discord.Guild, event: str) -> discord.ScheduledEvent | None:
    """Ask for an event that we don't know: None if there is none."""
    try:
        return await guild.fetch_scheduled_event(int(event))
    except discord.NotFound:
        return None


async def _follow(services: Services, client: discord.Client, jam: Jam, event_id: str) -> None:
    """Begin the event with the lobby and end it with the jam, once each."""
    guild = client.get_guild(int(jam.server))
    mark = ENDED if jam.phase == "archived" else BEGUN
    if guild is None or mark in jam.posts:
        return
    event = guild.get_scheduled_event(int(event_id)) or await _looked_up(guild, event_id)
    if event is not None:
        try:
            await _turn(event, is_over=jam.phase == "archived")
        except discord.HTTPException as error:
            if fault_of(error, by_token=False) is Fault.LATER:
                raise
            log.info("jam %s: its event stays as it is: %s", jam.id, error)
    await _mark(services, jam, mark)


async def _turn(event: discord.ScheduledEvent, *, is_over: bool) -> None:
    if event.status is discord.EventStatus.scheduled:
        await (event.cancel() if is_over else event.start())
    elif event.status is discord.EventStatus.active and is_over:
        await event.end()


async def _mark(services: Services, jam: Jam, what: str) -> None:
    """Note that something was done which no message shows."""
    await services.records.note_jam_post(jam.id, what, Post(jam.channel, "0", services.clock()))
