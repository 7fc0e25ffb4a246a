"""/account: what one chose for oneself."""

from dataclasses import replace
from typing import Any, Final

import discord
from discord import app_commands

from bot.answers import NOBODY, defer
from bot.commands import Command
from bot.patience import soon
from bot.records import Ping, UserSettings
from bot.records.values import Remixes
from bot.services import services_of

FINDING_S: Final = 5.0

TOLD: Final[dict[Ping, str]] = {
    "ping": "🔔 When a clip of yours takes longer than a minute, a reply tells you that it is ready.",
    "silent": "🔕 When a clip of yours takes longer than a minute, a reply tells you without a sound that it is ready.",
    "none": "🔇 No reply tells you when a clip of yours is ready.",
}

SHARED: Final[dict[Remixes | None, str]] = {
    None: "🌱 Who may remix what you make from now on: as each server says.",
    "all": "🌱 Everybody may remix what you make from now on.",
    "ask": "🌱 Whoever wants to remix what you make from now on asks you first.",
    "none": "🌱 Nobody but you may remix what you make from now on.",
}

account = app_commands.Group(name="account", description="What you chose for yourself.")


@account.command(description="See how you are told that a clip is ready and who may remix yours, or change it.")
@app_commands.describe(
    ping="A reply with a sound when a clip took long, one without, or none.",
    remixes="Who may remix what you make from now on: everybody, whoever asks you, or nobody.",
)
async def settings(
    interaction: discord.Interaction[Any], ping: Ping | None = None, remixes: Remixes | None = None
) -> None:
    """Remember what was chosen, if anything was, and say what holds."""
    await defer(interaction)
    records, author = services_of(interaction).records, str(interaction.user.id)
    before = await soon(records.user_settings(author), within_s=FINDING_S)
    chosen = replace(before, ping=ping or before.ping, remixes=remixes or before.remixes)
    if chosen != before:
        await soon(records.set_user_settings(author, chosen), within_s=FINDING_S)
    await interaction.edit_original_response(content=told_of(chosen), allowed_mentions=NOBODY)


def told_of(chosen: UserSettings) -> str:
    """Say what holds for somebody."""
    return f"{TOLD[chosen.ping]}\n{SHARED[chosen.remixes]}"


COMMANDS: Final[tuple[Command, ...]] = (account,)
