"""The forecast is what then happens."""

from random import Random

import pytest
from redis import Redis

from core.lanes import Counts, Forecast, Lanes, Limits
from core.lanes.lanes import SEEN_LATELY_S
from tests.core.asking import NO_LIMITS, Running, Served, ask, drain, finish, flood, ids, repeatable, take

ROOMY = Limits(user_running=1, user_waiting=100, server_running=2, server_waiting=1000, user_s_a_day=10**6)
TIGHT = Limits(user_running=1, user_waiting=100, server_running=1, server_waiting=1000, user_s_a_day=10**6)


def test_without_workers_there_is_a_place_and_no_time(redis: Redis) -> None:
    lanes = Lanes(redis)
    lanes.enqueue([ask("a"), ask("b")], now_s=0)
    assert lanes.forecast(now_s=0) == {"a": Forecast(1, None, None), "b": Forecast(2, None, None)}


def test_what_is_being_painted_has_place_0_and_ends_as_predicted(redis: Redis) -> None:
    lanes = Lanes(redis)
    lanes.enqueue([ask("a")], now_s=0)
    take(lanes, now_s=100)
    assert lanes.forecast(now_s=101) == {"a": Forecast(0, 100.0, 108.0, running=True)}


def test_a_batch_that_takes_longer_than_predicted_ends_any_moment(redis: Redis) -> None:
    lanes = Lanes(redis)
    lanes.enqueue([ask("a"), ask("b")], now_s=0)
    take(lanes, now_s=100)
    assert lanes.forecast(now_s=120) == {"a": Forecast(0, 100.0, 120.0, running=True), "b": Forecast(1, 120.0, 128.0)}


def test_two_workers_halve_the_wait(redis: Redis) -> None:
    lanes = Lanes(redis, limits=NO_LIMITS)
    flood(lanes, 4)
    batches = [take(lanes, worker, now_s=0) for worker in "12"]
    found = lanes.forecast(now_s=0)
    assert [(at.place, at.starts_s) for at in found.values()] == [(0, 0), (0, 0), (1, 8), (2, 8)]
    assert list(found)[:2] == [request_id for batch in batches for request_id in ids(batch)]


def test_a_worker_that_fell_silent_is_not_counted_on(redis: Redis) -> None:
    lanes = Lanes(redis, silence_s=30)
    lanes.take("w", most=1, now_s=0)
    lanes.enqueue([ask("a")], now_s=0)
    assert lanes.forecast(now_s=29) == {"a": Forecast(1, 29.0, 37.0)}
    assert lanes.forecast(now_s=30) == {"a": Forecast(1, None, None)}


def test_a_user_who_may_run_one_batch_waits_for_it_though_a_worker_is_idle(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(user_running=1))
    lanes.take("2", most=1, now_s=0)
    lanes.enqueue([ask("a"), ask("b")], now_s=0)
    take(lanes, "1", now_s=0)
    assert lanes.forecast(now_s=0)["b"] == Forecast(1, 8.0, 16.0)


def test_what_was_called_off_is_not_foreseen(redis: Redis) -> None:
    lanes = Lanes(redis)
    lanes.enqueue([ask("a"), ask("b"), ask("c")], now_s=0)
    batch = take(lanes, most=2, now_s=0)
    lanes.cancel("c")
    lanes.cancel("a")
    lanes.confirm_cancelled(batch.id, "a")
    assert list(lanes.forecast(now_s=0)) == ["b"]


def test_a_batch_tells_how_far_it_is(redis: Redis) -> None:
    lanes = Lanes(redis)
    lanes.enqueue([ask("a"), ask("b")], now_s=0)
    batch = take(lanes, most=1)
    assert lanes.forecast(now_s=0)["a"] == Forecast(0, 0.0, 8.0, running=True, done=0, total=0)
    lanes.beat(batch.id, now_s=1, done=7, total=25)
    found = lanes.forecast(now_s=1)
    assert found["a"] == Forecast(0, 0.0, 8.0, running=True, done=7, total=25)
    assert (found["b"].running, found["b"].total) == (False, 0)


def test_a_beat_that_says_nothing_of_it_leaves_how_far_a_batch_is(redis: Redis) -> None:
    lanes = Lanes(redis)
    lanes.enqueue([ask("a")], now_s=0)
    batch = take(lanes)
    lanes.beat(batch.id, now_s=1, done=7, total=25, preview="f" * 64)
    lanes.beat(batch.id, now_s=2)
    at = lanes.forecast(now_s=2)["a"]
    assert (at.done, at.total, at.preview) == (7, 25, "f" * 64)


def test_how_far_a_batch_was_is_forgotten_with_it(redis: Redis) -> None:
    lanes = Lanes(redis)
    lanes.enqueue([ask("a")], now_s=0)
    batch = take(lanes, "1")
    lanes.beat(batch.id, now_s=1, done=7, total=25, preview="f" * 64)
    lanes.give_back(batch.id)
    take(lanes, "2", now_s=2)
    assert lanes.forecast(now_s=2)["a"] == Forecast(0, 2.0, 10.0, running=True)


def test_a_preview_is_for_those_who_asked_together(redis: Redis) -> None:
    lanes = Lanes(redis)
    lanes.enqueue([ask("a"), ask("b")], now_s=0)
    batch = take(lanes, most=8)
    lanes.beat(batch.id, now_s=1, preview="f" * 64)
    assert [at.preview for at in lanes.forecast(now_s=1).values()] == ["f" * 64] * 2


