"""How much one user and one server may have."""

import pytest
from redis import Redis

from core.lanes import Lanes, LimitReached, Limits
from core.lanes.refusal import in_about
from core.request import Request
from tests.core.asking import ask, finish, flood, ids, take

DAY_S = 24 * 3600


def test_a_user_waits_with_so_many_and_no_more(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(user_waiting=2))
    lanes.enqueue([ask(server="s"), ask(server="s")], now_s=0)
    with pytest.raises(LimitReached, match="You can have 2 requests waiting") as refused:
        lanes.enqueue([ask(server="t")], now_s=0)
    assert (refused.value.limit, refused.value.most) == ("user", 2)
    take(lanes)
    lanes.enqueue([ask(server="t")], now_s=0)


def test_a_server_waits_with_so_many_and_no_more(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(server_waiting=2))
    for user in "uv":
        lanes.enqueue([ask(user=user)], now_s=0)
    with pytest.raises(LimitReached, match="This server's line is full: 2 are waiting"):
        lanes.enqueue([ask(user="w")], now_s=0)
    lanes.enqueue([ask(server="other", user="w")], now_s=0)


def test_requests_beyond_a_limit_are_refused_together(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(user_waiting=3))
    with pytest.raises(LimitReached):
        lanes.enqueue([ask(f"a{number}") for number in range(4)], now_s=0)
    assert lanes.forecast(now_s=0) == {}
    assert lanes.enqueue([ask(f"a{number}") for number in range(3)], now_s=0) == ("a0", "a1", "a2")


def test_asking_again_for_the_known_meets_no_limit(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(user_waiting=1))
    lanes.enqueue([ask("a")], now_s=0)
    assert lanes.enqueue([ask("a")], now_s=0) == ()


def test_a_user_keeps_one_worker_busy(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(user_running=1))
    flood(lanes, 4)
    batch = take(lanes, "1", most=2)
    assert len(batch.requests) == 2
    assert lanes.take("2", most=2, now_s=0) is None
    finish(lanes, batch, took_s=1)
    assert len(take(lanes, "2", most=2).requests) == 2


def test_a_server_keeps_three_workers_busy(redis: Redis) -> None:
    lanes = Lanes(redis)
    for user in "uvwx":
        lanes.enqueue([ask(user=user)], now_s=0)
    batches = [take(lanes, worker) for worker in "123"]
    assert lanes.take("4", most=1, now_s=0) is None
    lanes.enqueue([ask("other", server="t", user="y")], now_s=0)
    assert ids(take(lanes, "4")) == ["other"]
    finish(lanes, batches[0], took_s=1)
    take(lanes, "5")


def test_a_user_has_so_many_seconds_a_day(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(user_waiting=100, user_s_a_day=20))
    lanes.enqueue([ask(), ask()], now_s=0)
    with pytest.raises(LimitReached, match="20 seconds of painting a day"):
        lanes.enqueue([ask()], now_s=DAY_S - 1)
    lanes.enqueue([ask(user="other")], now_s=DAY_S - 1)
    lanes.enqueue([ask()], now_s=DAY_S)


def test_a_day_is_charged_what_was_really_taken(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(user_s_a_day=20))
    lanes.enqueue([ask(), ask()], now_s=0)
    finish(lanes, take(lanes, most=2), took_s=6)
    assert redis.hgetall("{jamgram}:spent:0") == {b"u": b"6000"}


@pytest.mark.parametrize("way", ["cancelled", "failed"])
def test_what_was_not_painted_costs_nothing_of_the_day(redis: Redis, way: str) -> None:
    lanes = Lanes(redis)
    lanes.enqueue([ask("a")], now_s=0)
    if way == "cancelled":
        lanes.cancel("a")
    else:
        finish(lanes, take(lanes), took_s=6, failed=["a"])
    assert redis.hgetall("{jamgram}:spent:0") == {b"u": b"0"}


def refused(lanes: Lanes, request: Request, *, now_s: float = 0) -> LimitReached:
    with pytest.raises(LimitReached) as caught:
        lanes.enqueue([request], now_s=now_s)
    return caught.value


def working(lanes: Lanes, worker: str = "w", *, now_s: float = 0) -> None:
    """Let a worker be known that has nothing to do, or begins with what there is."""
    lanes.take(worker, most=1, now_s=now_s)


def test_who_waits_with_too_many_is_told_when_the_next_begins(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(user_waiting=2))
    flood(lanes, 1)
    working(lanes, now_s=100)
    lanes.enqueue([ask(), ask()], now_s=100)
    said = refused(lanes, ask(), now_s=101)
    assert said.frees_s == 108.0
    assert str(said) == (
        "You can have 2 requests waiting; this would be more. Nothing was used up: ask again in about 10 seconds."
    )


def test_who_asks_for_several_is_told_when_there_is_room_for_all(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(user_waiting=3))
    working(lanes)
    lanes.enqueue([ask(), ask(), ask()], now_s=0)
    with pytest.raises(LimitReached) as caught:
        lanes.enqueue([ask(), ask()], now_s=0)
    assert caught.value.frees_s == 8.0


def test_a_full_server_is_told_when_anybody_of_it_begins(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(server_waiting=2))
    lanes.enqueue([ask(server="other", user="other")], now_s=0)
    working(lanes)
    for user in "uv":
        lanes.enqueue([ask(user=user)], now_s=0)
    lanes.enqueue([ask(server="other", user="other")], now_s=0)
    said = refused(lanes, ask(user="w"))
    assert (said.limit, said.frees_s) == ("server", 8.0)


