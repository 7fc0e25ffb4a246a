"""Several spectrograms on one picture."""

import io
import zlib

import pytest
from PIL import Image, ImageChops

from bot.delivery.contact_sheet import GAP, PLATE, TILE, contact_sheet
from tests.bot.delivery.scene import png

WHERE = {"A": (0, 0), "B": (1, 0), "C": (0, 1), "D": (1, 1)}


def sheet(letters: str, *, columns: int = 512) -> Image.Image:
    made = contact_sheet([(letter, png(60 + 30 * n, columns=columns)) for n, letter in enumerate(letters)])
    return Image.open(io.BytesIO(made))


def corner(letter: str) -> tuple[int, int]:
    across, down = WHERE[letter]
    return GAP + across * (TILE[0] + GAP), GAP + down * (TILE[1] + GAP)


def plate(picture: Image.Image, letter: str) -> Image.Image:
    left, top = corner(letter)
    return picture.crop((left, top, left + PLATE, top + PLATE))


@pytest.mark.parametrize(("letters", "size"), [("AB", (1072, 544)), ("ABC", (1072, 1072)), ("ABCD", (1072, 1072))])
def test_pictures_stand_two_by_two(letters: str, size: tuple[int, int]) -> None:
    assert sheet(letters).size == size


def test_many_stand_in_threes() -> None:
    made = sheet("ABCDEFGH")
    assert made.size == (1600, 1600)
    assert made.getpixel((GAP + 256, GAP + TILE[1] + GAP + 400)) == 60 + 30 * 3


def test_each_picture_is_where_its_letter_is() -> None:
    made = sheet("ABCD")
    middles = [made.getpixel((corner(letter)[0] + 256, corner(letter)[1] + 400)) for letter in "ABCD"]
    assert middles == [60, 90, 120, 150]


def test_a_letter_is_large_and_dark_on_a_light_plate() -> None:
    letter = plate(sheet("ABCD"), "B").point(lambda shade: 255 if shade < 64 else 0)
    left, top, right, bottom = letter.getbbox() or (0, 0, 0, 0)
    assert bottom - top >= 72
    assert right - left >= 40
    assert left > 8
    assert top > 8
    assert right < PLATE - 8
    assert bottom < PLATE - 8


def test_the_letters_differ() -> None:
    made = sheet("ABCD")
    plates = [plate(made, letter) for letter in "ABCD"]
    assert all(ImageChops.difference(one, two).getbbox() for one in plates for two in plates if one is not two)


def test_a_wide_picture_is_squeezed_into_its_place() -> None:
    assert sheet("AB", columns=6144).size == sheet("AB").size


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="picture B can't be read"):
        contact_sheet([("A", png()), ("B", b"no picture")])


def test_a_picture_that_breaks_off_is_refused() -> None:
    with pytest.raises(ValueError, match="picture A can't be read"):
        contact_sheet([("A", png()[:-60])])


@pytest.mark.parametrize("side", [9_000, 100_000])
def test_a_picture_that_claims_to_be_huge_is_refused(side: int) -> None:
    picture = bytearray(png())
    picture[16:24] = side.to_bytes(4, "big") * 2
    picture[29:33] = zlib.crc32(picture[12:29]).to_bytes(4, "big")
    with pytest.raises(ValueError, match="is too large"):
        contact_sheet([("A", bytes(picture))])
