import time
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from redis.exceptions import ConnectionError as CutOffError

from core.lanes import BatchGoneError, Over
from tests.waiting import until
from worker import heart as hearts
from worker.heart import LOOK_S, Heart
from worker.stopping import Stop


@dataclass
class Listener:
    """Lanes that write down what they are told, and answer or raise what a test wants."""

    answer: Callable[[], frozenset[str]] = frozenset
    told: list[tuple[int, int, str | None]] = field(default_factory=list)
    given_back: list[str] = field(default_factory=list)
    confirmed: list[str] = field(default_factory=list)

    def beat(
        self, batch_id: str, *, now_s: float, done: int = 0, total: int = 0, preview: str | None = None
    ) -> frozenset[str]:
        assert batch_id == "b"
        assert abs(now_s - time.time()) < 60
        self.told.append((done, total, preview))
        return self.answer()

    def confirm_cancelled(self, batch_id: str, request_id: str) -> bool:
        assert batch_id == "b"
        self.confirmed.append(request_id)
        return True

    def give_back(self, batch_id: str) -> Over:
        self.given_back.append(batch_id)
        return Over()


def heart_of(lanes: Listener, *, stop: Stop | None = None, timeout_s: float = 60.0) -> tuple[Heart, list[int]]:
    exits: list[int] = []

    def exit_process(status: int) -> None:
        exits.append(status)
        heart.gone = True  # nothing goes on in a process that has ended

    stop = stop or Stop(grace_s=8)
    heart = Heart(lanes, "b", stop=stop, timeout_s=timeout_s, on_round=lambda: None, exit_process=exit_process)
    return heart, exits


def test_it_beats_at_once_and_again_while_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hearts, "BEAT_S", 0.1)
    lanes = Listener()
    with heart_of(lanes)[0]:
        until(lambda: len(lanes.told) >= 2)


def test_steps_are_told_at_most_four_times_a_second() -> None:
    lanes = Listener()
    heart, _ = heart_of(lanes)
    begun_s = time.monotonic()
    with heart:
        for step in range(100):
            heart.tell(step + 1, 100)
            time.sleep(0.01)
        until(lambda: lanes.told[-1] == (100, 100, None))
    assert len(lanes.told) <= 1 + (time.monotonic() - begun_s) / LOOK_S


def test_a_preview_is_told_with_the_steps() -> None:
    lanes = Listener()
    heart, _ = heart_of(lanes)
    heart.tell(8, 25)
    heart.show("key")
    with heart:
        until(lambda: lanes.told)
    assert lanes.told[0] == (8, 25, "key")


def test_it_hears_what_was_called_off() -> None:
    heart, _ = heart_of(Listener(lambda: frozenset({"r1"})))
    with heart:
        until(lambda: heart.cancelling)
    assert heart.cancelling == {"r1"}


def test_it_lets_go_of_what_was_called_off_without_waiting_for_the_step() -> None:
    lanes = Listener(lambda: frozenset({"r1"}))
    heart, _ = heart_of(lanes)
    with heart:
        until(lambda: lanes.confirmed)
        heart.tell(1, 25)
        until(lambda: len(lanes.told) >= 2)
    assert lanes.confirmed == ["r1"]
    assert heart.cancelling == {"r1"}
    assert not heart.may_finish("r1")


def test_what_is_being_finished_can_be_called_off_no_more() -> None:
    lanes = Listener(lambda: frozenset({"r1"}))
    heart, _ = heart_of(lanes)
    assert heart.may_finish("r1")
    with heart:
        until(lambda: lanes.told)
    assert lanes.confirmed == []
    assert heart.cancelling == frozenset()


def test_what_could_not_be_let_go_of_is_still_not_made() -> None:
    """The batch's end confirms it once more."""

    class Deaf(Listener):
        def confirm_cancelled(self, batch_id: str, request_id: str) -> bool:  # noqa: ARG002
            raise CutOffError("away")

    heart, _ = heart_of(Deaf(lambda: frozenset({"r1"})))
    with heart:
        until(lambda: heart.cancelling)
    assert not heart.may_finish("r1")


def gone() -> frozenset[str]:
    raise BatchGoneError("b")


def away() -> frozenset[str]:
    raise CutOffError("away")


def test_it_stops_when_the_batch_is_gone() -> None:
    lanes = Listener(gone)
    heart, _ = heart_of(lanes)
    with heart:
        until(lambda: not heart._thread.is_alive())
    assert heart.gone
    assert len(lanes.told) == 1


def test_it_goes_on_while_redis_is_away() -> None:
    lanes = Listener(away)
    heart, _ = heart_of(lanes)
    with heart:
        heart.tell(1, 25)
        until(lambda: len(lanes.told) >= 2)
    assert not heart.gone


def test_a_worker_that_is_long_overdue_ends_without_its_main_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hearts, "HARD_S", 0.0)
    stop, lanes = Stop(grace_s=0), Listener()
    stop.ask()
    heart, exits = heart_of(lanes, stop=stop)
    with heart:
        until(lambda: exits)
    assert lanes.given_back == ["b"]
    assert exits == [0]


def test_a_job_that_hangs_beyond_its_time_ends_the_process_and_costs_a_try() -> None:
    lanes = Listener()
    heart, exits = heart_of(lanes, timeout_s=-hearts.HANG_S)
    with heart:
        until(lambda: exits)
    assert lanes.given_back == []
    assert exits == [1]
