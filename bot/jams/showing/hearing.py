"""The entries of a round as they are heard: their clips, their words, and their files."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.card import CardFile, Sheet, Stored
from bot.card.hearing import heard as told
from bot.card.title import alt_of, seconds
from bot.jams.showing.letters import standing
from bot.judging.shown import shown
from bot.records.jam import Entry, Jam
from bot.records.values import ClipRecord
from bot.services import Services
from bot.words import ALT_MAX, PROMPT_SHOWN, escape, shorten


@dataclass(frozen=True, slots=True)
class Heard:
    """An entry with its letter and its clip. `is_cleared`: moderators read its words and let them pass."""

    letter: str
    entry: Entry
    clip: ClipRecord
    is_cleared: bool = False

    def words(self, most: int = PROMPT_SHOWN) -> str:
        """Write its words as they may be shown."""
        return escape(self.entry.prompt if self.is_cleared else shown(self.entry.prompt), most=most)

    @property
    def name(self) -> str:
        """Name its files, without saying whose it is."""
        return f"{self.entry.id.rpartition('-')[0]}-{self.letter}"

    @property
    def picture(self) -> CardFile | None:
        """Give its spectrogram, if that is kept."""
        if self.clip.png is None:
            return None
        alt = alt_of(self.clip.recipe, duration_s=self.clip.duration_s, features=self.clip.features)
        return CardFile(f"{self.name}.png", shorten(alt, ALT_MAX), Stored(self.clip.png))

    @property
    def sound(self) -> CardFile | None:
        """Give its sound, if that is kept."""
        if self.clip.mp3 is None:
            return None
        said = f": {told(self.clip.features)}" if self.clip.features else ""
        alt = f"The sound of {self.letter}, {seconds(self.clip.duration_s)}{said}."
        return CardFile(f"{self.name}.mp3", shorten(alt, ALT_MAX), Stored(self.clip.mp3))


async def heard_in(services: Services, jam: Jam, number: int) -> list[Heard]:
    """Find what can be heard of a round: neither what was taken out, nor what is deleted or hidden."""
    found = [await _heard(services, letter, entry) for letter, entry in standing(jam, number)]
    return [one for one in found if one is not None]


async def _heard(services: Services, letter: str, entry: Entry) -> Heard | None:
    clip = await services.records.clip(entry.clip or "")
    if clip is None or not is_shown(clip):
        return None
    record = await services.records.card(clip.card_id)
    if record is None or record.card.state == "removed":
        return None
    return Heard(letter, entry, clip, any(one.request.cleared for one in record.requests))


def is_shown(clip: ClipRecord) -> bool:
    """Tell whether a clip may be heard: nobody deleted it, and no moderator has to look at it."""
    return clip.deleted_s is None and clip.hidden_s is None


def sheet_of(name: str, entries: Iterable[Heard]) -> CardFile | None:
    """Put the pictures of several entries on one, each with its letter."""
    pictures = tuple((one.letter, one.clip.png) for one in entries if one.clip.png is not None)
    if not pictures:
        return None
    letters = ", ".join(letter for letter, _ in pictures)
    return CardFile(f"{name}.png", f"The spectrograms of {letters}, each with its letter.", Sheet(pictures))
