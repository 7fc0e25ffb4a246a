"""/play and the message menu: a posted picture becomes a sound, a posted sound a picture."""

from typing import Any, Final

import discord
from discord import app_commands

from bot.choices.here import is_private_here
from bot.commands import Command
from bot.intake import take_in_fetched
from bot.services import services_of
from bot.uploads import first_of, keep, require_small
from core.contract import Recipe
from core.errors import UserError
from core.recipes import conversion

Interaction = discord.Interaction[Any]

NOTHING: Final = "There is no picture and no sound on this message: use it on one that has a file."


@app_commands.command(description="Hear a spectrogram, or see a sound.")
@app_commands.describe(file="A picture of a spectrogram, or a sound.", private="Only you see it.")
async def play(interaction: Interaction, file: discord.Attachment, *, private: bool | None = None) -> None:
    """Answer with what a file sounds or looks like."""
    await convert(interaction, file, private=private)


@app_commands.context_menu(name="Play this spectrogram")
async def play_this(interaction: Interaction, message: discord.Message) -> None:
    """Answer with what a message's picture sounds like, or else with what its sound looks like."""
    file = first_of(message, "image") or first_of(message, "audio")
    if file is None:
        raise UserError(NOTHING, code="E-UNKNOWN")
    await convert(interaction, file, private=None)


async def convert(interaction: Interaction, file: discord.Attachment, *, private: bool | None) -> None:
    """Answer with a card that tells how the file is fetched, then what becomes of it."""
    require_small(file)
    alone = await is_private_here(interaction, private)

    async def fetched() -> list[Recipe]:
        key, beginning = await keep(services_of(interaction), file, author=str(interaction.user.id))
        return [conversion(beginning, key)]

    await take_in_fetched(interaction, fetched, asked=1, private=alone)


COMMANDS: Final[tuple[Command, ...]] = (play, play_this)
