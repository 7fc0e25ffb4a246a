"""Workers that die, stop, or come back from the dead."""

import threading
from pathlib import Path

import pytest
from redis import Redis

from core.events import Events
from core.faults import GIVEN_UP
from core.lanes import BatchGoneError, Lanes, LimitReached, Limits
from core.lanes.lanes import RETRIES
from tests.core.asking import NO_LIMITS, ask, finish, flood, ids, take
from tests.core.serving import serving

SILENCE_S = 30.0


@pytest.fixture
def lanes(redis: Redis) -> Lanes:
    return Lanes(redis, limits=NO_LIMITS, silence_s=SILENCE_S)


def test_a_batch_is_dead_when_it_was_silent_for_so_long(lanes: Lanes) -> None:
    flood(lanes, 1)
    batch = take(lanes, now_s=100)
    lanes.beat(batch.id, now_s=110)
    assert lanes.dead(now_s=110 + SILENCE_S - 0.001) == ()
    assert lanes.dead(now_s=110 + SILENCE_S) == (batch.id,)


def test_only_the_dead_are_reclaimed(lanes: Lanes) -> None:
    flood(lanes, 2)
    dead, alive = take(lanes, "dead", now_s=0), take(lanes, "alive", now_s=0)
    lanes.beat(alive.id, now_s=SILENCE_S)
    assert lanes.reclaim(now_s=SILENCE_S).returned == tuple(ids(dead))
    assert lanes.reclaim(now_s=SILENCE_S).returned == ()
    assert finish(lanes, alive, took_s=1).done == tuple(ids(alive))


def test_requests_come_back_to_the_front_in_their_old_order(lanes: Lanes) -> None:
    for user in "uvw":
        lanes.enqueue([ask(f"{user}{number}", user=user) for number in range(3)], now_s=0)
    taken = ids(take(lanes, "dead", most=5, now_s=0))
    over = lanes.reclaim(now_s=SILENCE_S)
    assert list(over.returned) == taken == ["u0", "v0", "w0", "u1", "v1"]
    again = [ids(take(lanes, f"w{number}", most=9)) for number in range(6)]
    assert again == [["u0"], ["v0"], ["w0"], ["u1"], ["v1"], ["w1", "u2", "v2", "w2"]]


def test_a_returned_request_is_before_whoever_came_meanwhile(lanes: Lanes) -> None:
    lanes.enqueue([ask("a", user="u")], now_s=0)
    take(lanes, "dead", now_s=0)
    lanes.enqueue([ask("b", user="v")], now_s=0)
    lanes.enqueue([ask("c", server="t")], now_s=0)
    lanes.reclaim(now_s=SILENCE_S)
    assert ids(take(lanes, "w")) == ["a"]


def test_a_request_is_tried_again_so_often_and_then_fails(lanes: Lanes, redis: Redis) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    for attempt in range(RETRIES):
        take(lanes, f"w{attempt}", now_s=0)
        assert lanes.reclaim(now_s=SILENCE_S).returned == ("a",)
    take(lanes, "last", now_s=0)
    assert lanes.reclaim(now_s=SILENCE_S).failed == ("a",)
    assert lanes.state("a") == "failed"
    assert redis.hgetall("{jamgram}:spent:0") == {b"u": b"0"}


def test_a_request_that_kills_its_workers_takes_no_other_with_it(lanes: Lanes) -> None:
    for user in ("innocent", "deadly", "bystander"):
        lanes.enqueue([ask(user, user=user)], now_s=0)
    take(lanes, "first", most=8, now_s=0)
    assert lanes.reclaim(now_s=SILENCE_S).returned == ("innocent", "deadly", "bystander")
    now_s = SILENCE_S
    while batch := lanes.take(f"w{now_s}", most=8, now_s=now_s):
        assert len(ids(batch)) == 1
        if ids(batch) == ["deadly"]:
            now_s += SILENCE_S
            lanes.reclaim(now_s=now_s)
        else:
            finish(lanes, batch, took_s=1)
    states = lanes.states(["innocent", "deadly", "bystander"])
    assert states == {"innocent": "done", "deadly": "failed", "bystander": "done"}


