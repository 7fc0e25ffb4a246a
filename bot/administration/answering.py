"""How /riff-admin answers: to whoever asked alone, and once the records know it."""

from collections.abc import Coroutine
from typing import Any, Final, TypeVar

import discord

from bot.answers import NOBODY
from bot.patience import soon
from bot.services import services_of
from bot.words import fit

Interaction = discord.Interaction[Any]

Found = TypeVar("Found")

CHANGING_S: Final = 5.0


async def tell(interaction: Interaction, *lines: str) -> None:
    """Say what came of it. The interaction is deferred already."""
    await interaction.edit_original_response(content=fit(list(lines)), allowed_mentions=NOBODY)


async def kept(work: Coroutine[Any, Any, Found]) -> Found:
    """Wait for the records, for as long as somebody may wait for an answer that was put off."""
    return await soon(work, within_s=CHANGING_S)


def server_of(interaction: Interaction) -> str:
    """Name the server that somebody manages; these commands are there in servers alone."""
    return str(interaction.guild_id)


def by(interaction: Interaction) -> str:
    """Name who decides."""
    return str(interaction.user.id)


def now_s(interaction: Interaction) -> float:
    """Say when."""
    return services_of(interaction).clock()
