import time
from collections.abc import Callable, Sequence

import pytest
from redis import Redis
from rq.timeouts import JobTimeoutException
from torch import Tensor

from core.ending import Ended, Made
from core.events import Events
from core.lanes import Batch, Lanes, Limits, Over
from core.request import Request
from tests.waiting import until
from tests.worker.pattern import REFUSED, STEPS, PatternStudio, ask
from worker.batchwork import BatchWork, attempt
from worker.faults import OURS, TOO_LONG, TOO_MUCH, DeviceLostError
from worker.heart import Heart
from worker.sketch import Sketch
from worker.steps import Glimpse, OnStep
from worker.stopping import Stop

PATIENT = Limits(user_waiting=100, server_waiting=100, user_s_a_day=10**6)


@pytest.fixture
def lanes(redis: Redis) -> Lanes:
    return Lanes(redis, limits=PATIENT)


def work_of(lanes: Lanes, batch: Batch, studio: PatternStudio, *, stop: Stop | None = None) -> BatchWork:
    stop = stop or Stop(grace_s=8)
    heart = Heart(lanes, batch.id, stop=stop, timeout_s=60, on_round=lambda: None)
    if isinstance(studio, Meanwhile):
        studio.heart = heart
    return BatchWork(batch, studio, lanes, stop, heart)


def taken(lanes: Lanes, *requests: Request, most: int = 8) -> Batch:
    lanes.enqueue(requests, now_s=time.time())
    batch = lanes.take("w", most=most, now_s=time.time())
    assert batch is not None
    return batch


def run(lanes: Lanes, *prompts: str, studio: PatternStudio | None = None) -> Over | None:
    batch = taken(lanes, *(ask(f"r{number}", prompt) for number, prompt in enumerate(prompts)))
    return work_of(lanes, batch, studio or PatternStudio()).run()


def ends(redis: Redis) -> dict[str, Ended]:
    return {event.ended.request: event.ended for event in Events(redis, consumer="test").read(wait_s=0)}


def sentences(redis: Redis) -> dict[str, str | None]:
    return {name: ended.failure.sentence if ended.failure else None for name, ended in ends(redis).items()}


def test_a_batch_becomes_clips_that_the_bot_hears_of(redis: Redis, lanes: Lanes) -> None:
    over = run(lanes, "one", "two")
    assert over is not None
    assert over.done == ("r0", "r1")
    assert all(ended.made for ended in ends(redis).values())


def test_what_one_pass_can_hold_is_painted_together(lanes: Lanes) -> None:
    studio = PatternStudio(batch=2)
    run(lanes, "one", "two", "three", studio=studio)
    assert studio.painted == [["one", "two"], ["three"]]


def test_a_refused_source_fails_with_its_sentence_and_harms_no_other(redis: Redis, lanes: Lanes) -> None:
    run(lanes, "one", "is refused")
    assert sentences(redis) == {"r0": None, "r1": REFUSED}
    assert lanes.state("r1") == "failed"


def test_a_batch_of_refused_ones_paints_nothing(lanes: Lanes) -> None:
    studio = PatternStudio()
    run(lanes, "is refused", studio=studio)
    assert studio.painted == []


def test_a_fault_in_finishing_fails_one_with_an_error_id(redis: Redis, lanes: Lanes) -> None:
    run(lanes, "breaks in finishing", "two")
    failed = ends(redis)["r0"].failure
    assert failed is not None
    assert failed.sentence == OURS
    assert failed.error_id is not None
    assert lanes.state("r1") == "done"


def test_a_fault_of_ours_is_logged_with_its_id_and_its_traceback(
    redis: Redis, lanes: Lanes, caplog: pytest.LogCaptureFixture
) -> None:
    run(lanes, "breaks in finishing")
    failed = ends(redis)["r0"].failure
    assert failed is not None
    [record] = [record for record in caplog.records if record.exc_info]
    assert str(failed.error_id) in record.getMessage()


def test_a_fault_in_painting_is_tried_alone_and_then_fails_for_good(redis: Redis, lanes: Lanes) -> None:
    studio = PatternStudio()
    run(lanes, "one", "breaks in painting", "three", studio=studio)
    assert studio.painted == [["one", "breaks in painting", "three"], ["one"], ["breaks in painting"], ["three"]]
    assert sentences(redis) == {"r0": None, "r1": OURS, "r2": None}


def test_what_needs_too_much_memory_in_company_is_tried_alone(redis: Redis, lanes: Lanes) -> None:
    run(lanes, "needs too much", "two")
    assert sentences(redis) == {"r0": TOO_MUCH, "r1": None}


def test_a_lost_gpu_leaves_the_batch_to_be_tried_by_another_process(lanes: Lanes) -> None:
    with pytest.raises(DeviceLostError):
        run(lanes, "loses the gpu", "two")
    assert lanes.state("r0") == lanes.state("r1") == "taken"


def test_a_job_that_takes_too_long_fails_what_is_not_made_yet(redis: Redis, lanes: Lanes) -> None:
    class Slow(PatternStudio):
        def finish(self, request: Request, sketch: Sketch, pixels: Tensor) -> Made:
            if request.id == "r1":
                raise JobTimeoutException("Task exceeded maximum timeout value (120 seconds)")
            return super().finish(request, sketch, pixels)

    run(lanes, "one", "two", studio=Slow())
    assert sentences(redis) == {"r0": None, "r1": TOO_LONG}


