"""The message menus on what was posted: Remix this, Riff from this audio, Riff details, Report riff."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

import discord
from discord import app_commands

from bot.answers import NOBODY
from bot.buttons import TEMPLATE, buttons_of
from bot.card import LETTERS, Button, CardView
from bot.commands import Command
from bot.found import clip_under
from bot.modals.over import over_modal
from bot.modals.remix import remix_modal
from bot.presses.paging import details
from bot.presses.reporting import report
from bot.services import services_of
from bot.shelf import Posted
from bot.uploads import first_of, require_small
from core.errors import UserError

Interaction = discord.Interaction[Any]

NOTHING: Final = "There is no clip, sound or picture on this message: use it on one that has one."
NO_CLIP: Final = (
    "There is no finished clip on this message, or it is hidden because it was reported: use it on a card of mine that "
    "shows one."
)
NO_SOUND: Final = "There is no sound on this message: use it on one with an audio file."
WHICH: Final = "Which one?"


@app_commands.context_menu(name="Remix this")
async def remix_this(interaction: Interaction, message: discord.Message) -> None:
    """Ask what to paint over a message's clip, or over its sound or picture."""
    clips = list(dict.fromkeys(_clips_on(interaction, message)))
    if not clips:
        await _ask(interaction, first_of(message, "audio") or first_of(message, "image"), otherwise=NOTHING)
    elif len(clips) == 1:
        await interaction.response.send_modal(remix_modal(await clip_under(interaction, clips[0])))
    else:
        await _ask_which(interaction, [Button("remix", clip, "🎛️", "Remix") for clip in clips])


@app_commands.context_menu(name="Riff from this audio")
async def riff_from_this(interaction: Interaction, message: discord.Message) -> None:
    """Ask what to paint over a message's sound."""
    await _ask(interaction, first_of(message, "audio"), otherwise=NO_SOUND)


@app_commands.context_menu(name="Riff details")
async def riff_details(interaction: Interaction, message: discord.Message) -> None:
    """Show all that is known of a message's clip."""
    clips = list(dict.fromkeys(_clips_on(interaction, message)))
    if not clips:
        raise UserError(NO_CLIP, code="E-UNKNOWN")
    if len(clips) == 1:
        await details(interaction, clips[0])
    else:
        await _ask_which(interaction, [Button("details", clip, "🔎", "Details") for clip in clips])


@app_commands.context_menu(name="Report riff")
async def report_this(interaction: Interaction, message: discord.Message) -> None:
    """Ask what is wrong with a message's clip."""
    clips = list(dict.fromkeys(_clips_on(interaction, message)))
    if not clips:
        raise UserError(NO_CLIP, code="E-UNKNOWN")
    if len(clips) == 1:
        await report(interaction, clips[0])
    else:
        await _ask_which(interaction, [Button("report", clip, "🚩", "Report") for clip in clips])


async def _ask(interaction: Interaction, file: discord.Attachment | None, *, otherwise: str) -> None:
    if file is None:
        raise UserError(otherwise, code="E-VALUE")
    require_small(file)
    name = str(interaction.id)
    services_of(interaction).shelf.put(name, Posted(file.url, file.size))
    await interaction.response.send_modal(over_modal(name))


async def _ask_which(interaction: Interaction, buttons: Sequence[Button]) -> None:
    row = tuple(replace(one, label=f"{one.label} {letter}") for letter, one in zip(LETTERS, buttons, strict=False))
    view = buttons_of(CardView(WHICH, buttons=(row,)))
    await interaction.response.send_message(WHICH, view=view, ephemeral=True, allowed_mentions=NOBODY)


def _clips_on(interaction: Interaction, message: discord.Message) -> Iterator[str]:
    """Name the clips that a message of ours offers to remix; others' buttons mean nothing."""
    if interaction.client.user is None or message.author.id != interaction.client.user.id:
        return
    for component in message.components:
        for button in getattr(component, "children", ()):
            match = re.fullmatch(TEMPLATE, getattr(button, "custom_id", None) or "")
            if match is not None and match["verb"] == "remix":
                yield match["target"]


COMMANDS: Final[tuple[Command, ...]] = (remix_this, riff_from_this, riff_details, report_this)
