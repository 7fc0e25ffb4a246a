"""How ends reach the bots."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from core.ending import Ended
from core.events import FORGOTTEN_S, WAIT_MOST_S, Event, Events
from core.lanes import Lanes
from tests.core.asking import NO_LIMITS, ask, flood, made, take
from tests.core.serving import serving

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


def pending(redis: Redis) -> int:
    return int(redis.xpending(STREAM, "bots")["pending"])


def test_what_came_of_a_request_is_read_as_its_worker_said_it(lanes: Lanes, events: Events) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    clip = made().model_copy(update={"notes": ('Ω "雨" \\', "second")})
    lanes.finish(take(lanes).id, took_s=1, ends={"a": clip})
    assert [event.ended for event in read(events)] == [Ended(request="a", end="done", made=clip)]


def test_what_ended_before_there_was_a_bot_is_told_too(lanes: Lanes, events: Events) -> None:
    end(lanes, "a", "b")
    assert told(events) == ["a", "b"]


def test_an_end_is_told_to_one_reader(lanes: Lanes, events: Events, redis: Redis) -> None:
    end(lanes, "a", "b")
    other = Events(redis, consumer="other")
    assert told(events) == ["a", "b"]
    assert told(other) == []


def test_two_readers_share_the_work(lanes: Lanes, events: Events, redis: Redis) -> None:
    end(lanes, "a", "b", "c")
    other = Events(redis, consumer="other")
    assert [event.ended.request for event in [*read(events, most=2), *read(other)]] == ["a", "b", "c"]


def test_an_acknowledged_end_is_gone_from_redis(lanes: Lanes, events: Events, redis: Redis) -> None:
    end(lanes, "a", "b")
    first, second = read(events)
    events.acknowledge([first.entry])
    assert (events.depth(), pending(redis)) == (1, 1)
    events.acknowledge([second.entry])
    assert (events.depth(), pending(redis)) == (0, 0)


def test_to_acknowledge_twice_or_nothing_changes_nothing(lanes: Lanes, events: Events) -> None:
    end(lanes, "a", "b")
    first, _ = read(events)
    for entries in ([first.entry], [first.entry], []):
        events.acknowledge(entries)
    assert events.depth() == 1


def test_what_was_not_acknowledged_is_told_again(lanes: Lanes, events: Events) -> None:
    end(lanes, "a")
    assert told(events) == ["a"]
    assert told(events) == ["a"]


def test_a_reader_that_starts_again_by_its_old_name_gets_its_own(lanes: Lanes, events: Events, redis: Redis) -> None:
    end(lanes, "a")
    read(events)
    assert told(Events(redis, consumer="one")) == ["a"]


def test_an_end_that_cannot_be_handled_holds_up_no_other(lanes: Lanes, events: Events) -> None:
    end(lanes, "cursed", "also-cursed")
    assert told(events) == ["cursed", "also-cursed"]
    end(lanes, "good")
    assert "good" in [request for _ in range(3) for request in told(events)]


def test_more_own_ones_than_asked_for_come_in_pages(lanes: Lanes, events: Events) -> None:
    end(lanes, "a", "b", "c")
    read(events)
    pages = [[event.ended.request for event in read(events, most=2)] for _ in range(4)]
    assert pages == [["a", "b"], ["c"], [], ["a", "b"]]


def test_what_a_dead_reader_left_goes_to_another(lanes: Lanes, events: Events, redis: Redis) -> None:
    end(lanes, "a")
    read(events)
    assert told(Events(redis, consumer="other", silence_s=60)) == []
    time.sleep(0.05)
    assert told(Events(redis, consumer="other", silence_s=0.02)) == ["a"]


def test_what_another_took_over_is_not_told_to_the_first_any_more(lanes: Lanes, events: Events, redis: Redis) -> None:
    end(lanes, "a")
    read(events)
    time.sleep(0.02)
    read(Events(redis, consumer="other", silence_s=0.01))
    assert told(events) == []


def test_a_read_waits_for_news_and_no_longer_than_it_may(events: Events) -> None:
    begun_s = time.monotonic()
    assert events.read(wait_s=0.2) == []
    assert 0.15 < time.monotonic() - begun_s < WAIT_MOST_S


def test_a_read_that_waits_hears_at_once(lanes: Lanes, events: Events) -> None:
    read(events)
    threading.Timer(0.1, end, (lanes, "a")).start()
    begun_s = time.monotonic()
    assert [event.ended.request for event in events.read(wait_s=WAIT_MOST_S)] == ["a"]
    assert time.monotonic() - begun_s < WAIT_MOST_S


def test_events_of_other_tags_are_strangers(lanes: Lanes, redis: Redis) -> None:
    end(lanes, "a")
    assert told(Events(redis, consumer="one", tag="other")) == []


def test_a_redis_that_lost_the_group_is_given_it_again(lanes: Lanes, events: Events, redis: Redis) -> None:
    read(events)
    redis.flushall()
    end(lanes, "a")
    assert told(events) == ["a"]


def readers(redis: Redis) -> set[str]:
    return {reader["name"].decode() for reader in redis.xinfo_consumers(STREAM, "bots")}


def test_readers_that_are_gone_and_owe_nothing_are_forgotten(
    lanes: Lanes, redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    end(lanes, "a")
    read(Events(redis, consumer="owes"))
    read(Events(redis, consumer="owes-nothing"))
    read(Events(redis, consumer="new"))
    assert readers(redis) == {"owes", "owes-nothing", "new"}
    assert FORGOTTEN_S > 3600
    monkeypatch.setattr("core.events.FORGOTTEN_S", 0.01)
    time.sleep(0.03)
    read(Events(redis, consumer="newer"))
    assert readers(redis) == {"owes", "newer"}


@pytest.fixture
def decoding(redis: Redis) -> Iterator[Redis]:
    path = redis.connection_pool.connection_kwargs["path"]
    with Redis(unix_socket_path=path, decode_responses=True) as client:
        yield client


def test_a_client_that_decodes_is_served_as_well(lanes: Lanes, decoding: Redis) -> None:
    events = Events(decoding, consumer="one")
    end(lanes, "a")
    assert told(events) == ["a"]
    (event,) = read(events)
    events.acknowledge([event.entry])
    assert told(events) == []


def test_what_was_told_survives_a_kill_of_redis(short_folder: Path) -> None:
    folder = short_folder / "killed-events"
    folder.mkdir()
    durable = ("--save", "", "--appendonly", "yes", "--appendfsync", "always")
    with serving(folder, *durable) as socket, Redis(unix_socket_path=str(socket)) as redis:
        lanes = Lanes(redis, limits=NO_LIMITS)
        end(lanes, "read")
        read(Events(redis, consumer="one"))
        end(lanes, "unread")
        flood(lanes, 1)
    with serving(folder, *durable) as socket, Redis(unix_socket_path=str(socket)) as redis:
        again = Events(redis, consumer="one")
        assert [request for _ in range(2) for request in told(again)] == ["read", "unread"]
