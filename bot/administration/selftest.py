"""/riff-admin selftest: whether all that a server needs is there, and what to do where it isn't."""

from typing import Final

import discord
from discord import app_commands
from redis.exceptions import RedisError

from bot.administration.answering import Interaction, guild_of, kept, now_s, server_of, tell
from bot.administration.findings import (
    of_auto_mod,
    of_channels,
    of_clock,
    of_gallery,
    of_jams,
    of_mod_channel,
    of_workers,
)
from bot.answers import defer
from bot.choices import Settled
from bot.doctor.finding import Finding, wrong
from bot.records.oversight import Oversight
from bot.services import Services, services_of
from bot.threads import in_queue

MARKS: Final = {True: "✅", False: "⚠️"}
ALL_WELL: Final = "**All is well.**"
NOT_ALL: Final = "**{number} of {all} things need you:**"


@app_commands.command(description="Look whether all that Jamgram needs here is there, and what to do where it isn't.")
async def selftest(interaction: Interaction) -> None:
    """Say what was found."""
    await defer(interaction)
    await tell(interaction, *told(await findings(interaction)))


async def findings(interaction: Interaction) -> list[Finding]:
    """Look at everything."""
    services, guild = services_of(interaction), guild_of(interaction)
    oversight = await kept(services.records.oversight(server_of(interaction)))
    return [
        *of_server(guild, oversight, auto_mod=services.auto_mod.is_readable(server_of(interaction))),
        await _of_workers(services, at_s=now_s(interaction)),
        of_clock(interaction.created_at.timestamp(), now_s(interaction)),
    ]


def of_server(guild: discord.Guild, oversight: Oversight, *, auto_mod: bool | None) -> list[Finding]:
    """Look at what the server decided, and at what it lets the bot do; `auto_mod`: whether its rules could be read."""
    settled = Settled.at(oversight.choices, server=str(guild.id))
    return [
        *of_channels(guild, oversight.access),
        of_mod_channel(guild, settled),
        *of_gallery(guild, settled),
        of_jams(guild, oversight.access, settled),
        of_auto_mod(guild, readable=auto_mod),
    ]


def told(found: list[Finding]) -> list[str]:
    """Say what needs somebody first, and then the rest."""
    open_ones = [one for one in found if not one.well]
    title = NOT_ALL.format(number=len(open_ones), all=len(found)) if open_ones else ALL_WELL
    ordered = [*open_ones, *(one for one in found if one.well)]
    return [title, *(f"{MARKS[one.well]} **{one.about}** {one.says}" for one in ordered)]


async def _of_workers(services: Services, *, at_s: float) -> Finding:
    try:
        counts = await in_queue(services.lanes.counts, now_s=at_s)
    except RedisError:
        return wrong("The queue", "can't be reached. What is asked for waits; whoever runs Jamgram has to look.")
    return of_workers(counts)
