"""A file that was made of a clip ends as one, not as a clip."""

import pytest
from redis import Redis

from core.contract import Export
from core.ending import Ended, Exported
from core.events import Events
from core.lanes import Lanes
from core.request import Origin, Request
from tests.core.asking import NO_LIMITS, made, take

FILE = Exported(file="f" * 64)


@pytest.fixture
def lanes(redis: Redis) -> Lanes:
    return Lanes(redis, limits=NO_LIMITS)


def told(redis: Redis) -> list[Ended]:
    events = Events(redis, consumer="one")
    read = events.read(wait_s=0.001)
    events.acknowledge([event.entry for event in read])
    return [event.ended for event in read]


def export(request_id: str) -> Request:
    recipe = Export(source="a" * 64, format="flac")
    return Request(id=request_id, recipe=recipe, origin=Origin(server="s", channel="c", author="u"))


def finished(lanes: Lanes) -> None:
    lanes.enqueue([export("a")], now_s=0)
    lanes.finish(take(lanes).id, took_s=1, ends={"a": FILE})


def test_a_file_is_told_as_a_file(redis: Redis, lanes: Lanes) -> None:
    finished(lanes)
    assert lanes.state("a") == "done"
    assert told(redis) == [Ended(request="a", end="done", exported=FILE)]


def test_a_file_is_told_again_as_a_file(redis: Redis, lanes: Lanes) -> None:
    finished(lanes)
    told(redis)
    assert lanes.tell_again(["a"]) == ("a",)
    assert told(redis) == [Ended(request="a", end="done", exported=FILE)]


def test_files_and_clips_may_end_in_one_batch(redis: Redis, lanes: Lanes) -> None:
    lanes.enqueue([export("a"), export("b")], now_s=0)
    lanes.finish(take(lanes, most=2).id, took_s=1, ends={"a": FILE, "b": made()})
    assert [(ended.exported is None, ended.made is None) for ended in told(redis)] == [(False, True), (True, False)]


@pytest.mark.parametrize("said", ['{"file": "no key"}', '{"file": 7, "png": 7}', "[]", "7"])
def test_a_file_that_cannot_be_read_fails_in_a_sentence(redis: Redis, lanes: Lanes, said: str) -> None:
    finished(lanes)
    told(redis)
    redis.xadd("{jamgram}:events", {"request": "a", "end": "done", "made": said})
    [ended] = told(redis)
    assert ended.end == "failed"
    assert ended.failure is not None
