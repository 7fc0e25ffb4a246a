"""The menus of people: See their riffs, for everybody, and Riff moderation, for those who moderate."""

from typing import Any, Final

import discord
from discord import app_commands

from bot.answers import defer
from bot.commands import Command
from bot.gallery.listings import Listing
from bot.gallery.pages import open_listing
from bot.moderators.people import begin, require_other
from bot.moderators.person import show_person

Interaction = discord.Interaction[Any]


@app_commands.context_menu(name="See their riffs")
async def see_their_riffs(interaction: Interaction, user: discord.User) -> None:
    """List what somebody made, as far as whoever looks may see it."""
    await defer(interaction)
    await open_listing(interaction, Listing("theirs", str(user.id)))


@app_commands.context_menu(name="Riff moderation")
@app_commands.guild_only()
@app_commands.default_permissions(manage_messages=True)
async def riff_moderation(interaction: Interaction, user: discord.User) -> None:
    """Show a moderator how somebody stands, with what can be done about it."""
    await begin(interaction)
    await show_person(interaction, require_other(interaction, user))


riff_moderation.allowed_installs = app_commands.AppInstallationType(guild=True, user=False)

COMMANDS: Final[tuple[Command, ...]] = (see_their_riffs, riff_moderation)
