"""Whatever somebody else put on the stream, the bots go on."""

import logging
import time

import pytest
from redis import Redis

from core.events import Event, Events
from core.lanes import Lanes
from tests.core.asking import NO_LIMITS, ask, made

STREAM = "{jamgram}:events"


@pytest.fixture
def lanes(redis: Redis) -> Lanes:
    return Lanes(redis, limits=NO_LIMITS)


@pytest.fixture
def events(redis: Redis) -> Events:
    return Events(redis, consumer="one")


def read(events: Events, *, most: int = 32) -> list[Event]:
    return events.read(wait_s=0.001, most=most)


def told(events: Events) -> list[str]:
    return [event.ended.request for event in read(events)]


def end(lanes: Lanes, *request_ids: str) -> None:
    """Let requests come and go at once."""
    for request_id in request_ids:
        lanes.enqueue([ask(request_id)], now_s=0)
        lanes.cancel(request_id)


def forge(redis: Redis, **fields: str | bytes) -> None:
    redis.xadd(STREAM, dict(fields.items()))


def pending(redis: Redis) -> int:
    return int(redis.xpending(STREAM, "bots")["pending"])


@pytest.mark.parametrize(
    "fields",
    [
        {"what": "garbage"},
        {"request": "", "end": "done"},
        {"request": "a b", "end": "cancelled"},
        {"request": "*" * 500, "end": "cancelled"},
        {"request": b"\xff\xfe", "end": b"\x00"},
        {"made": "{"},
    ],
)
def test_an_entry_that_names_no_request_is_logged_and_dropped(
    lanes: Lanes,
    events: Events,
    redis: Redis,
    fields: dict[str, str | bytes],
    caplog: pytest.LogCaptureFixture,
) -> None:
    forge(redis, **fields)
    end(lanes, "a")
    assert told(events) == ["a"]
    assert (events.depth(), pending(redis)) == (1, 1)
    assert [record.levelno for record in caplog.records] == [logging.WARNING, logging.ERROR]


@pytest.mark.parametrize(
    "fields",
    [
        {"end": "done"},
        {"end": "done", "made": "{"},
        {"end": "done", "made": "[]"},
        {"end": "done", "made": '{"png": "../etc/passwd", "mp3": "", "duration_s": 1}'},
        {"end": "done", "made": made().canonical_json()[:-1] + ',"unheard": 1}'},
        {"end": "done", "failure": '{"sentence": "No."}'},
        {"end": "failed"},
        {"end": "failed", "failure": '{"sentence": ""}'},
        {"end": "cancelled", "made": made().canonical_json()},
        {"end": "exploded"},
        {},
        {"end": "cancelled", "failure": "[" * 5000},
        {"end": "cancelled", "surprise": "1"},
    ],
)
def test_an_end_of_which_only_the_request_can_be_read_is_a_failure_with_an_id(
    events: Events, redis: Redis, fields: dict[str, str]
) -> None:
    forge(redis, request="a", **fields)
    (event,) = read(events)
    assert (event.ended.request, event.ended.end) == ("a", "failed")
    assert event.ended.failure is not None
    assert event.ended.failure.error_id is not None


def test_an_entry_that_somebody_removed_is_forgotten(lanes: Lanes, events: Events, redis: Redis) -> None:
    end(lanes, "a", "b")
    first, _ = read(events)
    redis.xdel(STREAM, first.entry)
    assert told(events) == ["b"]
    assert pending(redis) == 1


def test_an_entry_that_was_removed_from_a_dead_reader_is_forgotten(lanes: Lanes, events: Events, redis: Redis) -> None:
    end(lanes, "a")
    (event,) = read(events)
    redis.xdel(STREAM, event.entry)
    time.sleep(0.02)
    assert told(Events(redis, consumer="other", silence_s=0.01)) == []
    assert pending(redis) == 0
