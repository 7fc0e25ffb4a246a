"""What is withdrawn is as if nobody had asked for it: nothing is told or spent, and it can be asked for anew."""

import pytest
from redis import Redis

from core.ending import Ended
from core.events import Events
from core.lanes import Lanes, LimitReached, Limits
from tests.core.asking import NO_LIMITS, ask, ends, finish, ids, made, take
from tests.core.books import Books, check

SILENCE_S = 30.0


@pytest.fixture
def lanes(redis: Redis) -> Lanes:
    return Lanes(redis, limits=NO_LIMITS, silence_s=SILENCE_S)


def told(redis: Redis) -> list[Ended]:
    return [event.ended for event in Events(redis, consumer="bot").read(wait_s=0.001)]


def balanced(redis: Redis) -> Books:
    books = Books(redis)
    check(books)
    return books


def test_what_waits_is_forgotten_at_once_and_nobody_is_told(lanes: Lanes, redis: Redis) -> None:
    lanes.enqueue([ask("a"), ask("b")], now_s=0)
    assert lanes.withdraw(["a"]).out == ("a",)
    assert lanes.states(["a", "b"]) == {"a": None, "b": "waiting"}
    assert told(redis) == []
    assert ids(take(lanes, most=2)) == ["b"]
    balanced(redis)


def test_a_lane_of_which_all_is_withdrawn_leaves_nothing_behind(lanes: Lanes, redis: Redis) -> None:
    lanes.enqueue([ask("a"), ask("b")], now_s=0)
    lanes.withdraw(["a", "b"])
    books = balanced(redis)
    assert (books.requests, books.lanes, books.tallies) == ({}, {}, {"waiting": {}, "running": {}})
    assert books.spent_ms == 0


def test_what_is_painted_is_forgotten_when_its_worker_lets_go(lanes: Lanes, redis: Redis) -> None:
    lanes.enqueue([ask("a"), ask("b")], now_s=0)
    batch = take(lanes, most=2)
    assert lanes.withdraw(["a"]).stopping == ("a",)
    assert lanes.state("a") == "taken"
    assert lanes.beat(batch.id, now_s=1) == {"a"}
    assert lanes.confirm_cancelled(batch.id, "a")
    assert lanes.states(["a", "b"]) == {"a": None, "b": "taken"}
    assert told(redis) == []
    balanced(redis)


def test_what_was_withdrawn_costs_its_author_nothing_of_the_day(lanes: Lanes, redis: Redis) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    batch = take(lanes)
    lanes.withdraw(["a"])
    lanes.beat(batch.id, now_s=1)
    lanes.confirm_cancelled(batch.id, "a")
    lanes.finish(batch.id, took_s=5, ends={})
    assert balanced(redis).spent_ms == 0


def test_it_can_be_asked_for_anew_under_the_same_id(lanes: Lanes, redis: Redis) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    lanes.withdraw(["a"])
    assert lanes.enqueue([ask("a")], now_s=1) == ("a",)
    finish(lanes, take(lanes), took_s=1)
    assert [(one.request, one.end) for one in told(redis)] == [("a", "done")]


def test_asked_for_before_the_worker_let_go_it_waits_afterwards(lanes: Lanes, redis: Redis) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    batch = take(lanes)
    lanes.withdraw(["a"])
    lanes.enqueue([ask("a")], now_s=1)
    assert lanes.state("a") == "taken"
    lanes.confirm_cancelled(batch.id, "a")
    assert lanes.state("a") == "waiting"
    balanced(redis)
    assert ids(take(lanes, "other")) == ["a"]
    assert told(redis) == []


def test_asked_for_and_withdrawn_again_it_does_not_wait(lanes: Lanes) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    batch = take(lanes)
    lanes.withdraw(["a"])
    lanes.enqueue([ask("a")], now_s=1)
    lanes.withdraw(["a"])
    lanes.confirm_cancelled(batch.id, "a")
    assert lanes.state("a") is None


def test_what_is_asked_for_again_is_called_off_no_more_once_it_waits(lanes: Lanes) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    batch = take(lanes)
    lanes.withdraw(["a"])
    lanes.enqueue([ask("a")], now_s=1)
    lanes.confirm_cancelled(batch.id, "a")
    again = take(lanes, "other")
    assert lanes.beat(again.id, now_s=2) == frozenset()


def test_asking_again_for_too_much_changes_nothing(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(user_waiting=2))
    lanes.enqueue([ask("a"), ask("b")], now_s=0)
    batch = take(lanes)
    lanes.withdraw(["a"])
    with pytest.raises(LimitReached):
        lanes.enqueue([ask("a"), ask("c"), ask("d")], now_s=1)
    lanes.confirm_cancelled(batch.id, "a")
    assert lanes.state("a") is None


def test_a_worker_that_was_faster_has_made_it(lanes: Lanes, redis: Redis) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    batch = take(lanes)
    lanes.withdraw(["a"])
    finish(lanes, batch, took_s=1)
    assert told(redis) == [Ended(request="a", end="done", made=made())]


