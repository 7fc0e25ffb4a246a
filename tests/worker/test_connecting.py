import copy
from pathlib import Path

import pytest
from rq.exceptions import StopRequested

from core.errors import UserError
from worker.connecting import LONGEST_WAIT_S, Patience, connect
from worker.stopping import Stop


def test_a_redis_that_is_not_there_at_the_start_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"Redis at .*nowhere\.sock cannot be used"):
        connect(f"unix://{tmp_path}/nowhere.sock", stop=Stop(grace_s=8))


def test_a_redis_that_is_there_is_used(redis_socket: Path) -> None:
    assert connect(f"unix://{redis_socket}", stop=Stop(grace_s=8)).ping()


def test_waiting_gets_longer_up_to_a_bound() -> None:
    patience = Patience(Stop(grace_s=8))
    waits = [patience.compute(failures) for failures in range(1, 100)]
    assert waits == sorted(waits)
    assert waits[0] < waits[-1] == LONGEST_WAIT_S


def test_waiting_ends_with_the_process() -> None:
    stop = Stop(grace_s=8)
    patience = copy.deepcopy(Patience(stop))
    stop.ask()
    with pytest.raises(StopRequested):
        patience.compute(1)


def test_an_absence_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    patience = Patience(Stop(grace_s=8))
    for failures in range(1, 10):
        patience.compute(failures)
    assert [record.getMessage() for record in caplog.records] == ["Redis is away; waiting for it"]
