"""/jam, for its host: the clock, the seats, the rules and the end."""

from typing import Any, Final

import discord
from discord import app_commands
from discord.app_commands import Range

from bot.answers import defer
from bot.commands import Command
from bot.commands.jam import jam
from bot.jams.commands import finding, leading, ruling
from bot.jams.commands.options import HOW, WEEKLY, Bpm, Players, Rounds, Turn, VoteTime, names_jam
from bot.jams.commands.planning import Length
from bot.moderators.people import require_other
from core.sections import Scale, Tonic

Interaction = discord.Interaction[Any]


@jam.command(name="next", description="For its host: end what is on just now, and go on.")
@names_jam
async def go_on(interaction: Interaction, jam: str | None = None) -> None:
    """End a phase."""
    await defer(interaction)
    await leading.go_on(interaction, await finding.open_jam_here(interaction, jam))


@jam.command(description="For its host: stop the clock.")
@names_jam
async def pause(interaction: Interaction, jam: str | None = None) -> None:
    """Stop the clock."""
    await defer(interaction)
    await leading.pause(interaction, await finding.open_jam_here(interaction, jam))


@jam.command(description="For its host: let the clock go on.")
@names_jam
async def resume(interaction: Interaction, jam: str | None = None) -> None:
    """Let it go on."""
    await defer(interaction)
    await leading.resume(interaction, await finding.open_jam_here(interaction, jam))


@jam.command(description="For its host: end this turn or round; nothing comes of it.")
@names_jam
async def skip(interaction: Interaction, jam: str | None = None) -> None:
    """Go on without a section."""
    await defer(interaction)
    await leading.skip(interaction, await finding.open_jam_here(interaction, jam))


@jam.command(description="For its host: let somebody play in it no more.")
@names_jam
@app_commands.describe(user="Whom.")
async def kick(interaction: Interaction, user: discord.User, jam: str | None = None) -> None:
    """Keep somebody out."""
    who = require_other(interaction, user)
    await defer(interaction)
    await leading.kick(interaction, await finding.open_jam_here(interaction, jam), who)


@jam.command(description="For its host: let somebody else lead it.")
@names_jam
@app_commands.describe(user="Whom.")
async def handover(interaction: Interaction, user: discord.User, jam: str | None = None) -> None:
    """Hand it over."""
    await defer(interaction)
    await leading.hand_over(interaction, await finding.open_jam_here(interaction, jam), str(user.id))


@jam.command(description="For its host: let what is on just now last longer.")
@names_jam
@app_commands.describe(minutes="How many minutes longer.")
async def extend(
    interaction: Interaction, minutes: Range[int, 1, leading.MINUTES_MOST], jam: str | None = None
) -> None:
    """Give more time."""
    await defer(interaction)
    await leading.extend(interaction, await finding.open_jam_here(interaction, jam), minutes)


@jam.command(description="For its host: end it. What there is becomes its track.")
@names_jam
async def end(interaction: Interaction, jam: str | None = None) -> None:
    """End it."""
    await defer(interaction)
    await leading.end(interaction, await finding.open_jam_here(interaction, jam))


@jam.command(description="See by which rules a jam is played; its host changes them as long as its lobby is open.")
@names_jam
@app_commands.describe(
    weekly=WEEKLY,
    **{
        name: HOW[name]
        for name in ("rounds", "length", "turn", "vote", "bpm", "tonic", "scale", "players", "pre_moderated")
    },
)
async def settings(
    interaction: Interaction,
    *,
    rounds: Rounds | None = None,
    length: Length | None = None,
    turn: Turn | None = None,
    vote: VoteTime | None = None,
    bpm: Bpm | None = None,
    tonic: Tonic | None = None,
    scale: Scale | None = None,
    players: Players | None = None,
    pre_moderated: bool | None = None,
    weekly: bool | None = None,
    jam: str | None = None,
) -> None:
    """Change the rules, if anything was said, and tell them."""
    await defer(interaction)
    asked: dict[str, object] = {"rounds": rounds, "length_s": length, "turn_s": turn, "vote_s": vote, "bpm": bpm}
    asked |= {"tonic": tonic, "scale": scale, "players_most": players, "pre_moderated": pre_moderated}
    asked["is_weekly"] = weekly
    await ruling.settle(interaction, await finding.open_jam_here(interaction, jam), asked)


@jam.command(description="Go on with a jam that nobody leads any more, and lead it.")
@names_jam
async def revive(interaction: Interaction, jam: str | None = None) -> None:
    """Take it up again."""
    await defer(interaction)
    await leading.revive(interaction, await finding.open_jam_here(interaction, jam))


COMMANDS: Final[tuple[Command, ...]] = (jam,)
