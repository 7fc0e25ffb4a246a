"""What sound files say of themselves: title, artist, comment and cover."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

import mutagen
import soundfile
from mutagen.id3 import APIC, CHAP, COMM, CTOC, ID3, TIT2, TPE1, USLT, CTOCFlags, Encoding, PictureType

from core.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NEITHER: Final = (
    "That file is no picture and no sound that can be read, or it is damaged. Use a PNG, MP3, WAV, FLAC or OGG file."
)
"""Whoever wants tags looked before whether it is a picture."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a sound, and what it is called."""

    begin_s: float
    end_s: float
    title: str


@dataclass(frozen=True, slots=True)
class Tags:
    """Words about a sound; Jamgram's comment is the JSON of how it was made, the cover its picture as PNG."""

    title: str = ""
    artist: str = ""
    comment: str = ""
    cover: bytes = b""
    chapters: tuple[Chapter, ...] = ()
    """Only MP3s have them; players without chapters show their titles as words to the music."""

    def words(self) -> dict[str, str]:
        """Everything but the cover, without what is empty."""
        named = {"title": self.title, "artist": self.artist, "comment": self.comment}
        return {name: words for name, words in named.items() if words}


def with_id3(mp3: bytes, tags: Tags) -> bytes:
    """Put tags at the front of an MP3."""
    id3 = ID3()
    id3.add(TIT2(encoding=Encoding.UTF8, text=tags.title))
    id3.add(TPE1(encoding=Encoding.UTF8, text=tags.artist))
    id3.add(COMM(encoding=Encoding.UTF8, lang="eng", desc="", text=tags.comment))
    if tags.cover:
        id3.add(APIC(Encoding.UTF8, "image/png", PictureType.COVER_FRONT, "spectrogram", tags.cover))
    for frame in _chapter_frames(tags.chapters):
        id3.add(frame)
    written = BytesIO(mp3)
    id3.save(written, v2_version=4, padding=lambda _: 0)
    return written.getvalue()


def _chapter_frames(chapters: Sequence[Chapter]) -> Iterator[CHAP | CTOC | USLT]:
    """Write chapters as ID3v2 Chapter Frame Addendum 1.0 says, and their titles as plain words."""
    if not chapters:
        return
    names = [f"chapter{number}" for number in range(1, len(chapters) + 1)]
    for name, chapter in zip(names, chapters, strict=True):
        begin_ms, end_ms = round(chapter.begin_s * 1000), round(chapter.end_s * 1000)
        title = TIT2(encoding=Encoding.UTF8, text=chapter.title)
        yield CHAP(element_id=name, start_time=begin_ms, end_time=end_ms, sub_frames=[title])
    flags = CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
    yield CTOC(element_id="chapters", flags=flags, child_element_ids=names, sub_frames=[])
    yield USLT(encoding=Encoding.UTF8, lang="eng", desc="", text="\n".join(one.title for one in chapters))


def read_tags(content: bytes) -> Tags:
    """Read the tags of an MP3, WAV, FLAC or OGG file; what is missing is empty.

    Raises
    ------
    UserError
        If it is no sound.
    """
    try:
        with soundfile.SoundFile(BytesIO(content)) as sound:
            found = Tags(sound.title, sound.artist, sound.comment)
    except (soundfile.LibsndfileError, UnicodeDecodeError) as error:
        raise UserError(NEITHER, code="E-UPLOAD-DECODE") from error
    return _id3_tags(content) or found


def _id3_tags(content: bytes) -> Tags | None:
    try:
        id3 = ID3(BytesIO(content))
    except mutagen.MutagenError:
        return None
    comments, covers = id3.getall("COMM"), id3.getall("APIC")
    return Tags(
        title=str(id3.get("TIT2", "")),
        artist=str(id3.get("TPE1", "")),
        comment=str(comments[0]) if comments else "",
        cover=bytes(covers[0].data) if covers else b"",
        chapters=tuple(sorted(map(_chapter_of, id3.getall("CHAP")), key=lambda chapter: chapter.begin_s)),
    )


def _chapter_of(frame: CHAP) -> Chapter:
    return Chapter(frame.start_time / 1000, frame.end_time / 1000, str(frame.sub_frames.get("TIT2", "")))
