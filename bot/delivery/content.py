"""A card's view with the bytes of its files, as it goes to Discord."""

import io
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import discord

from bot.card import NO_STARS, CardFile, CardView, Sheet, ended_view
from bot.delivery.attempts import Form
from bot.delivery.contact_sheet import contact_sheet
from bot.records.values import CardRecord
from bot.threads import in_files
from bot.words import CONTENT_MAX, shorten, units
from core.artefacts import ArtefactGoneError, Artefacts
from core.contract import Export
from core.formats import suffix_of

log = logging.getLogger(__name__)

EXPORT_GONE: Final = "The file is gone from the store. **Export** makes it anew."
FILES_GONE: Final = "Some of its files are gone from the store. **Reroll** makes new ones."


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file with its bytes."""

    name: str
    alt: str
    content: bytes
    veiled: bool = False

    def attached(self) -> discord.File:
        """Make a file of it to be sent: discord.py closes it after each attempt."""
        return discord.File(io.BytesIO(self.content), filename=self.name, description=self.alt, spoiler=self.veiled)

    @property
    def is_picture(self) -> bool:
        """Tell pictures from sounds."""
        return self.name.endswith(".png")


@dataclass(frozen=True, slots=True)
class Content:
    """All that is shown of a card."""

    view: CardView
    files: tuple[Loaded, ...] = ()
    note: str = ""

    def text(self, because: str = "") -> str:
        """The card's words, with what must be said below them."""
        below = "".join(f"\n-# {line}" for line in (self.note, because) if line)
        room = CONTENT_MAX - units(below)
        words = self.view.content
        return (words if units(words) <= room else shorten(words, room // 2)) + below

    def attachments(self, form: Form = Form.FULL) -> list[discord.File]:
        """Make the files anew: discord.py closes them after each attempt."""
        return [file.attached() for file in self.files if _is_in(file, form)]


async def ended_content(record: CardRecord, artefacts: Artefacts, stars: Mapping[str, int] = NO_STARS) -> Content:
    """Draw a card that is over and fetch its files; a file that is gone is told below the card's text."""
    view = ended_view(record, stars)
    files = [await load(file, artefacts) for file in view.files]
    return Content(view, tuple(file for file in files if file), _gone(record) if None in files else "")


def _gone(record: CardRecord) -> str:
    return EXPORT_GONE if isinstance(record.first.request.recipe, Export) else FILES_GONE


async def load(file: CardFile, artefacts: Artefacts) -> Loaded | None:
    """Fetch or draw a file's bytes; None if they are gone."""
    try:
        content = await in_files(_bytes_of, file, artefacts)
    except (ArtefactGoneError, ValueError) as error:
        log.warning("%s can't be shown: %s", file.name, error)
        return None
    return Loaded(_named(file.name, content), file.alt, content, file.veiled)


def _named(name: str, content: bytes) -> str:
    """End a file's name by what it is: a WAV that was too large to be posted became a FLAC."""
    suffix = suffix_of(content)
    return name.rpartition(".")[0] + suffix if suffix else name


def _bytes_of(file: CardFile, artefacts: Artefacts) -> bytes:
    if isinstance(file.source, Sheet):
        return contact_sheet([(letter, artefacts.get(key)) for letter, key in file.source.pictures])
    return artefacts.get(file.source.key)


def _is_in(file: Loaded, form: Form) -> bool:
    return form is Form.FULL or (form is Form.SOUND and not file.is_picture)
