"""What a self-test finds in a server. Pure but for what discord.py knows of the server."""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import and_
from typing import Final

import discord

from bot.administration.permissions import JAMS, NEEDED, THREADS, WITHOUT, lacking, told
from bot.choices import Settled
from bot.doctor.finding import Finding, well, wrong
from bot.records.oversight import Access
from core.lanes import Counts

NAMED_MOST: Final = 10
"""Channels that a finding names."""

NOWHERE: Final = (
    "No `mod_channel` is chosen: what would be held is refused, and reports wait in `/riff-mod queue`. "
    "`/riff-admin config set` chooses one."
)
DRIFT_MOST_S: Final = 5.0


def of_channels(guild: discord.Guild, access: Sequence[Access]) -> list[Finding]:
    """Look what the bot may do in each channel in which clips may be asked for."""
    asked = asked_in(guild, access)
    if not asked:
        return [wrong("Channels", "There is none in which clips may be asked for: `/riff-admin channels list`.")]
    found = [(one, one.permissions_for(guild.me)) for one in asked]
    closed = {one.id: lacking(allowed) for one, allowed in found}
    threadless = {one.id: [] if closed[one.id] else lacking(allowed, THREADS) for one, allowed in found}
    usable = [one for one in asked if not closed[one.id]]
    return [
        *_by_lack(closed, "no clips can be shown there"),
        *_by_lack(threadless, "remixes have no threads of their own there"),
        *([well("Channels", f"Clips can be shown in {_mentions([one.id for one in usable])}.")] if usable else []),
    ]


def asked_in(guild: discord.Guild, access: Sequence[Access]) -> Sequence[discord.abc.GuildChannel | discord.Thread]:
    """Name the channels and threads that are allowed, as far as Discord told us of them.

    Where none is, that is all text channels that aren't denied; of what the bot doesn't see there, nobody has to hear.
    """
    said = {one.target: one.verdict for one in access if one.kind == "channel"}
    if allowed := [target for target, verdict in said.items() if verdict == "allow"]:
        found = (guild.get_channel_or_thread(int(target)) for target in allowed)
        return [one for one in found if one is not None]
    others = [one for one in guild.text_channels if said.get(str(one.id)) != "deny"]
    return [one for one in others if one.permissions_for(guild.me).view_channel] or others


def of_jams(guild: discord.Guild, access: Sequence[Access], settled: Settled) -> Finding:
    """Look whether jams can be held, and what they do without."""
    about = "Jams"
    if not settled.jams:
        return well(about, "The server has none: `jams` is off.")
    allowed = [one.permissions_for(guild.me) for one in asked_in(guild, access)]
    open_to = [one for one in allowed if not lacking(one, (*NEEDED, *THREADS))]
    if not open_to:
        return wrong(about, "They need threads, and I may open none: `/riff-admin config set` turns `jams` off.")
    everywhere = discord.Permissions(_common(open_to))
    if missing := lacking(everywhere, JAMS):
        return well(about, f"I lack {told(missing)}: {told([WITHOUT[one] for one in missing])}.")
    return well(about, "They can be held, with all that belongs to them.")


def of_mod_channel(guild: discord.Guild, settled: Settled) -> Finding:
    """Look whether moderators can be asked, and by nobody else."""
    about, chosen = "Moderators", settled.mod_channel
    if chosen is None:
        return wrong(about, NOWHERE)
    channel = guild.get_channel(int(chosen))
    if not isinstance(channel, discord.TextChannel):
        return wrong(about, "The `mod_channel` is gone: choose another one with `/riff-admin config set`.")
    if missing := lacking(channel.permissions_for(guild.me)):
        return wrong(about, f"I can't ask them in <#{chosen}>: I lack {told(missing)} there.")
    if channel.permissions_for(guild.default_role).view_channel:
        return wrong(about, f"Everybody can see <#{chosen}>, where I show what is held: close it to them.")
    return well(about, f"They are asked in <#{chosen}>.")


def of_gallery(guild: discord.Guild, settled: Settled) -> Iterator[Finding]:
    """Look whether clips with many stars, and tracks of jams, can be shown where the server wants them, if anywhere."""
    if settled.gallery is None:
        return
    channel = guild.get_channel(int(settled.gallery))
    if not isinstance(channel, discord.TextChannel):
        yield wrong("Gallery", "Its channel is gone: choose another one with `/riff-admin config set`.")
    elif missing := lacking(channel.permissions_for(guild.me)):
        yield wrong("Gallery", f"I can't show clips in <#{channel.id}>: I lack {told(missing)} there.")
    else:
        stars = "1 star" if settled.promotion == 1 else f"{settled.promotion} stars"
        remixes = f"Remixes with {stars} and tracks" if settled.promotion else "Tracks"
        yield well("Gallery", f"{remixes} of jams are shown in <#{channel.id}>.")


def of_auto_mod(guild: discord.Guild, *, readable: bool | None) -> Finding:
    """Look whether the server's own AutoMod rules can be read: Discord doesn't ask them about what bots post.

    `readable`: whether they could be when they were last asked for; None if they never were.
    """
    if guild.me.guild_permissions.manage_guild:
        if readable is False:
            return wrong("AutoMod", "I couldn't read its rules when I last tried, so they don't hold for what I make.")
        return well("AutoMod", "Its rules of words hold for what I make, too.")
    return well("AutoMod", "Its rules don't hold for what I make: I can read them only with Manage Server.")


def of_workers(counts: Counts) -> Finding:
    """Look whether somebody paints."""
    if not counts.workers:
        return wrong("Painters", "None is awake: what is asked for waits. Whoever runs Jamgram has to start one.")
    awake = "1 painter is" if counts.workers == 1 else f"{counts.workers} painters are"
    waiting = "1 clip waits" if counts.waiting == 1 else f"{counts.waiting} clips wait"
    return well("Painters", f"{awake} awake, {waiting}.")


def of_clock(discords_s: float, ours_s: float) -> Finding:
    """Look whether our clock goes as Discord's does: by it people are told when their clip is done."""
    if abs(ours_s - discords_s) > DRIFT_MOST_S:
        drift = round(ours_s - discords_s)
        return wrong(
            "Clock", f"Mine is {abs(drift)} s {'ahead' if drift > 0 else 'behind'}: times that I tell are wrong."
        )
    return well("Clock", "Mine goes as Discord's does.")


def _common(allowed: Sequence[discord.Permissions]) -> int:
    """Keep what is allowed in all of these places."""
    return reduce(and_, (one.value for one in allowed))


def _by_lack(lacks: dict[int, list[str]], so: str) -> Iterator[Finding]:
    """Put channels together that lack the same."""
    together: dict[tuple[str, ...], list[int]] = {}
    for channel, missing in lacks.items():
        if missing:
            together.setdefault(tuple(missing), []).append(channel)
    for alike, channels in together.items():
        yield wrong("Channels", f"I lack {told(alike)} in {_mentions(channels)}: {so}.")


def _mentions(known: Sequence[int]) -> str:
    more = f" and {len(known) - NAMED_MOST} more" if len(known) > NAMED_MOST else ""
    return ", ".join(f"<#{one}>" for one in known[:NAMED_MOST]) + more
