import pytest
import torch

from core.contract import Region
from core.errors import UserError
from worker.regions import FEATHER, LEAST, at_least, mask_of, ramps, rows_between
from worker.sound.format import RIFFUSION, ROWS
from worker.sound.mel import band_edges_hz

COLUMNS = 512


def mask(**region: float) -> torch.Tensor:
    return mask_of(Region.model_validate(region), columns=COLUMNS)[0]


def test_the_whole_of_a_picture_is_painted_if_nothing_is_said() -> None:
    assert mask().equal(torch.ones(ROWS, COLUMNS))


def test_rows_are_those_whose_bands_lie_between_the_frequencies() -> None:
    rows = rows_between(200, 2000)
    middles_hz = band_edges_hz(RIFFUSION)[1:-1][::-1]
    assert all(200 <= middles_hz[row] < 2000 for row in rows)
    assert middles_hz[rows.start - 1] >= 2000
    assert middles_hz[rows.stop] < 200


def test_below_and_above_a_frequency_are_all_rows_together() -> None:
    assert [*rows_between(1000, 10_000), *rows_between(0, 1000)] == list(range(ROWS))


def test_nothing_outside_a_part_is_painted() -> None:
    painted = mask(low_hz=1000, from_s=1.0, to_s=3.0)
    assert not painted[:, :100].any()
    assert not painted[:, 300:].any()
    assert not painted[rows_between(0, 1000).start :].any()


def test_painting_sets_in_within_a_part_but_at_the_ends_of_a_picture() -> None:
    column = mask(low_hz=1000)[:, 0]
    assert column[0] == 1
    rise = mask(from_s=1.0)[0]
    assert 0 < rise[100] < rise[100 + FEATHER // 2] < rise[100 + FEATHER] == rise[-1] == 1


def test_a_part_that_begins_after_the_end_is_refused() -> None:
    with pytest.raises(UserError, match=r"begins at 6 s, but the clip ends at 5\.12 s"):
        mask(from_s=6.0)


def test_a_part_that_ends_after_the_end_goes_as_far_as_the_clip() -> None:
    assert all(mask(from_s=1.0, to_s=to_s).equal(mask(from_s=1.0)) for to_s in (60.0, 1e308))


def test_a_part_too_small_to_be_painted_is_made_wider_and_that_is_noted() -> None:
    painted, notes = mask_of(Region(low_hz=440, high_hz=442, from_s=5.0, to_s=5.01), columns=COLUMNS)
    assert bool((painted == 1).any())
    assert "painted too" in notes[0]


def test_a_part_at_an_edge_is_widened_within_the_picture() -> None:
    assert at_least(range(510, 512), most=512) == range(512 - LEAST, 512)
    assert at_least(range(1), most=512) == range(LEAST)
    assert at_least(range(100, 300), most=512) == range(100, 300)


def test_a_ramp_is_the_same_at_both_ends() -> None:
    inside = ramps(range(100, 200), most=512)
    assert inside[100:200].equal(inside[100:200].flip(0))
    assert inside.sum() < 100
