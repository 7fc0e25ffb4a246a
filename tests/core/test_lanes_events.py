"""Every end of a request is told once, in the same move that makes it the end."""

import threading
import time

import pytest
from redis import Redis

from core.ending import Ended, Failure
from core.events import Events
from core.faults import GIVEN_UP, LEFT_OUT
from core.lanes import BatchGoneError, Lanes
from core.lanes.lanes import RETRIES
from tests.core.asking import NO_LIMITS, ask, broken, ends, finish, flood, ids, made, take

SILENCE_S = 30.0


@pytest.fixture
def lanes(redis: Redis) -> Lanes:
    return Lanes(redis, limits=NO_LIMITS, silence_s=SILENCE_S)


@pytest.fixture
def told(redis: Redis) -> "Told":
    return Told(redis)


class Told:
    """What a bot hears, and forgets at once."""

    def __init__(self, redis: Redis) -> None:
        self.events = Events(redis, consumer="bot")

    def __call__(self) -> list[Ended]:
        events = self.events.read(wait_s=0.001)
        self.events.acknowledge([event.entry for event in events])
        return [event.ended for event in events]


def test_nothing_is_told_before_anything_ends(lanes: Lanes, told: Told) -> None:
    lanes.enqueue([ask("a"), ask("b")], now_s=0)
    batch = take(lanes, most=2)
    lanes.beat(batch.id, now_s=1)
    lanes.cancel("a")
    assert told() == []


def test_a_batch_tells_how_each_of_its_requests_ended(lanes: Lanes, told: Told) -> None:
    lanes.enqueue([ask("a"), ask("b")], now_s=0)
    failure = Failure(sentence="The sound could not be read.", error_id="E-1")
    lanes.finish(take(lanes, most=2).id, took_s=1, ends={"a": made(), "b": failure})
    assert told() == [
        Ended(request="a", end="done", made=made()),
        Ended(request="b", end="failed", failure=failure),
    ]


def test_a_request_that_its_worker_left_out_failed(lanes: Lanes, told: Told) -> None:
    lanes.enqueue([ask("a"), ask("b")], now_s=0)
    over = lanes.finish(take(lanes, most=2).id, took_s=1, ends={"a": made()})
    assert over.failed == ("b",)
    failure = told()[1].failure
    assert failure is not None
    assert failure.sentence == LEFT_OUT


def test_an_end_of_a_request_that_is_not_in_the_batch_is_not_believed(lanes: Lanes, told: Told) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    lanes.enqueue([ask("other", user="v")], now_s=0)
    lanes.finish(take(lanes).id, took_s=1, ends={"a": made(), "other": made(), "unheard-of": made()})
    assert [ended.request for ended in told()] == ["a"]
    assert lanes.states(["other", "unheard-of"]) == {"other": "waiting", "unheard-of": None}


def test_a_waiting_request_that_is_called_off_is_told(lanes: Lanes, told: Told) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    lanes.cancel("a")
    lanes.cancel("a")
    assert told() == [Ended(request="a", end="cancelled")]


def test_a_taken_request_that_is_called_off_is_told_once_its_worker_says_so(lanes: Lanes, told: Told) -> None:
    lanes.enqueue([ask("a"), ask("b")], now_s=0)
    batch = take(lanes, most=2)
    lanes.cancel("a")
    lanes.confirm_cancelled(batch.id, "a")
    lanes.confirm_cancelled(batch.id, "a")
    finish(lanes, batch, took_s=1)
    assert [(ended.request, ended.end) for ended in told()] == [("a", "cancelled"), ("b", "done")]


def test_a_worker_that_was_faster_than_the_cancel_is_told_as_done(lanes: Lanes, told: Told) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    batch = take(lanes)
    lanes.cancel("a")
    finish(lanes, batch, took_s=1)
    assert [ended.end for ended in told()] == ["done"]


