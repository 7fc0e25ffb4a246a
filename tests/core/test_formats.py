"""What files are, by how they begin."""

import pytest

from core.formats import is_picture, kind_of


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
