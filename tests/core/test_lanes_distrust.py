"""Whatever somebody else put into the lanes' keys, those who take, look and cancel go on."""

import logging
from collections.abc import Callable

import pytest
from redis import Redis

from core.ending import Ended
from core.events import Events
from core.faults import UNREADABLE
from core.lanes import Lanes, LimitReached, Limits
from tests.core.asking import NO_LIMITS, ask, finish, flood, ids, take

TAG = "{jamgram}:"
SEAT = "0000000000000001:"


@pytest.fixture
def lanes(redis: Redis) -> Lanes:
    return Lanes(redis, limits=NO_LIMITS, silence_s=30)


def told(redis: Redis) -> list[Ended]:
    return [event.ended for event in Events(redis, consumer="bot").read(wait_s=0.001)]


def put_ticket(redis: Redis, ticket: str) -> None:
    redis.lpush(f"{TAG}lane:s:u", ticket)


def lose_record(redis: Redis) -> None:
    redis.delete(f"{TAG}request:first")


def lose_field(name: str) -> Callable[[Redis], object]:
    return lambda redis: redis.hdel(f"{TAG}request:first", name)


def spoil_field(name: str) -> Callable[[Redis], object]:
    return lambda redis: redis.hset(f"{TAG}request:first", name, "garbage")


HARMS: dict[str, Callable[[Redis], object]] = {
    "an empty ticket": lambda redis: put_ticket(redis, ""),
    "a ticket of one word": lambda redis: put_ticket(redis, "garbage"),
    "a ticket of nobody": lambda redis: put_ticket(redis, "nobody garbage"),
    "a ticket of strange bytes": lambda redis: redis.lpush(f"{TAG}lane:s:u", b"\xff\xfe \x00"),
    "a ticket twice": lambda redis: put_ticket(redis, "first riff|512|25|3.0|0.0|dpm++|mini"),
    "a ticket of somebody else": lambda redis: put_ticket(redis, "last riff|512|25|3.0|0.0|dpm++|mini"),
    "no record": lose_record,
    "no text": lose_field("text"),
    "no user": lose_field("user"),
    "no cost": lose_field("cost_key"),
    "a prior that is no number": spoil_field("prior"),
    "a weight that is no number": spoil_field("weight"),
    "another user": spoil_field("user"),
    "another state": spoil_field("state"),
    "text that is no JSON": spoil_field("text"),
    "text of another request": lambda redis: redis.hset(f"{TAG}request:first", "text", ask("x").canonical_json()),
    "a cost that is no number": lambda redis: redis.hset(f"{TAG}cost", "riff|512|25|guided|0.0|dpm++|mini", "nan"),
    "a cost of infinity": lambda redis: redis.hset(f"{TAG}cost", "riff|512|25|guided|0.0|dpm++|mini", "inf"),
    "a user's seat that is none": lambda redis: redis.zadd(f"{TAG}turns:s", {"garbage": -1}),
    "a server's seat that is none": lambda redis: redis.zadd(f"{TAG}turns:*", {"garbage": -1}),
    "a seat of a user without a lane": lambda redis: redis.zadd(f"{TAG}turns:s", {f"{SEAT}ghost": -1}),
    "a seat of a server without users": lambda redis: redis.zadd(f"{TAG}turns:*", {f"{SEAT}ghost": -1}),
    "a second seat of a user": lambda redis: redis.zadd(f"{TAG}turns:s", {f"{SEAT}u": -1}),
    "no lane": lambda redis: redis.delete(f"{TAG}lane:s:u"),
    "no seat": lambda redis: redis.delete(f"{TAG}seats:s"),
    "no server's seat": lambda redis: redis.delete(f"{TAG}seats:*"),
    "a clock that is none": lambda redis: redis.set(f"{TAG}clock:*", "noon"),
    "a held batch that is none": lambda redis: redis.hset(f"{TAG}held", "w", "ghost-1"),
    "a held batch of another": lambda redis: redis.hset(f"{TAG}held", "w", "dead-1"),
    "a batch without a record": lambda redis: redis.zadd(f"{TAG}batches", {"ghost-1": 0}),
    "a worker that takes garbage": lambda redis: redis.zadd(f"{TAG}workers", {"ghost": 10**12}),
}


def drain(lanes: Lanes) -> list[str]:
    """Take and finish until nothing is left; a batch that is never got would show as a test that hangs."""
    found: list[str] = []
    for _ in range(20):
        batch = lanes.take("w", most=2, now_s=0)
        if batch is None:
            return found
        found += ids(batch)
        finish(lanes, batch, took_s=1)
    raise AssertionError(f"took for ever: {found}")