def test_a_worker_that_leaves_it_out_without_a_word_has_let_go(lanes: Lanes, redis: Redis) -> None:
    lanes.enqueue([ask("a"), ask("b")], now_s=0)
    batch = take(lanes, most=2)
    lanes.withdraw(["a"])
    lanes.finish(batch.id, took_s=1, ends=ends(["b"]))
    assert lanes.states(["a", "b"]) == {"a": None, "b": "done"}
    balanced(redis)


@pytest.mark.parametrize("again", [False, True])
def test_a_worker_that_stops_has_let_go(lanes: Lanes, redis: Redis, *, again: bool) -> None:
    lanes.enqueue([ask("a"), ask("b")], now_s=0)
    batch = take(lanes, most=2)
    lanes.withdraw(["a"])
    if again:
        lanes.enqueue([ask("a")], now_s=1)
    assert lanes.give_back(batch.id).returned == (("a", "b") if again else ("b",))
    assert lanes.state("a") == ("waiting" if again else None)
    balanced(redis)


def test_a_worker_that_died_has_let_go(lanes: Lanes, redis: Redis) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    take(lanes)
    lanes.withdraw(["a"])
    assert lanes.reclaim(now_s=SILENCE_S + 1).returned == ()
    assert lanes.state("a") is None
    assert told(redis) == []
    balanced(redis)


def test_what_its_author_called_off_stays_called_off(lanes: Lanes, redis: Redis) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    batch = take(lanes)
    lanes.cancel("a")
    lanes.withdraw(["a"])
    lanes.confirm_cancelled(batch.id, "a")
    assert [one.end for one in told(redis)] == ["cancelled"]


def test_what_was_withdrawn_can_still_be_called_off_for_good(lanes: Lanes, redis: Redis) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    batch = take(lanes)
    lanes.withdraw(["a"])
    assert lanes.cancel("a") == "taken"
    lanes.confirm_cancelled(batch.id, "a")
    assert [one.end for one in told(redis)] == ["cancelled"]


def test_what_is_over_or_unknown_is_left_as_it_is(lanes: Lanes) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    finish(lanes, take(lanes), took_s=1)
    answer = lanes.withdraw(["a", "unheard-of"])
    assert (answer.out, answer.stopping) == ((), ())
    assert lanes.state("a") == "done"


def test_a_batch_that_somebody_left_teaches_nothing_and_charges_the_rest_their_share(
    lanes: Lanes, redis: Redis
) -> None:
    lanes.enqueue([ask("a"), ask("b")], now_s=0)
    batch = take(lanes, most=2)
    lanes.withdraw(["a"])
    lanes.beat(batch.id, now_s=1)
    lanes.confirm_cancelled(batch.id, "a")
    lanes.finish(batch.id, took_s=10, ends=ends(["b"]))
    books = balanced(redis)
    assert books.spent_ms == 5000
    assert books.pairs("cost") == {}


def test_whoever_is_left_in_a_batch_still_counts_as_running(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(user_running=1))
    lanes.enqueue([ask("a"), ask("b"), ask("c", steps=20)], now_s=0)
    batch = take(lanes, most=8)
    lanes.withdraw(["a"])
    lanes.confirm_cancelled(batch.id, "a")
    assert lanes.take("other", most=8, now_s=1) is None


def test_whoever_left_a_batch_may_run_elsewhere(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(user_running=1))
    lanes.enqueue([ask("a"), ask("c", steps=20)], now_s=0)
    batch = take(lanes, most=8)
    lanes.withdraw(["a"])
    lanes.confirm_cancelled(batch.id, "a")
    assert ids(take(lanes, "other", most=8, now_s=1)) == ["c"]


def test_a_worker_whose_whole_batch_was_withdrawn_gets_another(lanes: Lanes, redis: Redis) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    batch = take(lanes)
    lanes.withdraw(["a"])
    lanes.confirm_cancelled(batch.id, "a")
    lanes.enqueue([ask("b", user="v")], now_s=1)
    assert ids(take(lanes, now_s=1)) == ["b"]
    balanced(redis)


def test_withdrawing_gives_the_turn_back(lanes: Lanes) -> None:
    lanes.enqueue([ask("a")], now_s=0)
    lanes.enqueue([ask("x", user="v"), ask("y", user="v")], now_s=0)
    batch = take(lanes)
    lanes.withdraw(["a"])
    lanes.confirm_cancelled(batch.id, "a")
    lanes.enqueue([ask("a")], now_s=1)
    lanes.finish(batch.id, took_s=0, ends={})
    assert [ids(take(lanes, f"w{number}", now_s=2)) for number in range(2)] == [["x"], ["a"]]


def test_a_request_without_a_whole_record_is_withdrawn_and_its_ticket_skipped(lanes: Lanes, redis: Redis) -> None:
    lanes.enqueue([ask("a"), ask("b")], now_s=0)
    redis.hdel("{jamgram}:request:a", "fits")
    assert lanes.withdraw(["a"]).out == ("a",)
    assert ids(take(lanes, most=2)) == ["b"]