def test_whoever_was_handed_back_shares_a_batch_again(lanes: Lanes) -> None:
    lanes.enqueue([ask("a"), ask("b")], now_s=0)
    lanes.give_back(take(lanes, "stops", most=8).id)
    assert ids(take(lanes, "w", most=8)) == ["a", "b"]


def test_what_comes_back_from_a_dead_worker_can_be_cancelled(lanes: Lanes) -> None:
    lanes.enqueue([ask("a"), ask("b")], now_s=0)
    take(lanes, "dead", most=8)
    lanes.reclaim(now_s=SILENCE_S)
    assert lanes.cancel("a") == "cancelled"
    assert ids(take(lanes, "w", most=8)) == ["b"]


@pytest.mark.parametrize("dies", [False, True])
def test_what_was_called_off_and_never_painted_costs_nothing_of_the_day(
    lanes: Lanes, redis: Redis, *, dies: bool
) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    batch = take(lanes)
    lanes.cancel("a")
    over = lanes.reclaim(now_s=SILENCE_S) if dies else lanes.give_back(batch.id)
    assert over.cancelled == ("a",)
    assert redis.hgetall("{jamgram}:spent:0") == {b"u": b"0"}


def test_a_batch_that_its_worker_cannot_end_fails_in_the_end(
    lanes: Lanes, redis: Redis, caplog: pytest.LogCaptureFixture
) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    takes = 0
    while lanes.take("w", most=8, now_s=0):
        takes += 1
    assert takes == 2 * (RETRIES + 1)
    (ended,) = [event.ended for event in Events(redis, consumer="bot").read(wait_s=0.001)]
    assert ended.failure is not None
    assert (ended.request, ended.failure.sentence) == ("a", GIVEN_UP)
    assert f"{ended.failure.error_id}: " in caplog.text


def test_a_batch_that_its_worker_cannot_end_holds_up_no_other(lanes: Lanes) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    lost = take(lanes, "w")
    assert take(lanes, "w") == lost
    lanes.enqueue([ask("b", user="v")], now_s=0)
    batches = [take(lanes, "w") for _ in range(2)]
    assert lost.id not in {batch.id for batch in batches}
    with pytest.raises(BatchGoneError):
        finish(lanes, lost, took_s=1)


def test_nobody_counts_on_a_worker_that_has_left(lanes: Lanes) -> None:
    flood(lanes, 2)
    batch = take(lanes, "w")
    finish(lanes, batch, took_s=1)
    assert lanes.counts(now_s=0).workers == 1
    lanes.leave("w")
    assert lanes.counts(now_s=0).workers == 0
    assert [at.ends_s for at in lanes.forecast(now_s=0).values()] == [None]


def test_what_a_worker_held_that_left_is_reclaimed(lanes: Lanes) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    take(lanes, "w")
    lanes.leave("w")
    assert lanes.reclaim(now_s=SILENCE_S).returned == ("a",)


def test_a_worker_that_stops_hands_its_batch_back_and_it_costs_no_try(lanes: Lanes) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    for attempt in range(RETRIES + 2):
        assert lanes.give_back(take(lanes, f"w{attempt}").id).returned == ("a",)
    assert lanes.state("a") == "waiting"


def test_a_request_that_was_called_off_does_not_come_back(lanes: Lanes) -> None:
    lanes.enqueue([ask("a"), ask("b")], now_s=0)
    take(lanes, "dead", most=2, now_s=0)
    lanes.cancel("a")
    over = lanes.reclaim(now_s=SILENCE_S)
    assert (over.cancelled, over.returned) == (("a",), ("b",))
    assert lanes.state("a") == "cancelled"


def test_a_request_that_ended_before_its_batch_does_not_come_back(lanes: Lanes) -> None:
    lanes.enqueue([ask("a"), ask("b")], now_s=0)
    batch = take(lanes, "dead", most=2, now_s=0)
    lanes.cancel("a")
    lanes.confirm_cancelled(batch.id, "a")
    assert lanes.reclaim(now_s=SILENCE_S).returned == ("b",)


