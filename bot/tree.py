"""The slash commands and menus: found in their folder, sent to Discord when they have changed."""

import hashlib
import importlib
import json
import logging
import pkgutil
from collections.abc import Iterator
from typing import Any, Final

import discord
from discord import app_commands
from redis import Redis
from redis.exceptions import RedisError

import bot.commands
from bot.answers import explain
from bot.commands import Command
from bot.judging.veiling import show_here
from bot.threads import in_queue
from core.errors import UserError

log = logging.getLogger(__name__)

KNOWN_S: Final = 7 * 24 * 3600
"""For how long we believe that Discord has what we sent."""

NOT_THERE: Final = "Discord refuses commands for server {guild_id}: invite the bot there, or change DISCORD_GUILD_ID."

EVERYWHERE: Final = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
BY_ANYBODY: Final = app_commands.AppInstallationType(guild=True, user=True)


class Tree(app_commands.CommandTree[Any]):
    """All commands. Whatever one of them raises becomes a sentence for the person who used it."""

    def __init__(self, client: discord.Client) -> None:
        super().__init__(client, allowed_contexts=EVERYWHERE, allowed_installs=BY_ANYBODY)
        for command in found():
            self.add_command(command)

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Let everybody use them, and show nobody words that are refused where they do."""
        await show_here(interaction)
        return True

    async def on_error(self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /) -> None:
        """Explain a failure."""
        await explain(interaction, error)


def found() -> Iterator[Command]:
    """Walk the folder of commands: each file lists its own."""
    for module in sorted(one.name for one in pkgutil.iter_modules(bot.commands.__path__)):
        yield from importlib.import_module(f"bot.commands.{module}").COMMANDS


async def sync(tree: app_commands.CommandTree[Any], redis: Redis, *, guild_id: int | None) -> None:
    """Send the commands to Discord, to everybody or to one server, unless it has them already.

    Raises
    ------
    UserError
        If the bot is not in that server.
    """
    guild = discord.Object(guild_id) if guild_id else None
    if guild:
        tree.copy_global_to(guild=guild)
    key = f"{{jamgram}}:commands:{tree.client.application_id}:{guild_id or 'everywhere'}"
    digest = digest_of(tree, guild)
    if await _read(redis, key) == digest:
        return
    try:
        sent = await tree.sync(guild=guild)
    except discord.HTTPException as error:
        if guild_id and isinstance(error, discord.Forbidden):
            raise UserError(NOT_THERE.format(guild_id=guild_id)) from error
        log.exception("Discord did not take the commands; those that it has stay")
        return
    log.info("sent %d commands to Discord", len(sent))
    await _write(redis, key, digest)


def digest_of(tree: app_commands.CommandTree[Any], guild: discord.abc.Snowflake | None) -> str:
    """Name a set of commands by its content."""
    commands = sorted(json.dumps(one.to_dict(tree), sort_keys=True) for one in tree.get_commands(guild=guild))
    return hashlib.sha256("\n".join(commands).encode()).hexdigest()


async def _read(redis: Redis, key: str) -> str | None:
    try:
        known = await in_queue(redis.get, key)
    except RedisError:
        return None
    return known.decode() if isinstance(known, bytes) else None


async def _write(redis: Redis, key: str, digest: str) -> None:
    try:
        await in_queue(redis.set, key, digest, ex=KNOWN_S)
    except RedisError as error:
        log.warning("can't remember which commands Discord has: %s", error)
