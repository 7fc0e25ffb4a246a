"""/account: what one chose for oneself."""

from typing import Any, Final

import discord
from discord import app_commands

from bot.answers import NOBODY, defer
from bot.commands import Command
from bot.patience import soon
from bot.records import Ping, UserSettings
from bot.services import services_of

FINDING_S: Final = 5.0

TOLD: Final[dict[Ping, str]] = {
    "ping": "🔔 When a clip of yours takes longer than a minute, a reply tells you that it is ready.",
    "silent": "🔕 When a clip of yours takes longer than a minute, a reply tells you without a sound that it is ready.",
    "none": "🔇 No reply tells you when a clip of yours is ready.",
}

account = app_commands.Group(name="account", description="What you chose for yourself.")


@account.command(description="See how you are told that a clip is ready, or change it.")
@app_commands.describe(ping="A reply with a sound, one without, or none.")
async def settings(interaction: discord.Interaction[Any], ping: Ping | None = None) -> None:
    """Remember a choice, if one was made, and say which holds."""
    await defer(interaction)
    records, author = services_of(interaction).records, str(interaction.user.id)
    if ping is not None:
        await soon(records.set_user_settings(author, UserSettings(ping=ping)), within_s=FINDING_S)
    chosen = await soon(records.user_settings(author), within_s=FINDING_S)
    await interaction.edit_original_response(content=TOLD[chosen.ping], allowed_mentions=NOBODY)


COMMANDS: Final[tuple[Command, ...]] = (account,)
