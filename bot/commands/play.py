"""/play and the message menus: a posted picture becomes a sound, a posted sound a picture."""

from typing import Any, Final

import discord
from discord import app_commands

from bot.commands import Command
from bot.intake import take_in_fetched
from bot.services import services_of
from bot.uploads import first_of, keep, require_small
from core.contract import Recipe
from core.errors import UserError
from core.recipes import conversion

Interaction = discord.Interaction[Any]

NO_PICTURE: Final = "There is no picture on this message: use it on one that shows a spectrogram."
NO_SOUND: Final = "There is no sound on this message: use it on one with an audio file."


@app_commands.command(description="Hear a spectrogram, or see a sound.")
@app_commands.describe(file="A picture of a spectrogram, or a sound.", private="Only you see it.")
async def play(interaction: Interaction, file: discord.Attachment, *, private: bool = False) -> None:
    """Answer with what a file sounds or looks like."""
    await convert(interaction, file, private=private)


@app_commands.context_menu(name="Play this spectrogram")
async def play_this(interaction: Interaction, message: discord.Message) -> None:
    """Answer with what a message's picture sounds like."""
    await convert(interaction, _require(first_of(message, "image"), NO_PICTURE), private=False)


@app_commands.context_menu(name="Hear as spectrogram")
async def see_this(interaction: Interaction, message: discord.Message) -> None:
    """Answer with what a message's sound looks like."""
    await convert(interaction, _require(first_of(message, "audio"), NO_SOUND), private=False)


async def convert(interaction: Interaction, file: discord.Attachment, *, private: bool) -> None:
    """Answer with a card that tells how the file is fetched, then what becomes of it."""
    require_small(file)

    async def fetched() -> list[Recipe]:
        key, beginning = await keep(services_of(interaction), file, author=str(interaction.user.id))
        return [conversion(beginning, key)]

    await take_in_fetched(interaction, fetched, asked=1, private=private)


def _require(file: discord.Attachment | None, otherwise: str) -> discord.Attachment:
    if file is None:
        raise UserError(otherwise)
    return file


COMMANDS: Final[tuple[Command, ...]] = (play, play_this, see_this)