@pytest.mark.parametrize("user", ["u", "stranger"])
def test_nobody_sees_a_preview_of_what_was_asked_for_apart(redis: Redis, user: str) -> None:
    lanes = Lanes(redis)
    lanes.enqueue([ask("private")], now_s=0)
    lanes.enqueue([ask("other", user=user)], now_s=0)
    batch = take(lanes, most=8)
    lanes.beat(batch.id, now_s=1, preview="f" * 64)
    assert [at.preview for at in lanes.forecast(now_s=1).values()] == [None, None]


def test_what_is_called_off_while_it_is_painted_is_seen(redis: Redis) -> None:
    lanes = Lanes(redis)
    lanes.enqueue([ask("a"), ask("b")], now_s=0)
    take(lanes, most=2)
    lanes.cancel("a")
    found = lanes.forecast(now_s=1)
    assert (found["a"].cancelling, found["b"].cancelling) == (True, False)


def test_work_and_workers_are_counted(redis: Redis) -> None:
    lanes = Lanes(redis, limits=NO_LIMITS, silence_s=30)
    assert lanes.counts(now_s=0) == Counts(waiting=0, taken=0, workers=0)
    flood(lanes, 5)
    flood(lanes, 2, server=None, user="v")
    batch = take(lanes, "1", most=3, now_s=0)
    lanes.take("2", most=1, now_s=10)
    lanes.cancel(ids(batch)[0])
    lanes.confirm_cancelled(batch.id, ids(batch)[0])
    assert lanes.counts(now_s=10) == Counts(waiting=3, taken=3, workers=2)
    assert lanes.counts(now_s=30).workers == 1


def test_many_states_are_read_at_once(redis: Redis) -> None:
    lanes = Lanes(redis, limits=NO_LIMITS)
    lanes.enqueue([ask("a"), ask("b"), ask("c")], now_s=0)
    take(lanes)
    lanes.cancel("b")
    assert lanes.states(["c", "a", "unknown", "b"]) == {
        "c": "waiting",
        "a": "taken",
        "unknown": None,
        "b": "cancelled",
    }
    assert lanes.states([]) == {}


def busy_lanes(lanes: Lanes, chance: Random, *, most: int) -> list[Running]:
    """Make a history: people ask, workers take, finish in other times than predicted, die, and hand back."""
    running: list[Running] = []
    for second in range(60):
        for _ in range(chance.randrange(3)):
            server, user = chance.choice(["s", "t", "v", None]), f"u{chance.randrange(6)}"
            steps, jam = [chance.choice([20, 25]) for _ in range(chance.choice([1, 1, 4]))], some_jam(chance)
            requests = [ask(server=server, user=user, steps=number, jam=jam) for number in steps]
            lanes.enqueue(requests, now_s=second)
        if len(running) < 3 and (batch := lanes.take(f"w{second}", most=most, now_s=second)):
            running.append(Running(f"w{second}", batch, second))
        if running and chance.random() < 0.4:
            end(lanes, running.pop(chance.randrange(len(running))), chance)
    return running


def some_jam(chance: Random) -> str | None:
    return chance.choice([None, None, "J1", "J2"])


def die(lanes: Lanes, run: Running) -> None:
    lanes.beat(run.batch.id, now_s=-1000)
    over = lanes.reclaim(now_s=-800)
    assert over.returned or over.failed


def end(lanes: Lanes, run: Running, chance: Random) -> None:
    if chance.random() < 0.2:
        lanes.give_back(run.batch.id)
    elif chance.random() < 0.2:
        die(lanes, run)
    else:
        finish(lanes, run.batch, took_s=chance.uniform(0.5, 30))


@pytest.mark.parametrize("limits", [NO_LIMITS, ROOMY, TIGHT])
@pytest.mark.parametrize("most", [1, 3, 8])
@pytest.mark.parametrize("seed", range(4))
def test_every_place_and_time_is_that_of_the_drain_that_follows(
    redis: Redis, limits: Limits, most: int, seed: int
) -> None:
    lanes, chance = Lanes(redis, limits=limits, silence_s=200), repeatable(seed)
    running = busy_lanes(lanes, chance, most=most)
    redis.delete("{jamgram}:workers")
    for run in running:
        lanes.beat(run.batch.id, now_s=run.starts_s)
    running.sort(key=lambda run: run.starts_s)
    now_s = 61.0
    idle = [f"idle{number}" for number in range(2 - len(running))]
    for worker in idle:
        redis.zadd("{jamgram}:workers", {worker: now_s * 1000})
        redis.hset("{jamgram}:capacity", worker, most)
    foreseen = lanes.forecast(now_s=now_s)
    served = drain(lanes, idle=idle, most=most, now_s=now_s, running=running)
    waited = {request_id: at for request_id, at in foreseen.items() if at.place}
    assert len(waited) > 10
    assert [Served(request_id, at.starts_s or 0, at.ends_s or 0) for request_id, at in waited.items()] == served
    assert [at.place for at in waited.values()] == list(range(1, len(served) + 1))


def test_what_was_foreseen_a_moment_ago_costs_nothing(redis: Redis) -> None:
    lanes = Lanes(redis)
    lanes.enqueue([ask("a")], now_s=0)
    assert lanes.forecast_of_late(now_s=0).keys() == {"a"}
    lanes.enqueue([ask("b")], now_s=0)
    before = scripts_run(redis)
    assert lanes.forecast_of_late(now_s=SEEN_LATELY_S - 0.1).keys() == {"a"}
    assert scripts_run(redis) == before
    assert lanes.forecast_of_late(now_s=SEEN_LATELY_S).keys() == {"a", "b"}


def scripts_run(redis: Redis) -> int:
    return int(redis.info("commandstats")["cmdstat_evalsha"]["calls"])