@pytest.mark.parametrize("dies", [False, True])
def test_what_was_called_off_is_told_when_its_batch_comes_back(lanes: Lanes, told: Told, *, dies: bool) -> None:
    lanes.enqueue([ask("a"), ask("b")], now_s=0)
    batch = take(lanes, most=2)
    lanes.cancel("a")
    lanes.reclaim(now_s=SILENCE_S) if dies else lanes.give_back(batch.id)
    assert told() == [Ended(request="a", end="cancelled")]


def test_what_was_tried_too_often_is_told_with_a_sentence_and_an_id_that_the_log_has(
    lanes: Lanes, told: Told, caplog: pytest.LogCaptureFixture
) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    for attempt in range(RETRIES + 1):
        take(lanes, f"w{attempt}")
        lanes.reclaim(now_s=SILENCE_S)
    (ended,) = told()
    assert (ended.end, ended.failure and ended.failure.sentence) == ("failed", GIVEN_UP)
    assert ended.failure is not None
    assert f"{ended.failure.error_id}: " in caplog.text
    assert "'a'" in caplog.text


def test_a_worker_back_from_the_dead_tells_nothing(lanes: Lanes, told: Told) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    lost = take(lanes, "dead")
    lanes.reclaim(now_s=SILENCE_S)
    again = take(lanes, "alive", now_s=SILENCE_S)
    with pytest.raises(BatchGoneError):
        lanes.finish(lost.id, took_s=1, ends={"a": made("b")})
    finish(lanes, again, took_s=1)
    assert told() == [Ended(request="a", end="done", made=made("a"))]


def test_a_batch_that_is_finished_twice_is_told_once(lanes: Lanes, told: Told) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    batch = take(lanes)
    finish(lanes, batch, took_s=1)
    with pytest.raises(BatchGoneError):
        lanes.finish(batch.id, took_s=1, ends=ends(ids(batch), failed=["a"]))
    assert [ended.end for ended in told()] == ["done"]


def test_ends_are_told_again_for_records_that_lack_them(lanes: Lanes, told: Told) -> None:
    lanes.enqueue([ask("made")], now_s=0)
    lanes.finish(take(lanes).id, took_s=1, ends={"made": made()})
    lanes.enqueue([ask("failed")], now_s=0)
    lanes.finish(take(lanes).id, took_s=1, ends={"failed": broken()})
    lanes.enqueue([ask("cancelled"), ask("waiting")], now_s=0)
    lanes.cancel("cancelled")
    first = told()
    assert lanes.tell_again(["made", "failed", "cancelled", "waiting", "unknown"]) == ("made", "failed", "cancelled")
    assert told() == first


def test_words_in_any_script_come_through(lanes: Lanes, told: Told) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    failure = Failure(sentence='Ω "雨" \\ {"json": 1} 🎧 / \u2028')
    lanes.finish(take(lanes).id, took_s=1, ends={"a": failure})
    assert [ended.failure for ended in told()] == [failure]


def test_the_stream_holds_only_what_was_not_acknowledged(lanes: Lanes, told: Told, redis: Redis) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    finish(lanes, take(lanes), took_s=1)
    assert redis.xlen("{jamgram}:events") == 1
    told()
    assert redis.xlen("{jamgram}:events") == 0


def test_many_workers_and_two_bots_at_once_tell_and_hear_each_end_once(lanes: Lanes, redis: Redis) -> None:
    asked = [one for user in range(20) for one in flood(lanes, 10, user=f"u{user}")]
    heard: list[str] = []

    def work(worker: str) -> None:
        while batch := lanes.take(worker, most=3, now_s=0):
            finish(lanes, batch, took_s=1, failed=ids(batch)[:1])

    def hear(bot: str) -> None:
        events = Events(redis, consumer=bot)
        deadline_s = time.monotonic() + 60
        while len(heard) < len(asked) and time.monotonic() < deadline_s:
            found = events.read(wait_s=0.05, most=7)
            heard.extend(event.ended.request for event in found)
            events.acknowledge([event.entry for event in found])

    threads = [threading.Thread(target=work, args=(f"w{number}",)) for number in range(4)]
    threads += [threading.Thread(target=hear, args=(f"bot{number}",)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(heard) == sorted(asked)
    assert redis.xlen("{jamgram}:events") == 0