@pytest.mark.parametrize("harm", HARMS)
def test_others_are_served_whatever_is_in_the_lanes(lanes: Lanes, redis: Redis, harm: str) -> None:
    lanes.enqueue([ask("first", user="u")], now_s=0)
    lanes.enqueue([ask("last", user="v")], now_s=0)
    HARMS[harm](redis)
    lanes.forecast(now_s=0)
    lanes.counts(now_s=0)
    assert "last" in drain(lanes)
    lanes.cancel("first")
    lanes.reclaim(now_s=1000)
    assert "last" not in lanes.forecast(now_s=1000)
    lanes.enqueue([ask("again", user="u")], now_s=1000)
    assert "again" in drain(lanes)


@pytest.mark.parametrize("harm", HARMS)
def test_what_is_being_painted_is_finished_whatever_is_in_the_lanes(lanes: Lanes, redis: Redis, harm: str) -> None:
    lanes.enqueue([ask("first", user="u")], now_s=0)
    lanes.enqueue([ask("last", user="v")], now_s=0)
    batch = take(lanes, most=2)
    HARMS[harm](redis)
    lanes.forecast(now_s=0)
    lanes.beat(batch.id, now_s=1)
    assert "last" in finish(lanes, batch, took_s=1).done


@pytest.mark.parametrize("harm", HARMS)
def test_what_a_dead_worker_held_comes_back_whatever_is_in_the_lanes(lanes: Lanes, redis: Redis, harm: str) -> None:
    lanes.enqueue([ask("first", user="u")], now_s=0)
    lanes.enqueue([ask("last", user="v")], now_s=0)
    take(lanes, "dead", most=2)
    HARMS[harm](redis)
    assert "last" in lanes.reclaim(now_s=30).returned
    assert "last" in drain(lanes)


@pytest.mark.parametrize("harm", ["text that is no JSON", "text of another request", "no text", "no cost"])
def test_a_request_that_cannot_be_read_fails_with_a_sentence(lanes: Lanes, redis: Redis, harm: str) -> None:
    lanes.enqueue([ask("first")], now_s=0)
    HARMS[harm](redis)
    assert lanes.take("w", most=8, now_s=0) is None
    (ended,) = told(redis)
    assert ended.failure is not None
    assert (ended.request, ended.end, ended.failure.sentence) == ("first", "failed", UNREADABLE)
    assert lanes.take("w", most=8, now_s=0) is None


def test_an_unreadable_request_is_logged_with_the_id_that_its_author_sees(
    lanes: Lanes, redis: Redis, caplog: pytest.LogCaptureFixture
) -> None:
    lanes.enqueue([ask("first")], now_s=0)
    redis.hset(f"{TAG}request:first", "text", "secret garbage")
    lanes.take("w", most=8, now_s=0)
    (ended,) = told(redis)
    assert ended.failure is not None
    assert f"{ended.failure.error_id}: " in caplog.text
    assert "secret garbage" not in caplog.text
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


def test_the_rest_of_a_batch_is_painted_without_what_cannot_be_read(lanes: Lanes, redis: Redis) -> None:
    lanes.enqueue([ask("a"), ask("b"), ask("c")], now_s=0)
    redis.hset(f"{TAG}request:b", "text", "garbage")
    batch = take(lanes, most=3)
    assert ids(batch) == ["a", "c"]
    assert finish(lanes, batch, took_s=1).done == ("a", "c")
    assert lanes.state("b") == "failed"


def test_many_ghosts_are_cleared_away_over_some_takes(lanes: Lanes, redis: Redis) -> None:
    flood(lanes, 1)
    redis.lpush(f"{TAG}lane:s:u", *[f"ghost{number} garbage" for number in range(500)])
    found = [lanes.take(f"w{number}", most=1, now_s=0) for number in range(20)]
    assert [bool(batch) for batch in found].count(True) == 1


def test_a_wrong_sum_ends_with_the_rush_hour(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(user_running=1, user_waiting=4))
    redis.hset(f"{TAG}waiting", "user:u", 4)
    redis.hset(f"{TAG}running", "user:u", 1)
    with pytest.raises(LimitReached):
        flood(lanes, 1)
    lanes.enqueue([ask(user="other")], now_s=0)
    finish(lanes, take(lanes), took_s=1)
    flood(lanes, 1)
    take(lanes)


def test_a_cancelled_request_without_a_whole_record_is_told_and_its_ticket_is_skipped(
    lanes: Lanes, redis: Redis
) -> None:
    lanes.enqueue([ask("first"), ask("last")], now_s=0)
    redis.hdel(f"{TAG}request:first", "cost_key")
    assert lanes.cancel("first") == "cancelled"
    assert [ended.end for ended in told(redis)] == ["cancelled"]
    assert ids(take(lanes, most=8)) == ["last"]
