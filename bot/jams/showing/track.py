"""A jam's track as files: its cover, which is the picture of all its sections, and its sound."""

from collections.abc import Iterator
from typing import Final

from bot.card import CardFile, Stored
from bot.card.title import seconds
from bot.judging.shown import shown
from bot.records.jam import Jam
from bot.records.values import ClipRecord
from bot.words import ALT_MAX, plain, shorten

COVER: Final = "The spectrogram of “{name}”, all its sections from left to right: {length}, low notes at the bottom."
SOUND: Final = "The track “{name}”, {length}, with a chapter for each section."


def files_of(jam: Jam, clip: ClipRecord) -> Iterator[CardFile]:
    """Name the cover and the sound, as far as they are kept."""
    name, length = plain(shown(jam.name)), seconds(clip.duration_s)
    if clip.png is not None:
        alt = shorten(COVER.format(name=name, length=length), ALT_MAX)
        yield CardFile(f"{jam.id}.png", alt, Stored(clip.png))
    if clip.mp3 is not None:
        yield CardFile(f"{jam.id}.mp3", SOUND.format(name=name, length=length), Stored(clip.mp3))
