"""By what a failure is looked up, as the records keep it."""

import pytest

from bot.records.failures import failure_of, tag_of
from core.ending import Failure

NO: str = "No."


@pytest.mark.parametrize(
    "failure",
    [
        Failure(sentence=NO),
        Failure(sentence=NO, error_id="E-7F3A9C2D"),
        Failure(sentence=NO, code="E-GONE"),
        Failure(sentence=NO, error_id="E-7F3A9C2D", code="E-GPU-OOM"),
        Failure(sentence=NO, error_id="E-7F_3A", code="E-TIMEOUT"),
        Failure(sentence=NO, error_id="E-7F_3A"),
    ],
)
def test_a_failure_is_read_as_it_was_written(failure: Failure) -> None:
    assert failure_of(NO, tag_of(failure)) == failure
