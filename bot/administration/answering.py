"""How /riff-admin answers: to whoever asked alone, and once the records know it."""

import io
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

import discord

from bot.answers import NOBODY
from bot.patience import soon
from bot.services import services_of
from bot.words import fit
from core.errors import UserError

Interaction = discord.Interaction[Any]

Found = TypeVar("Found")

CHANGING_S: Final = 5.0

ALL: Final = "all.txt"
TOO_LONG: Final = f"-# This is too long for a message: `{ALL}` has all of it."
NOT_KNOWN_YET: Final = (
    "I was only just started and don't know this server yet. Nothing was changed: try again in a minute."
)


async def tell(interaction: Interaction, *lines: str) -> None:
    """Say what came of it, with all of it in a file where it is too long. The interaction is deferred already."""
    content = fit(list(lines))
    whole = [] if content == "\n".join(lines) else [discord.File(io.BytesIO("\n".join(lines).encode()), ALL)]
    shown = fit([TOO_LONG, *lines]) if whole else content
    await interaction.edit_original_response(content=shown, attachments=whole, allowed_mentions=NOBODY)


async def kept(work: Coroutine[Any, Any, Found]) -> Found:
    """Wait for the records, for as long as somebody may wait for an answer that was put off."""
    return await soon(work, within_s=CHANGING_S)


def server_of(interaction: Interaction) -> str:
    """Name the server that somebody manages; these commands are there in servers alone."""
    return str(interaction.guild_id)


def guild_of(interaction: Interaction) -> discord.Guild:
    """Give the server that somebody manages, with its channels and roles.

    Raises
    ------
    UserError
        If Discord has not told us of them yet.
    """
    guild = interaction.guild
    if guild is None or guild.unavailable or guild.me is None:
        raise UserError(NOT_KNOWN_YET, code="E-DOWN")
    return guild


def by(interaction: Interaction) -> str:
    """Name who decides."""
    return str(interaction.user.id)


def now_s(interaction: Interaction) -> float:
    """Say when."""
    return services_of(interaction).clock()
