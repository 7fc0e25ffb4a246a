import pytest

from worker.reading.duration import in_minutes


@pytest.mark.parametrize(
    ("duration_s", "said"), [(0.2, "0:01"), (59.0, "0:59"), (60.0, "1:00"), (600.01, "10:01"), (660.0, "11:00")]
)
def test_a_begun_second_counts_so_that_no_limit_seems_kept(duration_s: float, said: str) -> None:
    assert in_minutes(duration_s) == f"{said} minutes"
