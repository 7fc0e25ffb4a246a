"""A painted part is brought to the level of the clips beside it."""

import pytest
import torch
from torch import Tensor

from worker.levelling import HEARD, LEAST, level_of, levelled, parts

WIDE = 4 * HEARD


def even(dark: int, columns: int = WIDE) -> Tensor:
    """A piece of one grey level."""
    return torch.full((8, columns), 255 - dark, dtype=torch.uint8)


def noise(dark: int, columns: int = WIDE) -> Tensor:
    """A piece of levels around one."""
    generator = torch.Generator().manual_seed(dark)
    return (255 - torch.randint(dark // 2, dark, (8, columns), generator=generator)).to(torch.uint8)


def mask_of(*painted: int) -> Tensor:
    """Which pieces were painted."""
    return torch.cat([torch.full((8, WIDE), float(one)) for one in painted], dim=1)


def pieces(picture: Tensor) -> list[Tensor]:
    return list(picture.split(WIDE, dim=1))


def test_what_is_kept_stays_pixel_for_pixel() -> None:
    picture = torch.cat([noise(80), noise(200), noise(120)], dim=1)
    first, painted, last = pieces(levelled(picture, mask_of(0, 1, 0)))
    assert first.equal(noise(80))
    assert last.equal(noise(120))
    assert not painted.equal(noise(200))


def test_a_part_goes_from_the_level_of_one_clip_to_that_of_the_other() -> None:
    picture = torch.cat([noise(120), noise(200), noise(160)], dim=1)
    first, painted, last = pieces(levelled(picture, mask_of(0, 1, 0)))
    assert level_of(painted[:, :HEARD]) == pytest.approx(level_of(first[:, -HEARD:]), rel=0.06)
    assert level_of(painted[:, -HEARD:]) == pytest.approx(level_of(last[:, :HEARD]), rel=0.06)
    levels = [level_of(piece) for piece in painted.split(HEARD, dim=1)]
    assert levels == sorted(levels)


def test_an_end_of_words_is_as_loud_as_it_was_painted() -> None:
    _, painted = pieces(levelled(torch.cat([even(100), even(150)], dim=1), mask_of(0, 1)))
    dark = 255 - painted[0].int()
    assert (int(dark[0]), int(dark[-1])) == (100, 150)


def test_a_part_that_fits_is_left_as_it_is() -> None:
    picture = even(120, 3 * WIDE)
    assert levelled(picture, mask_of(0, 1, 0)).equal(picture)


@pytest.mark.parametrize(("kept", "painted", "expected"), [(0, 200, 200 * LEAST), (255, 10, 15), (100, 0, 0)])
def test_silence_is_no_level_to_go_to(kept: int, painted: int, expected: float) -> None:
    _, piece, _ = pieces(levelled(torch.cat([even(kept), even(painted), even(kept)], dim=1), mask_of(0, 1, 0)))
    assert piece.equal(even(round(expected)))


def test_painting_that_sets_in_is_changed_as_far_as_it_was_painted() -> None:
    mask = mask_of(0, 1, 0)
    mask[:, WIDE : WIDE + 4] = torch.tensor([0.2, 0.4, 0.6, 0.8])
    _, painted, _ = pieces(levelled(torch.cat([even(100), even(200), even(100)], dim=1), mask))
    dark = (255 - painted[0, :6].int()).tolist()
    assert dark == sorted(dark, reverse=True)
    assert (dark[0] > 170, dark[5]) == (True, 100)


@pytest.mark.parametrize(
    ("painted", "found"),
    [([0, 1, 1, 0], [(1, 3)]), ([1, 0, 1], [(0, 1), (2, 3)]), ([0, 0], []), ([1, 1], [(0, 2)])],
)
def test_parts_are_found(painted: list[int], found: list[tuple[int, int]]) -> None:
    assert list(parts(torch.tensor(painted) > 0)) == found
