"""What is said to one person alone, whatever was said before."""

import logging
from contextlib import suppress
from typing import Any, Final

import aiohttp
import discord
from discord import app_commands

from bot.records import DatabaseDownError
from core.codes import coded
from core.errors import UserError
from core.faults import new_error_id
from core.metrics import ERRORS

log = logging.getLogger(__name__)

ALREADY_ANSWERED: Final = 40060
UNKNOWN_INTERACTION: Final = 10062

LOST: Final = (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, TimeoutError)
"""How Discord can fail to take what we send."""

DATABASE_DOWN: Final = "Jamgram's records can't be reached just now. Nothing was used up: try again in a minute."
CHANGED: Final = "This command has changed. Nothing was used up: try again in a minute, or reload Discord."
UNREACHED: Final = "The line to Discord broke just now, so nobody knows what came of this: look, and try again."
OURS: Final = "Something went wrong, and the fault is ours. Tell whoever runs Jamgram this code: `{error_id}`"

DEFERRED: Final = discord.InteractionResponseType.deferred_channel_message

NOBODY: Final = discord.AllowedMentions.none()


async def say(interaction: discord.Interaction[Any], sentence: str) -> None:
    """Say something that only the person who acted sees, and leave the message that they acted on as it is."""
    if interaction.response.is_done():
        await interaction.followup.send(sentence, ephemeral=True, allowed_mentions=NOBODY)
    else:
        await interaction.response.send_message(sentence, ephemeral=True, allowed_mentions=NOBODY)


async def defer(interaction: discord.Interaction[Any]) -> None:
    """Put off an answer that takes longer than Discord waits for one, and that only the person who acted sees."""
    await interaction.response.defer(ephemeral=True, thinking=True)


async def turn_down(interaction: discord.Interaction[Any], sentence: str) -> None:
    """Say why nothing comes of it. A public answer that was begun is taken back first."""
    if interaction.response.type is DEFERRED:
        await interaction.edit_original_response(content=sentence, view=None, allowed_mentions=NOBODY)
        return
    if interaction.response.type is discord.InteractionResponseType.channel_message:
        with suppress(discord.NotFound):
            await interaction.delete_original_response()
    await say(interaction, sentence)


async def explain(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Turn a failure into a sentence for the person who acted; a fault of ours is logged under an id that they get."""
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    if isinstance(error, discord.HTTPException) and error.code in {ALREADY_ANSWERED, UNKNOWN_INTERACTION}:
        log.warning("interaction %s: answered elsewhere, or too late: %s", interaction.id, error)
        return
    if interaction.client.is_closed():
        log.warning("interaction %s: cut off, as we leave Discord: %s", interaction.id, error)
        return
    try:
        await turn_down(interaction, _sentence(error, interaction))
    except LOST as lost:
        log.warning("interaction %s: can't say what went wrong: %s", interaction.id, lost)


def _sentence(error: BaseException, interaction: discord.Interaction[Any]) -> str:
    if isinstance(error, UserError):
        return coded(str(error), error.code)
    if isinstance(error, DatabaseDownError):
        log.warning("interaction %s: %s", interaction.id, error)
        return coded(DATABASE_DOWN, "E-DOWN")
    if isinstance(error, app_commands.CommandSignatureMismatch | app_commands.CommandNotFound):
        return coded(CHANGED, "E-UNKNOWN")
    if isinstance(error, app_commands.TransformerError):
        return coded(f"{error}.", "E-VALUE")
    if isinstance(error, aiohttp.ClientError):
        log.warning("interaction %s: Discord could not be reached: %s", interaction.id, error)
        return coded(UNREACHED, "E-DISCORD")
    ERRORS.labels("interaction").inc()
    error_id = new_error_id()
    log.error("interaction %s: %s", interaction.id, error_id, exc_info=error)
    return coded(OURS.format(error_id=error_id), "E-INTERNAL")
