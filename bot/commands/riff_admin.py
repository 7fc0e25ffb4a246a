"""/riff-admin: what a server's managers decide for everybody there. Each of its groups has a file of its own."""

from typing import Any, Final

import discord
from discord import app_commands

from bot.administration.channels import channels
from bot.administration.config import config
from bot.administration.filters import filters
from bot.administration.limits import limits
from bot.administration.presets import presets
from bot.administration.roles import roles
from bot.administration.selftest import selftest
from bot.commands import Command
from bot.setup.command import setup

riff_admin = app_commands.Group(
    name="riff-admin",
    description="For those who manage this server.",
    default_permissions=discord.Permissions(manage_guild=True),
    allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
    allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
)

PARTS: Final[tuple[app_commands.Command[Any, ..., Any] | app_commands.Group, ...]] = (
    setup,
    config,
    channels,
    roles,
    filters,
    presets,
    limits,
    selftest,
)

for part in PARTS:
    riff_admin.add_command(part)

COMMANDS: Final[tuple[Command, ...]] = (riff_admin,)
