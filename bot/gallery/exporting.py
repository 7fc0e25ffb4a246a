"""A clip in another form: its own files and its recipe at once, all others made by a worker."""

import io
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final, Literal, TypeGuard, get_args

import discord

from bot.answers import NOBODY, defer
from bot.card import Button, CardView
from bot.found import CLEARED, is_author
from bot.intake import take_in
from bot.judging.asking import Texts
from bot.judging.shown import shown
from bot.records.values import Ancestry, ClipRecord
from bot.services import Services, services_of
from bot.threads import in_files
from core.artefacts import ArtefactGoneError
from core.clip import Label
from core.contract import Export
from core.errors import UserError
from core.limits import ExportFormat

Interaction = discord.Interaction[Any]

Form = Literal["mp3", "png", "recipe", "wav", "flac", "ogg", "loop", "stems", "mp4"]

CHOOSE: Final = "⬇️ {name}: in which form? The first three come at once, the others take a moment."
NOT_SAID: Final = (
    "The words of this riff are not allowed here now, and its recipe would say them: only its author gets it. "
    "The other forms are as they were."
)
TOO_LARGE: Final = "This file is too large to be sent here."

ROWS: Final[tuple[Mapping[Form, tuple[str, str]], ...]] = (
    {"mp3": ("🎧", "MP3"), "png": ("🖼️", "Picture"), "recipe": ("🧾", "Recipe")},
    {"wav": ("💿", "WAV"), "flac": ("💿", "FLAC"), "ogg": ("💿", "OGG")},
    {"loop": ("🔁", "Loop (WAV)"), "stems": ("🥁", "Stems (ZIP)"), "mp4": ("🎬", "Film (MP4)")},
)
"""What is offered, in rows of buttons."""


def choice(clip: ClipRecord) -> CardView:
    """Ask in which form somebody wants a clip."""
    rows = tuple(tuple(_button(clip, form, *label) for form, label in row.items()) for row in ROWS)
    return CardView(CHOOSE.format(name=f"`{clip.recipe.recipe_id}`"), buttons=rows)


def is_form(word: str) -> TypeGuard[Form]:
    """Tell the name of a form."""
    return word in get_args(Form)


def is_made(form: Form) -> TypeGuard[ExportFormat]:
    """Tell forms that a worker makes from what there is already."""
    return form in get_args(ExportFormat)


async def order(interaction: Interaction, clip: ClipRecord, form: ExportFormat) -> None:
    """Answer with a card for whoever asks alone, which becomes the file."""
    if clip.png is None:
        raise UserError(CLEARED, code="E-GONE")
    recipe = Export(source=clip.png, format=form)
    await take_in(interaction, [recipe], private=True, ancestry=Ancestry("export", parent=clip.id))


async def hand_over(interaction: Interaction, clip: ClipRecord, form: Form) -> None:
    """Send what there is already to whoever asks.

    Raises
    ------
    UserError
        If it is gone, too large to be sent, or says what rules refuse by now to others than its author.
    """
    await defer(interaction)
    services = services_of(interaction)
    if form == "recipe" and not is_author(interaction, clip.author) and _is_veiled(clip):
        raise UserError(NOT_SAID, code="E-VALUE")
    async with services.carriers.carry(str(interaction.user.id)):
        file = await _file(services, clip, form)
        try:
            await interaction.edit_original_response(
                content=f"`{clip.recipe.recipe_id}`", attachments=[file], allowed_mentions=NOBODY
            )
        except discord.HTTPException as error:
            if error.status != HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
                raise
            raise UserError(TOO_LARGE, code="E-TOOBIG") from error


def _is_veiled(clip: ClipRecord) -> bool:
    return any(shown(words) != words for words in Texts.of([clip.recipe]).all)


async def _file(services: Services, clip: ClipRecord, form: Form) -> discord.File:
    name = f"riff_{clip.recipe.recipe_id}"
    if form == "recipe":
        label = Label(recipe=clip.recipe, receipt=clip.receipt).model_dump_json(indent=2, exclude_none=True)
        return discord.File(io.BytesIO(label.encode()), filename=f"{name}.json")
    key = clip.mp3 if form == "mp3" else clip.png
    if key is None:
        raise UserError(CLEARED, code="E-GONE")
    try:
        content = await in_files(services.artefacts.get, key)
    except ArtefactGoneError as error:
        raise UserError(CLEARED, code="E-GONE") from error
    return discord.File(io.BytesIO(content), filename=f"{name}.{form}")


def _button(clip: ClipRecord, form: Form, emoji: str, label: str) -> Button:
    return Button("form", f"{clip.id}-{form}", emoji, label)
