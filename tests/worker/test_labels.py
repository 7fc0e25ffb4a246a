import pytest

from core.contract import Label, Riff
from worker.labels import is_picture, label_in


def test_a_label_is_read_back() -> None:
    label = Label(recipe=Riff(prompt="lo-fi beats", seed=1))
    assert label_in(label.canonical_json()) == label


@pytest.mark.parametrize("comment", ["", "a friend made this", "{}", '{"recipe": {"kind": "symphony"}}'])
def test_what_is_no_label_is_none(comment: str) -> None:
    assert label_in(comment) is None


@pytest.mark.parametrize("begins", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"RIFF\x00\x00\x00\x00WEBP"])
def test_pictures_are_known_by_their_first_bytes(begins: bytes) -> None:
    assert is_picture(begins)


@pytest.mark.parametrize("begins", [b"RIFF\x00\x00\x00\x00WAVE", b"ID3", b"fLaC", b"OggS", b""])
def test_sounds_are_no_pictures(begins: bytes) -> None:
    assert not is_picture(begins)
