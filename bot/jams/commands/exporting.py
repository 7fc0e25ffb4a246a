"""A jam that is over, handed to whoever asks: its track, its picture, and how it went."""

import io
import logging
from collections.abc import Sequence
from typing import Any, Final

import discord

from bot.answers import NOBODY
from bot.found import clip_under
from bot.jams.board.view import title_line
from bot.jams.commands.recap import recap_of
from bot.records.jam import Jam
from bot.services import Services, services_of
from bot.threads import in_files
from bot.words import fit
from core.artefacts import ArtefactGoneError
from core.errors import UserError

log = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]

Named = tuple[str, bytes]
"""A file under its name."""

NOT_OVER: Final = "This jam is not over: its track and its credits come with the finale."
NO_TRACK: Final = "-# There is no track: no section was there to be joined."
NOT_SENT: Final = "-# `{name}` is not here: {why}"
GONE: Final = "it is gone from the store."
TOO_LARGE: Final = "it is too large to be sent here."


async def hand_over(interaction: Interaction, jam: Jam) -> None:
    """Send the files of a jam, as far as they are there and not too large.

    Raises
    ------
    UserError
        If it is not over.
    """
    if jam.phase != "archived":
        raise UserError(NOT_OVER, code="E-VALUE")
    async with services_of(interaction).carriers.carry(str(interaction.user.id)):
        found, notes = await _track(interaction, jam)
        files = (*found, (f"jam_{jam.id}.json", recap_of(jam).encode()))
        first, *others = parts_of(files, most=interaction.filesize_limit)
        content = fit([title_line(jam), *notes])
        await interaction.edit_original_response(
            content=content, attachments=[*map(_attached, first)], allowed_mentions=NOBODY
        )
        for part in others:
            await interaction.followup.send(files=[*map(_attached, part)], ephemeral=True)


def parts_of(files: Sequence[Named], *, most: int) -> list[list[Named]]:
    """Lay files into messages, none of which carries more than this."""
    parts: list[list[Named]] = [[]]
    for file in files:
        if parts[-1] and sum(len(content) for _, content in (*parts[-1], file)) > most:
            parts.append([])
        parts[-1].append(file)
    return parts


async def _track(interaction: Interaction, jam: Jam) -> tuple[list[Named], list[str]]:
    """Fetch the track, and say of what is not there why."""
    if jam.track is None:
        return [], [NO_TRACK]
    try:
        clip = await clip_under(interaction, jam.track)
    except UserError as error:
        return [], [NOT_SENT.format(name=f"jam_{jam.id}.mp3", why=error)]
    room, files, notes = interaction.filesize_limit, list[Named](), list[str]()
    for name, key in ((f"jam_{jam.id}.mp3", clip.mp3), (f"jam_{jam.id}.png", clip.png)):
        content = await _content(services_of(interaction), key)
        if content is None or len(content) > room:
            notes.append(NOT_SENT.format(name=name, why=GONE if content is None else TOO_LARGE))
        else:
            files.append((name, content))
    return files, notes


def _attached(file: Named) -> discord.File:
    name, content = file
    return discord.File(io.BytesIO(content), filename=name)


async def _content(services: Services, key: str | None) -> bytes | None:
    try:
        return await in_files(services.artefacts.get, key) if key else None
    except ArtefactGoneError as error:
        log.info("a file of a track is gone: %s", error)
        return None
