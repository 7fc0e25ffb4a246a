"""/riff-mod: what a server's moderators do and read."""

from typing import Any, Final

import discord
from discord import app_commands
from discord.app_commands import Choice, Range

from bot.answers import NOBODY, defer
from bot.buttons import buttons_of
from bot.cases.deciding import case_here, claim
from bot.choosing import offer_clips
from bot.commands import Command
from bot.moderators.acting import block_user, freeze_target, purge_user, strike_user, unblock_user
from bot.moderators.desk import show_desk
from bot.moderators.durations import Duration
from bot.moderators.freezes import choice
from bot.moderators.jam_commands import group as jam
from bot.moderators.log import Reading, show_log, since
from bot.moderators.naming import GONE, clip_here
from bot.moderators.people import begin, require_not_own, require_other, server_of
from bot.moderators.removing import PURGE_MOST, Removal
from bot.moderators.removing import remove as remove_riff
from bot.moderators.restoring import restore as restore_riff
from bot.moderators.table import send_table
from bot.patience import soon
from bot.presses.judging import show_review
from bot.records.oversight import REASON_MAX
from bot.services import services_of

Interaction = discord.Interaction[Any]
Reason = Range[str, 0, REASON_MAX]
Place = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.ForumChannel | discord.Thread

FINDING_S: Final = 5.0
DAYS_MOST: Final = 3650
CASE_MOST: Final = 10**9 - 1

riff_mod = app_commands.Group(
    name="riff-mod",
    description="For those who moderate this server.",
    default_permissions=discord.Permissions(manage_messages=True),
    allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
    allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
)
freeze = app_commands.Group(
    name="freeze", description="Stop at once what is asked for, waited for and painted.", parent=riff_mod
)
riff_mod.add_command(jam)


@riff_mod.command(description="See what waits for a moderator to decide.")
async def queue(interaction: Interaction) -> None:
    """List open cases."""
    await begin(interaction)
    await show_desk(interaction, 1)


@riff_mod.command(description="See a case, and decide it.")
@app_commands.describe(number="The number of the case.")
async def review(interaction: Interaction, number: Range[int, 1, CASE_MOST]) -> None:
    """Take a case up, as its button does."""
    case = await case_here(interaction, str(number))
    case = await claim(interaction, case) if case.state == "open" else case
    await defer(interaction)
    await show_review(interaction, case)


@riff_mod.command(description="Let somebody make nothing here, and call off what they wait for.")
@app_commands.describe(user="Whom.", duration="For how long.", reason="Why: they read it, and the audit log has it.")
async def block(
    interaction: Interaction, user: discord.User, duration: Duration = "until lifted", reason: Reason = ""
) -> None:
    """Block somebody."""
    await begin(interaction)
    await _tell(interaction, await block_user(interaction, require_other(interaction, user), duration, reason))


@riff_mod.command(description="Let somebody make riffs here again.")
@app_commands.describe(user="Whom.")
async def unblock(interaction: Interaction, user: discord.User) -> None:
    """Lift a block."""
    await begin(interaction)
    await _tell(interaction, await unblock_user(interaction, str(user.id)))


@riff_mod.command(description="Give somebody a strike: the 1st warns, the next ones block for longer and longer.")
@app_commands.describe(user="Whom.", reason="Why: they read it, and the audit log has it.")
async def strike(interaction: Interaction, user: discord.User, reason: Range[str, 1, REASON_MAX]) -> None:
    """Warn somebody, or more than that."""
    await begin(interaction)
    await _tell(interaction, await strike_user(interaction, require_other(interaction, user), reason))


@freeze.command(name="user", description="Stop all that somebody asks for here.")
@app_commands.describe(user="Whom.", reason="Why.")
async def freeze_user(interaction: Interaction, user: discord.User, reason: Reason = "") -> None:
    """Freeze a person."""
    await begin(interaction)
    await _tell(interaction, await freeze_target(interaction, "user", require_other(interaction, user), reason))


