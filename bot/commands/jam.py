"""/jam: playing together, and leading that."""

from typing import Any, Final

import discord
from discord import app_commands
from discord.app_commands import Range

from bot.answers import defer
from bot.commands import Command
from bot.jams.commands import exporting, finding, inviting, playing, telling
from bot.jams.commands.acting import note_seen
from bot.jams.commands.beginning import begin, require_place
from bot.jams.commands.options import HOW, WEEKLY, Bpm, Name, Players, Rounds, Theme, Turn, VoteTime, names_jam
from bot.jams.commands.planning import BPM, TURN_S, VOTE_S, Feel, Length, Wanted
from bot.jams.commands.times import time_in
from bot.jams.entering import contribute as enter
from bot.modals.jam_start import start_modal
from bot.moderators.people import require_other
from bot.records.jam import PLAYERS_MOST, Mode
from bot.services import services_of
from core.limits import PROMPT_MAX
from core.sections import Scale, Tonic

Interaction = discord.Interaction[Any]

jam = app_commands.Group(
    name="jam",
    description="Make music together, in turns.",
    allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
    allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
)


@jam.command(description="Begin a jam in a thread of its own.")
@app_commands.describe(name="What it is called; left out, you are asked everything.", **HOW)
async def start(
    interaction: Interaction,
    *,
    name: Name | None = None,
    mode: Mode = "relay",
    theme: Theme = "",
    rounds: Rounds | None = None,
    length: Length = 5,
    turn: Turn = TURN_S,
    vote: VoteTime = VOTE_S,
    bpm: Bpm = BPM,
    tonic: Tonic = "A",
    scale: Scale = "minor",
    players: Players = PLAYERS_MOST,
    pre_moderated: bool = False,
    private: bool = False,
) -> None:
    """Begin it now, or ask in a modal what it is to be."""
    feel = Feel(turn, vote, bpm, tonic, scale, players)
    wanted = Wanted(name or "", mode, theme, rounds, length, pre_moderated, private, feel=feel)
    if name is None:
        require_place(interaction, is_private=private)
        await interaction.response.send_modal(start_modal(wanted))
    else:
        await begin(interaction, wanted)


@jam.command(description="Have a jam begin later, with an event that people can look forward to.")
@app_commands.describe(
    when="Such as `in 3 hours`, `2026-11-27 20:00 +01:00`, or a time as Discord writes it.",
    name="What it is called.",
    weekly=WEEKLY,
    **HOW,
)
async def schedule(
    interaction: Interaction,
    when: Range[str, 1, 60],
    name: Name,
    *,
    mode: Mode = "relay",
    theme: Theme = "",
    rounds: Rounds | None = None,
    length: Length = 5,
    turn: Turn = TURN_S,
    vote: VoteTime = VOTE_S,
    bpm: Bpm = BPM,
    tonic: Tonic = "A",
    scale: Scale = "minor",
    players: Players = PLAYERS_MOST,
    pre_moderated: bool = False,
    private: bool = False,
    weekly: bool = False,
) -> None:
    """Begin it then."""
    opens_s = time_in(when, now_s=services_of(interaction).clock())
    feel = Feel(turn, vote, bpm, tonic, scale, players)
    wanted = Wanted(name, mode, theme, rounds, length, pre_moderated, private, weekly, feel)
    await begin(interaction, wanted, opens_s=opens_s)


@jam.command(description="Play in a jam.")
@names_jam
async def join(interaction: Interaction, jam: str | None = None) -> None:
    """Come in."""
    await defer(interaction)
    await playing.join(interaction, await finding.open_jam_here(interaction, jam))


@jam.command(description="Hear a jam without playing in it, and vote.")
@names_jam
async def listen(interaction: Interaction, jam: str | None = None) -> None:
    """Be there."""
    await defer(interaction)
    await playing.listen(interaction, await finding.open_jam_here(interaction, jam))


@jam.command(description="Play in it no more. What was heard of you stays.")
@names_jam
async def leave(interaction: Interaction, jam: str | None = None) -> None:
    """Go."""
    await defer(interaction)
    await playing.leave(interaction, await finding.open_jam_here(interaction, jam))


@jam.command(description="Say what to play in this round; until the bell you can change it.")
@names_jam
@app_commands.describe(prompt="What to play, in your words.")
async def contribute(interaction: Interaction, prompt: Range[str, 1, PROMPT_MAX], jam: str | None = None) -> None:
    """Enter words."""
    found = await finding.open_jam_here(interaction, jam)
    await enter(interaction, found, prompt)
    await note_seen(interaction, found)


@jam.command(description="See how a jam stands, or which ones are on.")
@names_jam
async def status(interaction: Interaction, jam: str | None = None) -> None:
    """Show a board."""
    await defer(interaction)
    await telling.show_status(interaction, jam)


@jam.command(description="Vote for the best entry of this round.")
@names_jam
async def vote(interaction: Interaction, jam: str | None = None) -> None:
    """Show what can be voted for."""
    await defer(interaction)
    await playing.show_vote(interaction, await finding.open_jam_here(interaction, jam))


@jam.command(description="Get the track of a jam that is over, and how it went, as files.")
@names_jam
async def export(interaction: Interaction, jam: str | None = None) -> None:
    """Hand over what came of it."""
    await defer(interaction)
    await exporting.hand_over(interaction, await finding.jam_here(interaction, jam))


@jam.command(description="Call somebody into a jam that you are in.")
@names_jam
@app_commands.describe(user="Whom.")
async def invite(interaction: Interaction, user: discord.User, jam: str | None = None) -> None:
    """Call somebody."""
    require_other(interaction, user)
    await defer(interaction)
    await inviting.invite(interaction, await finding.open_jam_here(interaction, jam), user)


@app_commands.context_menu(name="Invite to jam")
@app_commands.guild_only()
async def invite_to_jam(interaction: Interaction, user: discord.User) -> None:
    """Call somebody into the jam that whoever asks is in."""
    require_other(interaction, user)
    await defer(interaction)
    await inviting.invite_somewhere(interaction, user)


invite_to_jam.allowed_installs = app_commands.AppInstallationType(guild=True, user=False)

COMMANDS: Final[tuple[Command, ...]] = (invite_to_jam,)
"""The group is named where the last of it is added: in `jam_hosts`."""
