"""What files are, by how they begin."""

import pytest

from core.formats import is_picture, kind_of, suffix_of


@pytest.mark.parametrize("start", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"RIFF\0\0\0\0WEBP"])
def test_pictures_are_known_by_how_they_begin(start: bytes) -> None:
    assert kind_of(start) == "picture"
    assert is_picture(start)


@pytest.mark.parametrize(
    "start",
    [b"RIFF\0\0\0\0WAVE", b"ID3", b"\xff\xfb\x90", b"\xff\xe3", b"fLaC", b"OggS", b"FORM\0\0\0\0AIFF", b".snd"],
)
def test_sounds_are_known_by_how_they_begin(start: bytes) -> None:
    assert kind_of(start) == "sound"
    assert not is_picture(start)


@pytest.mark.parametrize(
    "start",
    [b"", b"hello", b"RIFF", b"RIFF\0\0\0\0AVI ", b"GIF87a", b"GIF89a", b"BM", b"II*\0", b"MM\0*", b"\xff", b"MZ"],
)
def test_what_nobody_can_read_is_neither(start: bytes) -> None:
    assert kind_of(start) is None


@pytest.mark.parametrize(
    ("start", "suffix"),
    [
        (b"RIFF\0\0\0\0WAVE", ".wav"),
        (b"fLaC", ".flac"),
        (b"OggS", ".ogg"),
        (b"ID3\4", ".mp3"),
        (b"PK\3\4", ".zip"),
        (b"\0\0\0\x20ftypisom", ".mp4"),
        (b"\x89PNG\r\n\x1a\n", ".png"),
        (b"", ""),
        (b"MZ", ""),
    ],
)
def test_what_we_write_is_named_by_what_it_is(start: bytes, suffix: str) -> None:
    assert suffix_of(start) == suffix
