"""⬇️ Export: the clip's sound, picture and recipe, for whoever asks."""

import io
from http import HTTPStatus
from typing import Final

import discord

from bot.answers import defer
from bot.presses.found import CLEARED, Interaction, clip_under
from bot.records.values import ClipRecord
from bot.services import Services, services_of
from bot.threads import in_files
from core.artefacts import ArtefactGoneError
from core.clip import Label
from core.errors import UserError

FINDING_S: Final = 5.0
TOO_LARGE: Final = "These files are too large to be sent here."


async def export(interaction: Interaction, clip_id: str) -> None:
    """Send the clip's files to the one who pressed."""
    await defer(interaction)
    clip = await clip_under(interaction, clip_id, within_s=FINDING_S)
    services = services_of(interaction)
    async with services.carriers.carry(str(interaction.user.id)):
        await _send(interaction, clip, await files_of(services, clip))


async def _send(interaction: Interaction, clip: ClipRecord, files: list[discord.File]) -> None:
    try:
        await interaction.edit_original_response(content=f"`{clip.recipe.recipe_id}`", attachments=files)
    except discord.HTTPException as error:
        if error.status != HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            raise
        raise UserError(TOO_LARGE) from error


async def files_of(services: Services, clip: ClipRecord) -> list[discord.File]:
    """Fetch what there is of a clip.

    Raises
    ------
    UserError
        If its bytes are gone.
    """
    assert clip.mp3 is not None
    assert clip.png is not None
    try:
        mp3 = await in_files(services.artefacts.get, clip.mp3)
        png = await in_files(services.artefacts.get, clip.png)
    except ArtefactGoneError as error:
        raise UserError(CLEARED) from error
    label = Label(recipe=clip.recipe, receipt=clip.receipt).model_dump_json(indent=2).encode()
    contents = {"mp3": mp3, "png": png, "json": label}
    return [
        discord.File(io.BytesIO(content), filename=f"riff_{clip.recipe.recipe_id}.{ending}")
        for ending, content in contents.items()
    ]
