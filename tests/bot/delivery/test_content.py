"""A card's view with the bytes of its files."""

from pathlib import Path

import pytest

from bot.card import CardFile, CardView, Sheet, Stored
from bot.delivery.attempts import Form
from bot.delivery.content import Content, Loaded, load
from bot.words import units
from core.artefacts import Artefacts
from tests.bot.delivery.scene import png

FILES = (Loaded("riff.png", "A picture.", b"p"), Loaded("riff.mp3", "A sound.", b"s"))


@pytest.fixture
def artefacts(tmp_path: Path) -> Artefacts:
    return Artefacts(f"file://{tmp_path}")


@pytest.mark.parametrize(
    ("form", "left"), [(Form.FULL, ["riff.png", "riff.mp3"]), (Form.SOUND, ["riff.mp3"]), (Form.BARE, [])]
)
def test_each_form_has_its_files(form: Form, left: list[str]) -> None:
    content = Content(CardView("words"), FILES)
    assert [file.filename for file in content.attachments(form)] == left


def test_files_can_be_had_again_after_discord_py_closed_them() -> None:
    content = Content(CardView("words"), FILES)
    for file in content.attachments():
        file.close()
    assert [file.fp.read() for file in content.attachments()] == [b"p", b"s"]


def test_what_must_be_said_stands_below_the_words() -> None:
    content = Content(CardView("words"), note="Some are gone.")
    assert content.text("Too large.") == "words\n-# Some are gone.\n-# Too large."


@pytest.mark.parametrize("sign", ["a", "🎧"])
def test_long_words_make_room_for_what_must_be_said(sign: str) -> None:
    text = Content(CardView(sign * (2000 // units(sign)))).text("Too large.")
    assert units(text) <= 2000
    assert text.endswith("\n-# Too large.")


async def test_a_stored_file_is_fetched(artefacts: Artefacts) -> None:
    key = artefacts.put(b"bytes")
    assert await load(CardFile("a.mp3", "A sound.", Stored(key)), artefacts) == Loaded("a.mp3", "A sound.", b"bytes")


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"RIFF\0\0\0\0WAVE", "a_loop.wav"), (b"fLaC", "a_loop.flac"), (b"PK\3\4", "a_loop.zip"), (b"?", "a_loop.wav")],
)
async def test_a_file_is_named_by_what_it_became(artefacts: Artefacts, content: bytes, name: str) -> None:
    loaded = await load(CardFile("a_loop.wav", "The file.", Stored(artefacts.put(content))), artefacts)
    assert loaded is not None
    assert loaded.name == name


async def test_a_sheet_is_drawn(artefacts: Artefacts) -> None:
    pictures = tuple((letter, artefacts.put(png(shade))) for letter, shade in (("A", 10), ("B", 20)))
    loaded = await load(CardFile("a.png", "A sheet.", Sheet(pictures)), artefacts)
    assert loaded is not None
    assert loaded.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("content", [None, b"no picture"])
async def test_what_is_gone_or_broken_is_left_out(artefacts: Artefacts, content: bytes | None) -> None:
    key = "0" * 64 if content is None else artefacts.put(content)
    assert await load(CardFile("a.png", "A sheet.", Sheet((("A", key),))), artefacts) is None
