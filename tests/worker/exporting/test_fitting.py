from functools import partial

import pytest

from core.errors import UserError
from worker.exporting.fitting import first_fitting


def test_the_first_way_that_fits_is_taken_and_none_behind_it_is_tried() -> None:
    tried = []

    def write(size: int) -> bytes:
        tried.append(size)
        return bytes(size)

    assert len(first_fitting([partial(write, size) for size in (30, 20, 10)], limit=20, what="film")) == 20
    assert tried == [30, 20]


@pytest.mark.parametrize("sizes", [[], [11], [30, 20]])
def test_what_fits_in_no_way_says_what_to_do(sizes: list[int]) -> None:
    with pytest.raises(UserError, match="Ask for another format, or export a shorter clip"):
        first_fitting([partial(bytes, size) for size in sizes], limit=10, what="film")
