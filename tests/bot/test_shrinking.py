"""Spectrograms made small."""

import io
import zlib

import pytest
from PIL import Image

from bot.shrinking import shrunk
from tests.bot.stage import png


@pytest.mark.parametrize("columns", [512, 6144])
def test_any_length_becomes_a_square(columns: int) -> None:
    file = io.BytesIO()
    Image.new("L", (columns, 512), 77).save(file, "PNG")
    small = shrunk(file.getvalue(), 56)
    assert small is not None
    assert small.size == (56, 56)
    assert small.getextrema() == (77, 77)


@pytest.mark.parametrize("content", [b"", b"no picture", png()[:-60]])
def test_what_is_no_picture_is_none(content: bytes) -> None:
    assert shrunk(content, 56) is None


@pytest.mark.parametrize("side", [9_000, 100_000])
def test_a_picture_that_claims_to_be_huge_is_none(side: int) -> None:
    picture = bytearray(png())
    picture[16:24] = side.to_bytes(4, "big") * 2
    picture[29:33] = zlib.crc32(picture[12:29]).to_bytes(4, "big")
    assert shrunk(bytes(picture), 56) is None