def test_a_worker_back_from_the_dead_changes_nothing(lanes: Lanes) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    lost = take(lanes, "dead", now_s=0)
    lanes.reclaim(now_s=SILENCE_S)
    again = take(lanes, "alive", now_s=SILENCE_S)
    with pytest.raises(BatchGoneError, match=f"batch {lost.id} "):
        finish(lanes, lost, took_s=1)
    with pytest.raises(BatchGoneError):
        lanes.give_back(lost.id)
    with pytest.raises(BatchGoneError):
        lanes.beat(lost.id, now_s=SILENCE_S)
    lanes.cancel("a")
    assert not lanes.confirm_cancelled(lost.id, "a")
    assert finish(lanes, again, took_s=1).done == ("a",)


def test_a_redis_that_forgot_a_batch_gives_its_name_to_no_other_worker(lanes: Lanes, redis: Redis) -> None:
    flood(lanes, 1)
    lost = take(lanes, "1")
    redis.flushall()
    flood(lanes, 1)
    take(lanes, "2")
    with pytest.raises(BatchGoneError):
        finish(lanes, lost, took_s=1)


def test_a_batch_is_finished_once(lanes: Lanes) -> None:
    flood(lanes, 1)
    batch = take(lanes)
    finish(lanes, batch, took_s=1)
    with pytest.raises(BatchGoneError):
        finish(lanes, batch, took_s=1)


def test_the_place_of_a_dead_batch_is_free_for_others(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(user_running=1, user_waiting=1))
    lanes.enqueue([ask("a")], now_s=0)
    take(lanes, "dead", now_s=0)
    lanes.reclaim(now_s=SILENCE_S)
    with pytest.raises(LimitReached):
        lanes.enqueue([ask("b")], now_s=SILENCE_S)
    assert ids(take(lanes, "w", now_s=SILENCE_S)) == ["a"]


def test_a_returned_request_is_not_charged_twice(lanes: Lanes) -> None:
    lanes.enqueue([ask("a", user="u"), ask("c", user="u")], now_s=0)
    lanes.enqueue([ask("b", user="v"), ask("d", user="v")], now_s=0)
    lanes.give_back(take(lanes, "1").id)
    assert [ids(take(lanes, worker))[0] for worker in "2345"] == ["a", "b", "c", "d"]


def test_workers_that_take_at_once_never_get_the_same(lanes: Lanes) -> None:
    for user in range(20):
        flood(lanes, 10, user=f"u{user}")
    taken: list[str] = []
    start = threading.Barrier(4)

    def work(name: str) -> None:
        start.wait()
        while batch := lanes.take(name, most=3, now_s=0):
            taken.extend(ids(batch))
            finish(lanes, batch, took_s=1)

    threads = [threading.Thread(target=work, args=(f"w{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 200
    assert len(set(taken)) == 200


def test_requests_that_are_enqueued_at_once_by_two_wait_once(lanes: Lanes) -> None:
    new: list[str] = []
    start = threading.Barrier(2)

    def enqueue() -> None:
        start.wait()
        for number in range(100):
            new.extend(lanes.enqueue([ask(f"a{number}")], now_s=0))

    threads = [threading.Thread(target=enqueue) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(new) == sorted(f"a{number}" for number in range(100))
    assert len(ids(take(lanes, most=1000))) == 100


def test_scripts_are_loaded_again_after_redis_forgot_them(lanes: Lanes, redis: Redis) -> None:
    flood(lanes, 1)
    redis.script_flush()
    take(lanes)


def test_a_killed_redis_that_wrote_everything_down_comes_back_with_the_same_lanes(short_folder: Path) -> None:
    folder = short_folder / "killed"
    folder.mkdir()
    durable = ("--save", "", "--appendonly", "yes", "--appendfsync", "always")
    with serving(folder, *durable) as socket, Redis(unix_socket_path=str(socket)) as redis:
        lanes = Lanes(redis, limits=NO_LIMITS)
        flood(lanes, 5)
        batch = take(lanes, most=2)
        before = lanes.forecast(now_s=1)
    with serving(folder, *durable) as socket, Redis(unix_socket_path=str(socket)) as redis:
        lanes = Lanes(redis, limits=NO_LIMITS)
        assert lanes.forecast(now_s=1) == before
        assert list(finish(lanes, batch, took_s=1).done) == ids(batch)
