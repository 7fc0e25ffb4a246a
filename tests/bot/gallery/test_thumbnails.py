"""Spectrograms for lists."""

import io
from pathlib import Path

import pytest
from PIL import Image

from bot.gallery.thumbnails import SIDE, fetch_all, thumbnails
from core.artefacts import Artefacts
from tests.bot.stage import png

GONE = "0" * 64


@pytest.fixture
def artefacts(tmp_path: Path) -> Artefacts:
    return Artefacts(f"file://{tmp_path}")


async def test_pictures_are_made_small(artefacts: Artefacts) -> None:
    key = artefacts.put(png(60))
    (small,) = (await thumbnails(artefacts, [key])).values()
    picture = Image.open(io.BytesIO(small))
    assert picture.size == (SIDE, SIDE)
    assert picture.getextrema() == (60, 60)


async def test_what_is_gone_or_broken_is_left_out(artefacts: Artefacts) -> None:
    there, broken = artefacts.put(png()), artefacts.put(b"no picture")
    assert (await thumbnails(artefacts, [GONE, there, None, broken])).keys() == {there}


async def test_a_store_that_is_away_takes_nothing_else_away(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert await thumbnails(Artefacts(f"file://{tmp_path}/file"), [GONE]) == {}


def test_whole_pictures_are_fetched_as_they_are(artefacts: Artefacts) -> None:
    key = artefacts.put(png())
    assert fetch_all(artefacts, [key, None, GONE]) == {key: png()}
