"""Whatever happens in whatever order, the books balance."""

import pytest
from redis import Redis

from core.lanes import Lanes, Limits
from tests.core.asking import NO_LIMITS, ask, finish, ids, repeatable, take
from tests.core.books import Books, check
from tests.core.world import SILENCE_S, World

LIMITS = Limits(user_running=1, user_waiting=5, server_running=2, server_waiting=12, user_s_a_day=10**6, jam_waiting=9)


@pytest.mark.parametrize("seed", range(8))
def test_any_history_keeps_the_books_balanced(redis: Redis, seed: int) -> None:
    lanes = Lanes(redis, limits=LIMITS, silence_s=SILENCE_S)
    world, seen = World(lanes, repeatable(seed)), set[str]()
    for _ in range(60):
        for _ in range(5):
            world.act()
        books = Books(redis)
        check(books)
        assert {request_id: record["state"] for request_id, record in books.requests.items()} == world.expected
        assert set(books.aboard) == set(world.held)
        assert books.spent_ms >= 0
        foreseen = lanes.forecast(now_s=world.now_s)
        assert set(foreseen) == books.ids_in("waiting") | books.ids_in("taken")
        seen |= set(world.expected.values())
    assert seen == {"waiting", "taken", "done", "failed", "cancelled"}


@pytest.mark.parametrize("seed", range(3))
def test_after_any_history_the_lanes_drain_and_leave_no_debts(redis: Redis, seed: int) -> None:
    lanes = Lanes(redis, limits=LIMITS, silence_s=SILENCE_S)
    world = World(lanes, repeatable(seed))
    for _ in range(200):
        world.act()
    while world.held:
        world.finish()
    while batch := lanes.take("last", most=8, now_s=world.now_s):
        finish(lanes, batch, took_s=1)
    books = Books(redis)
    assert set(world.expected) == books.ids_in("done") | books.ids_in("failed") | books.ids_in("cancelled")
    assert (books.lanes, books.aboard, books.seats, books.tallies) == ({}, {}, {}, {"waiting": {}, "running": {}})


def test_a_day_is_charged_the_shares_of_what_was_painted(redis: Redis) -> None:
    lanes, chance, shares_ms = Lanes(redis, limits=NO_LIMITS), repeatable(0), 0
    for number in range(20):
        lanes.enqueue([ask(user=f"u{number % 3}") for _ in range(4)], now_s=0)
        if chance.random() < 0.6:
            batch, took_s = take(lanes, most=3), chance.randrange(3, 30)
            failed = ids(batch)[: chance.randrange(2)]
            finish(lanes, batch, took_s=took_s, failed=failed)
            shares_ms += round(took_s * 1000 / len(batch.requests)) * (len(batch.requests) - len(failed))
    booked_ms = sum(int(record["booked"]) for record in Books(redis).requests.values() if record["state"] == "waiting")
    assert Books(redis).spent_ms == shares_ms + booked_ms


def commands(redis: Redis) -> int:
    return sum(stat["calls"] for stat in redis.info("commandstats").values())


def commands_of_a_take(redis: Redis, *, users: int, each: int) -> int:
    """Count the Redis commands that one take of 8 runs, with servers of 10 users and two kinds of recipes."""
    redis.flushall()
    lanes = Lanes(redis, limits=NO_LIMITS)
    for user in range(users):
        requests = [ask(server=f"s{user // 10}", user=f"u{user}", steps=20 + user % 2) for _ in range(each)]
        lanes.enqueue(requests, now_s=0)
    before = commands(redis)
    assert len(take(lanes, most=8).requests) == 8
    return commands(redis) - before


def test_a_take_runs_as_many_commands_for_10000_waiting_as_for_100(redis: Redis) -> None:
    few = commands_of_a_take(redis, users=100, each=1)
    assert commands_of_a_take(redis, users=1000, each=10) <= few * 1.2
