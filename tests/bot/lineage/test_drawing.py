"""A family as a picture."""

import io
from dataclasses import replace

import pytest
from PIL import Image, ImageChops

from bot.lineage.drawing import alt_of, draw, told
from bot.lineage.styles import SIDE_MAX
from bot.records.lineage import Member
from tests.bot.lineage.kin import ROOT, Choose, child, family, of_any, of_the_first, of_the_last
from tests.bot.stage import png

MIB = 2**20
FIRST = child(1, ROOT)


def drawn(
    *members: Member, asked: str = "", thumbnails: dict[str, bytes] | None = None, left_out: int = 0
) -> Image.Image:
    made = draw(members, thumbnails or {}, asked=asked, left_out=left_out)
    return Image.open(io.BytesIO(made))


def differ(one: Image.Image, other: Image.Image) -> bool:
    assert one.size == other.size
    return ImageChops.difference(one, other).getbbox() is not None


def middle_of(member: int, picture: Image.Image) -> int:
    """The shade in the middle of a thumbnail, in a family of the root and at most one child."""
    left, top = 24 + member * 330 + 56, picture.height // 2
    return picture.crop((left, top, left + 1, top + 1)).tobytes()[0]


def test_a_clip_shows_its_spectrogram() -> None:
    assert middle_of(0, drawn(ROOT, thumbnails={"0": png(60)})) == 60


def test_a_long_clip_is_shrunk_into_the_same_square() -> None:
    file = io.BytesIO()
    Image.new("L", (6144, 512), 90).save(file, "PNG")
    assert middle_of(0, drawn(ROOT, thumbnails={"0": file.getvalue()})) == 90


def test_a_child_stands_right_of_its_parent() -> None:
    made = drawn(ROOT, FIRST, thumbnails={"0": png(60), "1": png(90)})
    assert [middle_of(number, made) for number in (0, 1)] == [60, 90]


@pytest.mark.parametrize("kept", ["deleted", "hidden"])
def test_what_is_not_to_be_seen_is_an_empty_frame(kept: str) -> None:
    gone = replace(FIRST, **{kept: True})  # type: ignore[arg-type]
    made = drawn(ROOT, gone, thumbnails={"0": png(60), "1": png(90)})
    assert [middle_of(number, made) for number in (0, 1)] == [60, 255]
    assert differ(made, drawn(ROOT, FIRST))


@pytest.mark.parametrize("thumbnail", [b"no picture", png()[:-60], b""])
def test_a_broken_spectrogram_is_an_empty_frame(thumbnail: bytes) -> None:
    assert middle_of(0, drawn(ROOT, thumbnails={"0": thumbnail})) == 255


@pytest.mark.parametrize("stars", [1, 12])
def test_stars_are_drawn(stars: int) -> None:
    assert differ(drawn(replace(ROOT, stars=stars)), drawn(ROOT))


def test_the_clip_that_was_asked_for_has_another_frame() -> None:
    assert differ(drawn(ROOT, FIRST, asked="1"), drawn(ROOT, FIRST, asked="0"))


@pytest.mark.parametrize("count", [100, 500])
@pytest.mark.parametrize("choose", [of_the_last, of_any])
def test_it_stands_out_in_a_large_family_too(choose: Choose, count: int) -> None:
    members = family(count, choose)
    assert differ(drawn(*members, asked="50"), drawn(*members, asked="51"))


def test_the_operation_is_written_out() -> None:
    assert differ(drawn(ROOT, replace(FIRST, operation="vary")), drawn(ROOT, FIRST))


def test_a_line_leads_to_each_parent() -> None:
    second = child(2, FIRST)
    alone, both = drawn(ROOT, FIRST, second), drawn(ROOT, FIRST, replace(second, parents=("1", "0")))
    assert differ(alone, both)


def test_a_second_parent_of_another_family_has_no_line() -> None:
    stray = replace(FIRST, parents=("0", "elsewhere"))
    assert drawn(ROOT, stray).size == drawn(ROOT, FIRST).size


@pytest.mark.parametrize("choose", [of_the_first, of_the_last, of_any])
@pytest.mark.parametrize("count", [1, 2, 30, 100, 500])
def test_no_picture_is_too_large_to_be_sent(choose: Choose, count: int) -> None:
    made = draw(family(count, choose, morphs=0.2), {}, asked="0")
    picture = Image.open(io.BytesIO(made))
    assert max(picture.size) <= SIDE_MAX
    assert len(made) < 2 * MIB
    assert picture.format == "PNG"


def test_those_left_out_are_told_of() -> None:
    assert differ(drawn(ROOT, FIRST, left_out=9), drawn(ROOT, FIRST))
    assert told([ROOT, FIRST], left_out=9) == "11 clips in 2 generations"


def test_one_alone_is_told_as_one() -> None:
    assert told([ROOT]) == "1 clip in 1 generation"


def test_what_is_private_has_no_name_anywhere() -> None:
    parent = replace(ROOT, hidden=True)
    assert "R-000000" not in alt_of([parent, FIRST], asked=FIRST)
    assert differ(drawn(parent, FIRST), drawn(ROOT, FIRST))


def test_the_picture_is_described() -> None:
    said = alt_of([ROOT, FIRST], asked=FIRST)
    assert said == "Family tree of R-000000: 2 clips in 2 generations. R-000001 is of the 2nd. The text lists it."


def test_the_frame_of_the_clip_that_was_asked_for_is_whole() -> None:
    made = drawn(ROOT, FIRST, asked="1")
    left, top, side = 24 + 330, made.height // 2 - 56, 112
    edge = made.crop((left + side + 1, top + 8, left + side + 5, top + side - 8))
    assert edge.getextrema() == (0, 0)


def test_no_line_runs_through_the_stars() -> None:
    """Beside its number there is paper, though a line leads on from there."""
    starred, plain = replace(ROOT, stars=1), ROOT
    rows = [drawn(one, *(child(number, ROOT) for number in range(1, 70))) for one in (starred, plain)]
    begins = [first_dark(one, from_left=24 + 100, row=middle_row(one)) for one in rows]
    assert begins[0] > begins[1]


def middle_row(picture: Image.Image) -> int:
    """The row in which the line leaves the root of a family drawn without thumbnails."""
    return next(row for row in range(80, picture.height) if first_dark(picture, from_left=175, row=row) < 190)


def first_dark(picture: Image.Image, *, from_left: int, row: int) -> int:
    shades = picture.crop((from_left, row, picture.width, row + 1)).tobytes()
    return next((from_left + number for number, shade in enumerate(shades) if shade < 200), picture.width)
