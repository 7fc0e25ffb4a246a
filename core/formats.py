"""Which files can be read, by how they begin and not by their names: one list for bot, worker and terminal."""

from typing import Final, Literal

Kind = Literal["picture", "sound"]

PNG: Final = b"\x89PNG\r\n\x1a\n"
PICTURES: Final = (PNG, b"\xff\xd8\xff")
SOUNDS: Final = (b"ID3", b"fLaC", b"OggS", b"RIFX", b"RF64", b"riff", b"FORM", b"caff", b".snd")
RIFF: Final = b"RIFF"
"""What begins so says four bytes further what it is."""
MPEG_SYNC: Final = 0xE0
"""An MP3 without tags begins with eleven bits that are set."""

WRITTEN: Final = {PNG: ".png", RIFF: ".wav", b"fLaC": ".flac", b"OggS": ".ogg", b"ID3": ".mp3", b"PK": ".zip"}
MP4: Final = b"ftyp"
"""Stands behind the four bytes of a film's beginning that say how long it is."""


def kind_of(content: bytes) -> Kind | None:
    """Tell pictures and sounds; None is what nobody here can read."""
    if content.startswith(PICTURES) or (content.startswith(RIFF) and content[8:12] == b"WEBP"):
        return "picture"
    if content.startswith(SOUNDS) or (content.startswith(RIFF) and content[8:12] == b"WAVE"):
        return "sound"
    return "sound" if len(content) > 1 and content[0] == 0xFF and content[1] >= MPEG_SYNC else None


def is_picture(content: bytes) -> bool:
    """Tell a picture from a sound; both can begin as RIFF."""
    return kind_of(content) == "picture"


def suffix_of(content: bytes) -> str:
    """Say how the name of a file that we wrote should end, such as `.flac`; nothing for what we never write."""
    if content[4:8] == MP4:
        return ".mp4"
    return next((suffix for mark, suffix in WRITTEN.items() if content.startswith(mark)), "")