@freeze.command(name="channel", description="Stop all that is asked for in a channel and its threads.")
@app_commands.describe(channel="Which one, if not this one.", reason="Why.")
async def freeze_channel(interaction: Interaction, channel: Place | None = None, reason: Reason = "") -> None:
    """Freeze a channel or a thread."""
    await begin(interaction)
    target = str(channel.id if channel else interaction.channel_id)
    await _tell(interaction, await freeze_target(interaction, "channel", target, reason))


@freeze.command(name="server", description="Stop all that is asked for in this server.")
@app_commands.describe(reason="Why.")
async def freeze_server(interaction: Interaction, reason: Reason = "") -> None:
    """Freeze the whole server."""
    await begin(interaction)
    await _tell(interaction, await freeze_target(interaction, "server", server_of(interaction), reason))


@riff_mod.command(description="See what is frozen, and let it go on.")
async def thaw(interaction: Interaction) -> None:
    """List freezes, each with a button."""
    await begin(interaction)
    freezes = await soon(services_of(interaction).records.freezes(server_of(interaction)), within_s=FINDING_S)
    view = choice(freezes)
    await interaction.edit_original_response(content=view.content, view=buttons_of(view), allowed_mentions=NOBODY)


@riff_mod.command(description="Remove somebody's last riffs here for good.")
@app_commands.describe(user="Whose.", number="How many.", reason="Why: they read it, and the audit log has it.")
async def purge(
    interaction: Interaction, user: discord.User, number: Range[int, 1, PURGE_MOST], reason: Reason = ""
) -> None:
    """Remove many riffs at once."""
    await begin(interaction)
    await _tell(interaction, await purge_user(interaction, str(user.id), number, reason))


@riff_mod.command(description="Remove a riff for good, and what came of it if you like.")
@app_commands.describe(
    riff="Choose one, or type its name, such as R-7F3K9Q.",
    cascade="Remove what was made of it in this server too.",
    reason="Why: its author reads it, and the audit log has it.",
    tell="Tell its author.",
)
async def remove(
    interaction: Interaction, riff: str, *, cascade: bool = False, reason: Reason = "", tell: bool = True
) -> None:
    """Remove one riff, or a branch of a family."""
    await begin(interaction)
    clip = await clip_here(interaction, riff)
    removal = Removal(server_of(interaction), str(interaction.user.id), reason, tells=tell)
    said = await remove_riff(services_of(interaction), interaction.client, clip, removal, cascade=cascade)
    await _tell(interaction, said)


@riff_mod.command(description="Show a riff again that moderators hid.")
@app_commands.describe(
    riff="Its name, such as R-7F3K9Q.",
    reason="Why: its author reads it, and the audit log has it.",
    tell="Tell its author.",
)
async def restore(interaction: Interaction, riff: str, *, reason: Reason = "", tell: bool = True) -> None:
    """Take back that a riff was hidden."""
    await begin(interaction)
    clip = await clip_here(interaction, riff, otherwise=GONE)
    require_not_own(interaction, clip.author)
    removal = Removal(server_of(interaction), str(interaction.user.id), reason, tells=tell)
    await _tell(interaction, await restore_riff(services_of(interaction), interaction.client, clip, removal))


@riff_mod.command(description="Read who did what, and have it as a file.")
@app_commands.describe(user="Only what they did or was done to them.", days="Only the last days.")
async def audit(
    interaction: Interaction, user: discord.User | None = None, days: Range[int, 1, DAYS_MOST] | None = None
) -> None:
    """Show the newest lines, and send all of them as a file."""
    await begin(interaction)
    since_s = since(days, now_s=services_of(interaction).clock())
    reading = Reading(since_s=since_s, user=str(user.id) if user else None)
    if (await show_log(interaction, reading)).entries:
        await send_table(interaction, reading)


@remove.autocomplete("riff")
async def offer(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Offer what the moderator may see."""
    return await offer_clips(interaction, typed)


async def _tell(interaction: Interaction, words: str) -> None:
    await interaction.edit_original_response(content=words, allowed_mentions=NOBODY)


COMMANDS: Final[tuple[Command, ...]] = (riff_mod,)