class Meanwhile(PatternStudio):
    """Something happens after the first step, and the heart hears of it if it is told."""

    heart: Heart

    def __init__(self, happens: Callable[[], object], *, batch: int = 8, is_told: bool = True) -> None:
        super().__init__(batch=batch)
        self.happens, self.is_told, self.steps = happens, is_told, 0

    def paint(self, sketches: Sequence[Sketch], *, on_step: OnStep, glimpse: Glimpse | None) -> Sequence[Tensor]:
        def stepped(done: int, total: int) -> None:
            self.steps += 1
            if done == 1 and len(self.painted) == 1:
                self.happens()
                until(lambda: self.heart.cancelling or self.heart.gone or not self.is_told)
            on_step(done, total)

        return super().paint(sketches, on_step=stepped, glimpse=glimpse)


def test_a_cancelled_batch_stops_between_two_steps(redis: Redis, lanes: Lanes) -> None:
    studio = Meanwhile(lambda: lanes.cancel("r0"))
    over = run(lanes, "one", studio=studio)
    assert studio.steps == 1
    assert over is not None
    assert over.done == over.failed == ()
    assert ends(redis)["r0"].end == "cancelled"


def test_a_cancelled_request_is_not_finished_and_its_company_is(redis: Redis, lanes: Lanes) -> None:
    over = run(lanes, "one", "two", studio=Meanwhile(lambda: lanes.cancel("r0")))
    assert over is not None
    assert over.done == ("r1",)
    assert ends(redis)["r0"].end == "cancelled"


def test_a_pass_whose_requests_are_all_cancelled_is_not_begun(lanes: Lanes) -> None:
    studio = Meanwhile(lambda: lanes.cancel("r1"), batch=1)
    run(lanes, "one", "two", "three", studio=studio)
    assert studio.painted == [["one"], ["three"]]


def test_a_batch_that_was_taken_away_is_dropped_quietly(lanes: Lanes) -> None:
    batch = taken(lanes, ask("r0"))
    assert work_of(lanes, batch, Meanwhile(lambda: lanes.give_back(batch.id))).run() is None
    assert lanes.state("r0") == "waiting"


def test_an_end_that_was_told_before_is_dropped_quietly(lanes: Lanes) -> None:
    batch = taken(lanes, ask("r0"))
    lanes.finish(batch.id, took_s=1, ends={})
    assert work_of(lanes, batch, PatternStudio()).run() is None


def test_a_batch_for_which_there_is_no_time_left_goes_back(lanes: Lanes) -> None:
    stop = Stop(grace_s=0, clock=lambda: 100.0)
    stop.busy = True
    over = work_of(lanes, taken(lanes, ask("r0")), Meanwhile(stop.ask, is_told=False), stop=stop).run()
    assert over is not None
    assert over.returned == ("r0",)


def test_a_batch_that_fits_into_the_grace_is_finished(lanes: Lanes) -> None:
    stop = Stop(grace_s=8, clock=lambda: 100.0)
    stop.busy = True
    over = work_of(lanes, taken(lanes, ask("r0")), Meanwhile(stop.ask, is_told=False), stop=stop).run()
    assert over is not None
    assert over.done == ("r0",)


def test_progress_is_told_while_it_is_painted(lanes: Lanes) -> None:
    told = []

    class Looking(PatternStudio):
        def finish(self, request: Request, sketch: Sketch, pixels: Tensor) -> Made:
            until(lambda: lanes.forecast(now_s=time.time())["r0"].done == STEPS)
            told.append(lanes.forecast(now_s=time.time())["r0"])
            return super().finish(request, sketch, pixels)

    work_of(lanes, taken(lanes, ask("r0")), Looking()).run()
    assert (told[0].running, told[0].total) == (True, STEPS)


def test_a_long_batch_shows_two_previews_and_keeps_neither(lanes: Lanes) -> None:
    studio = PatternStudio()
    batch = taken(lanes, ask("r0"))
    work_of(lanes, Batch(batch.id, batch.requests, predicted_s=21.0), studio).run()
    assert list(studio.previews.values()) == [False, False]


def test_a_short_batch_shows_none(lanes: Lanes) -> None:
    studio = PatternStudio()
    work_of(lanes, taken(lanes, ask("r0")), studio).run()
    assert studio.previews == {}


def test_nobody_sees_a_preview_of_somebody_elses_clip(lanes: Lanes) -> None:
    studio = PatternStudio()
    lanes.enqueue([ask("r0", author="a")], now_s=time.time())
    batch = taken(lanes, ask("r1", author="b"))
    work_of(lanes, Batch(batch.id, batch.requests, predicted_s=21.0), studio).run()
    assert len(batch.requests) == 2
    assert studio.previews == {}


def test_a_preview_that_fails_harms_no_clip(lanes: Lanes) -> None:
    class Blind(PatternStudio):
        def preview(self, latents: Tensor) -> str:
            raise OSError(f"the store is full; {latents.nbytes} bytes are left out")

    batch = taken(lanes, ask("r0"))
    over = work_of(lanes, Batch(batch.id, batch.requests, predicted_s=21.0), Blind()).run()
    assert over is not None
    assert over.done == ("r0",)


def test_a_fault_comes_back_as_a_value() -> None:
    assert isinstance(attempt("begin", lambda: int("seven")), ValueError)