def test_a_server_s_room_is_not_that_of_a_user_of_the_same_name(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(user_waiting=1))
    lanes.enqueue([ask(server="u", user="first")], now_s=0)
    lanes.enqueue([ask(server="u", user="u")], now_s=0)
    working(lanes)
    assert refused(lanes, ask(server="s", user="u")).frees_s == 8.0


def test_without_a_worker_nobody_is_told_a_time(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(user_waiting=1))
    flood(lanes, 1)
    said = refused(lanes, ask())
    assert said.frees_s is None
    assert str(said).endswith("Nothing was used up: ask again when one begins.")


def test_a_day_ends_at_midnight(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(user_s_a_day=10))
    flood(lanes, 1)
    lanes.enqueue([ask()], now_s=3 * DAY_S)
    said = refused(lanes, ask(), now_s=4 * DAY_S - 2.5 * 3600)
    assert (said.limit, said.frees_s) == ("day", 4 * DAY_S)
    assert str(said).endswith("ask again after midnight UTC, in about 3 hours.")


def test_who_asks_for_more_than_there_ever_is_is_not_sent_to_wait(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(user_waiting=2, server_waiting=3, user_s_a_day=10))
    with pytest.raises(
        LimitReached, match=r"2 requests waiting at once\. Nothing was used up: ask for fewer"
    ) as caught:
        lanes.enqueue([ask(), ask(), ask()], now_s=0)
    assert caught.value.frees_s is None
    with pytest.raises(LimitReached, match="This alone would take more than the 10 seconds") as caught:
        lanes.enqueue([ask(steps=100)], now_s=0)
    assert (caught.value.limit, caught.value.frees_s) == ("day", None)


def test_a_server_with_some_room_is_told_how_much(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(server_waiting=5))
    flood(lanes, 3)
    with pytest.raises(LimitReached, match="5 requests waiting, and there is room for 2 more"):
        lanes.enqueue([ask(user="v") for _ in range(3)], now_s=0)


def test_whoever_has_some_of_the_day_left_is_told_how_much(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(user_waiting=9, user_s_a_day=20))
    flood(lanes, 1)
    with pytest.raises(LimitReached, match="20 seconds of painting a day, of which 12 are left"):
        lanes.enqueue([ask(), ask()], now_s=0)


def test_a_refusal_has_its_fact_without_a_time(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(user_waiting=1))
    flood(lanes, 1)
    assert refused(lanes, ask()).fact == "You can have 1 request waiting; this would be more."


@pytest.mark.parametrize(("asked", "limit"), [(3, "user"), (2, "server")])
def test_a_limit_is_known_before_anything_is_asked_for(redis: Redis, asked: int, limit: str) -> None:
    lanes = Lanes(redis, limits=Limits(user_waiting=2, server_waiting=3))
    flood(lanes, 2, user="other")
    with pytest.raises(LimitReached) as caught:
        lanes.require_room(ask().origin, asked=asked, now_s=0)
    assert caught.value.limit == limit
    lanes.require_room(ask().origin, asked=1, now_s=0)
    assert lanes.counts(now_s=0).waiting == 2


def test_a_day_that_is_used_up_leaves_no_room(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(user_s_a_day=8))
    flood(lanes, 1)
    with pytest.raises(LimitReached, match="8 seconds of painting a day"):
        lanes.require_room(ask().origin, asked=1, now_s=0)
    lanes.require_room(ask().origin, asked=1, now_s=DAY_S)


def test_who_is_refused_again_and_again_costs_one_look_a_second(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(user_waiting=1))
    flood(lanes, 1)
    working(lanes)
    lanes.enqueue([ask()], now_s=0)
    refused(lanes, ask(), now_s=0.1)
    before = looks(redis)
    for tenth in range(2, 10):
        assert refused(lanes, ask(), now_s=tenth / 10).frees_s == 8.0
    assert looks(redis) == before
    refused(lanes, ask(), now_s=1.2)
    assert looks(redis) > before


def looks(redis: Redis) -> int:
    return int(redis.info("commandstats")["cmdstat_zrangebyscore"]["calls"])


@pytest.mark.parametrize(
    ("wait_s", "words"),
    [
        (0, "in about 10 seconds"),
        (-5, "in about 10 seconds"),
        (10.1, "in about 20 seconds"),
        (59, "in about 60 seconds"),
        (60, "in about 1 minute"),
        (61, "in about 2 minutes"),
        (3599, "in about 60 minutes"),
        (3600, "in about 1 hour"),
        (5 * 3600 + 1, "in about 6 hours"),
    ],
)
def test_a_wait_is_told_in_words(wait_s: float, words: str) -> None:
    assert in_about(wait_s) == words


def test_somebody_in_the_slow_lane_has_fewer_waiting_than_others(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(user_waiting=4))
    lanes.enqueue([ask("a")], now_s=0, most_waiting=1)
    with pytest.raises(LimitReached, match="You can have 1 request waiting"):
        lanes.enqueue([ask("b")], now_s=0, most_waiting=1)
    with pytest.raises(LimitReached, match="You can have 1 request waiting"):
        lanes.require_room(ask("b").origin, asked=1, now_s=0, most_waiting=1)
    assert lanes.enqueue([ask("b")], now_s=0) == ("b",)


def test_nobody_has_more_waiting_than_the_limit_for_all(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(user_waiting=1))
    lanes.enqueue([ask("a")], now_s=0, most_waiting=9)
    with pytest.raises(LimitReached, match="You can have 1 request waiting"):
        lanes.enqueue([ask("b")], now_s=0, most_waiting=9)
