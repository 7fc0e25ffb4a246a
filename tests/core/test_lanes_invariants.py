"""Whatever happens in whatever order, the books balance."""

from random import Random

import pytest
from redis import Redis

from core.lanes import BatchGoneError, Lanes, LimitReached, Limits
from core.lanes.costs import Fits
from tests.core.asking import NO_LIMITS, ask, ends, finish, ids, repeatable, take
from tests.core.books import Books, check

LIMITS = Limits(user_running=1, user_waiting=5, server_running=2, server_waiting=12, user_s_a_day=10**6)
SILENCE_S = 30.0


class World:
    """People and workers who do anything at any time; it knows in which state each request must be."""

    def __init__(self, lanes: Lanes, chance: Random) -> None:
        self.lanes, self.chance = lanes, chance
        self.now_s = 0.0
        self.expected: dict[str, str] = {}
        self.held: dict[str, list[str]] = {}
        self.gone: list[str] = []
        self.workers = 0

    def act(self) -> None:
        acts = [self.ask, self.ask, self.take, self.cancel, self.finish, self.beat]
        acts += [self.confirm, self.hand_back, self.reclaim, self.haunt, self.wait]
        self.chance.choice(acts)()

    def wait(self) -> None:
        self.now_s += self.chance.uniform(0, SILENCE_S)

    def ask(self) -> None:
        server, user = self.chance.choice(["s", "t", None]), f"u{self.chance.randrange(4)}"
        steps = self.chance.choice([20, 25])
        requests = [ask(server=server, user=user, steps=steps) for _ in range(self.chance.choice([1, 2, 4]))]
        try:
            self.lanes.enqueue(requests, now_s=self.now_s)
        except LimitReached:
            assert all(self.lanes.state(request.id) is None for request in requests)
        else:
            self.expected |= {request.id: "waiting" for request in requests}

    def take(self) -> None:
        self.workers += 1
        batch = self.lanes.take(f"w{self.workers}", most=self.chance.choice([1, 3, 8]), now_s=self.now_s)
        if batch:
            assert all(self.expected[request_id] == "waiting" for request_id in ids(batch))
            assert len({str(Fits.of(request.recipe)) for request in batch.requests}) == 1
            self.held[batch.id] = ids(batch)
            self.expected |= dict.fromkeys(ids(batch), "taken")

    def cancel(self) -> None:
        if self.expected:
            request_id = self.chance.choice(sorted(self.expected))
            state = self.lanes.cancel(request_id)
            if self.expected[request_id] == "waiting":
                self.expected[request_id] = "cancelled"
            assert state == self.expected[request_id]

    def any_batch(self) -> str | None:
        return self.chance.choice(sorted(self.held)) if self.held else None

    def beat(self) -> None:
        if batch_id := self.any_batch():
            assert self.lanes.beat(batch_id, now_s=self.now_s) <= set(self.held[batch_id])

    def confirm(self) -> None:
        if batch_id := self.any_batch():
            for request_id in self.lanes.beat(batch_id, now_s=self.now_s):
                assert self.lanes.confirm_cancelled(batch_id, request_id)
                self.expected[request_id] = "cancelled"

    def finish(self) -> None:
        if batch_id := self.any_batch():
            failed = [request_id for request_id in self.held[batch_id] if self.chance.random() < 0.2]
            said = ends(self.held[batch_id], failed=failed)
            over = self.lanes.finish(batch_id, took_s=self.chance.uniform(1, 20), ends=said)
            self.expected |= dict.fromkeys(over.done, "done") | dict.fromkeys(over.failed, "failed")
            self.drop(batch_id)

    def hand_back(self) -> None:
        if batch_id := self.any_batch():
            over = self.lanes.give_back(batch_id)
            assert over.failed == ()
            self.expected |= dict.fromkeys(over.returned, "waiting") | dict.fromkeys(over.cancelled, "cancelled")
            self.drop(batch_id)

    def reclaim(self) -> None:
        dead = self.lanes.dead(now_s=self.now_s)
        over = self.lanes.reclaim(now_s=self.now_s)
        self.expected |= dict.fromkeys(over.returned, "waiting") | dict.fromkeys(over.failed, "failed")
        self.expected |= dict.fromkeys(over.cancelled, "cancelled")
        for batch_id in dead:
            self.drop(batch_id)

    def haunt(self) -> None:
        """A worker that lost its batch comes back."""
        if self.gone:
            with pytest.raises(BatchGoneError):
                self.lanes.finish(self.chance.choice(self.gone), took_s=1, ends={})

    def drop(self, batch_id: str) -> None:
        del self.held[batch_id]
        self.gone.append(batch_id)


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
