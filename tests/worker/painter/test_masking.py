import pytest
import torch

from tests.worker.painter.canvases import half_mask, plain, striped
from worker.painter.masking import FEATHER, cells_of, feathered, kept_after, pasted

REACH = 2 * FEATHER


@pytest.mark.parametrize(("rows", "cell"), [(32, 16), (64, 8)])
def test_a_cell_is_painted_as_much_as_the_most_of_it(rows: int, cell: int) -> None:
    mask = torch.zeros(1, 512, 128)
    mask[0, 511, 0], mask[0, 0, 127] = 0.25, 1.0
    cells = cells_of(mask, rows=rows)
    assert cells.shape == (1, 1, rows, 128 // cell)
    assert cells[0, 0, -1, 0] == 0.25
    assert cells[0, 0, 0, -1] == 1
    assert cells.count_nonzero() == 2


@pytest.mark.parametrize(
    ("share", "kept"),
    [(0.0, [True, True, True, False]), (0.5, [True, True, False, False]), (1.0, [True, False, False, False])],
)
def test_what_is_grey_is_kept_for_its_share_of_the_steps(share: float, kept: list[bool]) -> None:
    assert kept_after(torch.tensor([0.0, 0.4, 0.6, 1.0]), share=share).tolist() == kept


def test_what_is_kept_comes_back_pixel_for_pixel_and_what_is_painted_stays() -> None:
    picture = pasted(plain(90)[None], striped()[None], half_mask()[None], loop=False)[0]
    assert torch.equal(picture[:, : 64 - REACH], striped()[:, : 64 - REACH])
    assert torch.equal(picture[:, 64:], plain(90)[:, 64:])


def test_a_mask_that_keeps_all_gives_the_picture_back() -> None:
    assert torch.equal(pasted(plain(90)[None], striped()[None], torch.zeros(1, 512, 128), loop=True)[0], striped())


def test_an_edge_is_a_slope_over_a_few_columns() -> None:
    steps = feathered(half_mask()[None], loop=False)[0, 100].diff()
    assert steps.min() >= 0
    assert steps.max() <= 0.2
    assert steps.count_nonzero() <= REACH + 1


def test_an_edge_between_pitches_is_a_slope_too() -> None:
    mask = torch.zeros(1, 512, 128)
    mask[:, 256:] = 1
    slope = feathered(mask, loop=False)[0, :, 50]
    assert slope[255 - REACH] == 0
    assert 0 < slope[255] < 1
    assert slope[256] == 1


def test_what_is_painted_a_little_is_seen_as_it_was_painted() -> None:
    assert torch.equal(feathered(half_mask(value=0.1)[None], loop=False), feathered(half_mask()[None], loop=False))


def test_a_loop_is_feathered_across_its_ends() -> None:
    straight, circular = (feathered(half_mask()[None], loop=loop)[0, 0] for loop in (False, True))
    assert straight[0] == 0
    assert 0 < circular[0] < 1
    assert torch.equal(straight[REACH:], circular[REACH:])
