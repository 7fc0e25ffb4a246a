"""/riff-mod jam: what moderators do to jams that are on."""

from typing import Any, Final

import discord
from discord import app_commands
from discord.app_commands import Choice, Range

from bot import suggestions
from bot.answers import NOBODY
from bot.moderators import jams
from bot.moderators.people import begin, server_of
from bot.patience import soon_or_nothing
from bot.records.oversight import REASON_MAX
from bot.services import services_of

Interaction = discord.Interaction[Any]
Reason = Range[str, 0, REASON_MAX]

ROUNDS_MOST: Final = 64

WHICH: Final = "Which one, if not the one of this thread."
WHY: Final = "Why: its players read it, and the audit log has it."
WHY_THEM: Final = "Why: they read it, and the audit log has it."

group = app_commands.Group(name="jam", description="Stop a jam, lead it, or take something out of it.")


@group.command(description="Stop the clock of a jam.")
@app_commands.describe(jam=WHICH, reason=WHY)
async def pause(interaction: Interaction, jam: str | None = None, reason: Reason = "") -> None:
    """Pause it."""
    await begin(interaction)
    await _tell(interaction, await jams.pause(interaction, await jams.ordered(interaction, jam, reason)))


@group.command(description="Let a jam that was paused, or that nobody led, go on.")
@app_commands.describe(jam=WHICH, reason=WHY)
async def resume(interaction: Interaction, jam: str | None = None, reason: Reason = "") -> None:
    """Let it go on."""
    await begin(interaction)
    await _tell(interaction, await jams.resume(interaction, await jams.ordered(interaction, jam, reason)))


@group.command(description="Freeze a jam and all that is asked for in its thread, until it is thawed.")
@app_commands.describe(jam=WHICH, reason=WHY)
async def freeze(interaction: Interaction, jam: str | None = None, reason: Reason = "") -> None:
    """Freeze it."""
    await begin(interaction)
    await _tell(interaction, await jams.freeze(interaction, await jams.ordered(interaction, jam, reason)))


@group.command(description="Let a frozen jam go on.")
@app_commands.describe(jam=WHICH)
async def thaw(interaction: Interaction, jam: str | None = None) -> None:
    """Thaw it."""
    await begin(interaction)
    await _tell(interaction, await jams.thaw(interaction, await jams.ordered(interaction, jam)))


@group.command(description="End a jam at once, without a finale.")
@app_commands.describe(jam=WHICH, reason=WHY)
async def end(interaction: Interaction, jam: str | None = None, reason: Reason = "") -> None:
    """End it."""
    await begin(interaction)
    await _tell(interaction, await jams.stop(interaction, await jams.ordered(interaction, jam, reason)))


@group.command(name="remove-entry", description="Take what somebody entered out of a jam.")
@app_commands.describe(user="Whose.", jam=WHICH, number="Of which round, if not the last one.", reason=WHY_THEM)
@app_commands.rename(number="round")
async def remove_entry(
    interaction: Interaction,
    user: discord.User,
    jam: str | None = None,
    number: Range[int, 1, ROUNDS_MOST] | None = None,
    reason: Reason = "",
) -> None:
    """Take an entry out."""
    await begin(interaction)
    order = await jams.ordered(interaction, jam, reason)
    await _tell(interaction, await jams.remove_entry(interaction, order, str(user.id), number=number))


@group.command(description="Let somebody enter and vote no more in a jam.")
@app_commands.describe(user="Whom.", jam=WHICH, reason=WHY_THEM)
async def mute(interaction: Interaction, user: discord.User, jam: str | None = None, reason: Reason = "") -> None:
    """Mute somebody."""
    await begin(interaction)
    await _tell(interaction, await jams.mute(interaction, await jams.ordered(interaction, jam, reason), user))


@group.command(description="Let somebody enter and vote again in a jam.")
@app_commands.describe(user="Whom.", jam=WHICH, reason=WHY_THEM)
async def unmute(interaction: Interaction, user: discord.User, jam: str | None = None, reason: Reason = "") -> None:
    """Unmute somebody."""
    await begin(interaction)
    await _tell(interaction, await jams.unmute(interaction, await jams.ordered(interaction, jam, reason), user))


@pause.autocomplete("jam")
@resume.autocomplete("jam")
@freeze.autocomplete("jam")
@thaw.autocomplete("jam")
@end.autocomplete("jam")
@remove_entry.autocomplete("jam")
@mute.autocomplete("jam")
@unmute.autocomplete("jam")
async def offer(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Offer the jams that are on in this server."""
    found = await soon_or_nothing(jams.offered(services_of(interaction), server_of(interaction)))
    fitting = [one for one in found if typed.strip().casefold() in one[0].casefold()]
    return [Choice(name=name, value=value) for name, value in suggestions.choices(fitting)]


async def _tell(interaction: Interaction, words: str) -> None:
    await interaction.edit_original_response(content=words, allowed_mentions=NOBODY)
