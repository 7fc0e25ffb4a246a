"""Jams wait in a class of their own: how it shares the painting with what people ask for, and its limits."""

from collections import Counter
from dataclasses import replace

import pytest
from redis import Redis

from core.contract import Export, Join, Remix
from core.lanes import Lanes, LimitReached, Limits
from core.lanes.usage import Usages
from core.request import Request
from tests.core.asking import NO_LIMITS, ask, broken, finish, flood, ids, jam_on, take

DAY_S = 24 * 3600
KEY = "0" * 64


@pytest.fixture
def lanes(redis: Redis) -> Lanes:
    return Lanes(redis, limits=NO_LIMITS)


def served(lanes: Lanes, batches: int, *, most: int = 1) -> list[str]:
    """Let one worker take and finish so many batches, and say whose ids were in them."""
    found = []
    for _ in range(batches):
        batch = take(lanes, most=most)
        found += ids(batch)
        finish(lanes, batch, took_s=batch.predicted_s)
    return found


def shares(lanes: Lanes, batches: int, jams: list[str], *, most: int = 1) -> Counter[bool]:
    """Count how many of those that are served next are jams'."""
    return Counter(one in set(jams) for one in served(lanes, batches, most=most))


@pytest.mark.parametrize("server", ["s", "other"])
def test_while_others_wait_jams_get_three_of_ten(lanes: Lanes, server: str) -> None:
    jams = jam_on(lanes, 60)
    flood(lanes, 60, server=server)
    assert shares(lanes, 50, jams) == {True: 15, False: 35}


@pytest.mark.parametrize("most", [4, 16])
def test_a_batch_is_for_jams_or_for_people_and_each_class_pays_for_its_own(lanes: Lanes, most: int) -> None:
    jams = jam_on(lanes, 400)
    flood(lanes, 400)
    seen = [ids(take(lanes, f"w{number}", most=most)) for number in range(20)]
    assert all(len({one in set(jams) for one in batch}) == 1 for batch in seen)
    assert sum(batch[0] in set(jams) for batch in seen) == 6


def test_where_nobody_else_waits_jams_get_it_all(lanes: Lanes) -> None:
    jams = jam_on(lanes, 20)
    assert served(lanes, 20) == jams


def test_shares_of_classes_are_of_seconds_not_of_requests(lanes: Lanes) -> None:
    jams = jam_on(lanes, 60, steps=75)
    flood(lanes, 90, steps=25)
    found = shares(lanes, 80, jams)
    assert found[True] * 3 == pytest.approx((found[True] * 3 + found[False]) * 0.3, abs=3)


@pytest.mark.parametrize("first", ["jams", "people"])
def test_who_was_idle_is_owed_nothing(lanes: Lanes, first: str) -> None:
    jams = jam_on(lanes, 90) if first == "jams" else []
    if first == "people":
        flood(lanes, 90)
    served(lanes, 40)
    if first == "jams":
        flood(lanes, 60)
    else:
        jams = jam_on(lanes, 60)
    assert shares(lanes, 20, jams)[True] == pytest.approx(6, abs=1)


def test_who_might_not_run_more_is_owed_nothing(redis: Redis) -> None:
    """One who may keep one of two workers busy leaves the other to jams, and that is nobody's credit."""
    lanes = Lanes(redis, limits=replace(NO_LIMITS, user_running=1))
    jams = jam_on(lanes, 99)
    flood(lanes, 50, user="one")
    first = take(lanes, "1")
    for _ in range(30):
        batch = take(lanes, "2")
        finish(lanes, batch, took_s=batch.predicted_s)
    finish(lanes, first, took_s=8)
    flood(lanes, 50, user="another")
    assert shares(lanes, 20, jams)[True] == pytest.approx(6, abs=1)


def test_servers_share_what_jams_get_and_so_do_the_jams_of_a_server(lanes: Lanes) -> None:
    whose = dict.fromkeys(jam_on(lanes, 30, server="s", jam="J1"), "s1")
    whose |= dict.fromkeys(jam_on(lanes, 30, server="s", jam="J2"), "s2")
    whose |= dict.fromkeys(jam_on(lanes, 30, server="t", jam="J3"), "t3")
    assert Counter(whose[one] for one in served(lanes, 20)) == {"t3": 10, "s1": 5, "s2": 5}


def test_within_a_jam_who_came_first_is_served_first_whoever_asked(lanes: Lanes) -> None:
    lanes.enqueue([ask("a", user="p1", jam="J1")], now_s=0)
    lanes.enqueue([ask("b", user="p2", jam="J1"), ask("c", user="p1", jam="J1")], now_s=0)
    assert served(lanes, 3) == ["a", "b", "c"]


def test_the_entries_of_a_jam_are_painted_in_one_pass(redis: Redis) -> None:
    lanes = Lanes(redis)
    jams = jam_on(lanes, 16)
    flood(lanes, 1)
    served(lanes, 1)
    assert ids(take(lanes, most=16)) == jams


def test_who_plays_may_ask_as_if_there_were_no_jam(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(user_running=1, user_waiting=1, server_waiting=1, user_s_a_day=8))
    lanes.enqueue([ask(jam="J1") for _ in range(8)], now_s=0)
    first = take(lanes, "1")
    lanes.enqueue([ask("own")], now_s=0)
    assert ids(take(lanes, "2")) == ["own"]
    assert redis.hget("{jamgram}:spent:0", "u") == b"8000"
    finish(lanes, first, took_s=100)
    assert redis.hget("{jamgram}:spent:0", "u") == b"8000"


def test_a_server_is_not_later_with_what_its_people_ask_for_because_of_its_jams(lanes: Lanes) -> None:
    jam_on(lanes, 40, server="s")
    served(lanes, 20)
    owners = dict.fromkeys(flood(lanes, 40, server="s", user="u"), "s")
    owners |= dict.fromkeys(flood(lanes, 40, server="t", user="v"), "t")
    found = Counter(owners.get(one) for one in served(lanes, 40))
    assert found["s"] == pytest.approx(found["t"], abs=1)


def test_jams_keep_three_workers_of_a_server_busy_beside_its_people(redis: Redis) -> None:
    lanes = Lanes(redis)
    jam_on(lanes, 8)
    for worker in "123":
        take(lanes, worker)
    assert lanes.take("4", most=1, now_s=0) is None
    lanes.enqueue([ask("own")], now_s=0)
    assert ids(take(lanes, "4")) == ["own"]


def refused(lanes: Lanes, *requests: Request, now_s: float = 0) -> LimitReached:
    with pytest.raises(LimitReached) as caught:
        lanes.enqueue(requests, now_s=now_s)
    return caught.value


def test_the_jams_of_a_server_have_so_many_requests_waiting(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(jam_waiting=4))
    lanes.take("w", most=1, now_s=0)
    jam_on(lanes, 3, jam="J1")
    said = refused(lanes, ask(jam="J2"), ask(jam="J2"))
    assert (said.limit, said.most, said.frees_s) == ("jams", 4, 0.0)
    assert said.fact == "The jams of this server can have 4 requests waiting, and there is room for 1 more."
    jam_on(lanes, 1, jam="J2")
    assert refused(lanes, ask(jam="J2")).fact == "The jams of this server have 4 requests waiting, as many as they may."
    hopeless = refused(lanes, *(ask(jam="J3", server="t") for _ in range(5)))
    assert str(hopeless).endswith("4 requests waiting at once. Nothing was used up: ask for fewer.")
    jam_on(lanes, 4, jam="J3", server="t")


def test_the_jams_of_a_server_have_so_many_seconds_a_day(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(server_jam_s_a_day=20))
    jam_on(lanes, 2, jam="J1")
    said = refused(lanes, ask(jam="J2"))
    assert (said.limit, said.most, said.frees_s) == ("jams_day", 20, DAY_S)
    assert "20 seconds of painting that the jams of this server have a day, of which 4 are left" in str(said)
    assert "shorter sections" in str(refused(lanes, *(ask(jam="J3", server="t") for _ in range(3))))
    lanes.enqueue([ask(jam="J2")], now_s=DAY_S)


def test_what_was_played_is_joined_whatever_is_left_of_the_day(redis: Redis) -> None:
    lanes = Lanes(redis, limits=Limits(server_jam_s_a_day=20))
    jam_on(lanes, 2, jam="J1")
    track = Join(sources=(KEY,), chapters=("ana: rain",), title="Friday", bpm=96)
    for recipe in (track, Export(source=KEY, format="mp4")):
        request = ask(jam="J1").model_copy(update={"recipe": recipe})
        assert lanes.enqueue([request], now_s=0) == (request.id,)
    assert refused(lanes, ask(jam="J1")).limit == "jams_day"


@pytest.mark.parametrize(("way", "spent_s"), [("done", 5), ("failed", 0), ("cancelled", 0)])
def test_a_day_of_jams_is_charged_what_was_painted_of_it(redis: Redis, way: str, spent_s: int) -> None:
    lanes, request = Lanes(redis), ask("a", jam="J1")
    lanes.enqueue([request], now_s=0)
    if way == "cancelled":
        lanes.cancel("a")
    else:
        finish(lanes, take(lanes), took_s=5, failed=["a"] if way == "failed" else [])
    assert Usages(redis).of(request.origin, now_s=0).spent_s == spent_s


def test_what_of_a_jam_fails_is_free_though_it_begins_with_a_clip(redis: Redis) -> None:
    lanes, origin = Lanes(redis), ask(jam="J1").origin
    remix = Remix(prompt="rain", seed=1, source="a" * 64)
    lanes.enqueue([Request(id="a", recipe=remix, origin=origin)], now_s=0)
    lanes.finish(take(lanes).id, took_s=73, ends={"a": broken()})
    assert Usages(redis).of(origin, now_s=0).spent_ms == 0


def test_all_that_jams_have_waiting_is_counted(lanes: Lanes) -> None:
    jam_on(lanes, 3)
    flood(lanes, 2)
    assert lanes.counts(now_s=0).waiting == 5


def test_after_the_rush_hour_no_class_is_remembered(lanes: Lanes, redis: Redis) -> None:
    jam_on(lanes, 3)
    flood(lanes, 2)
    served(lanes, 5)
    assert not [key for kind in ("turns", "rested", "clock", "classes") for key in redis.keys(f"{{jamgram}}:{kind}*")]


@pytest.mark.parametrize("way", ["give back", "reclaim", "withdraw"])
def test_what_was_not_painted_is_not_charged_to_its_class(lanes: Lanes, way: str) -> None:
    jams = jam_on(lanes, 40)
    flood(lanes, 40)
    batch = take(lanes, most=9)
    while ids(batch)[0] not in jams:
        finish(lanes, batch, took_s=batch.predicted_s)
        batch = take(lanes, most=9)
    if way == "give back":
        lanes.give_back(batch.id)
    elif way == "reclaim":
        lanes.reclaim(now_s=1000)
    else:
        lanes.withdraw(ids(batch))
        lanes.give_back(batch.id)
    assert any(one in jams for one in served(lanes, 2))


HARMS = {
    "charges that are none": lambda redis: redis.hset("{jamgram}:classes", mapping={"*": "nan", "~": "inf"}),
    "a charge beyond counting": lambda redis: redis.hset("{jamgram}:classes", mapping={"~": "9" * 300}),
    "no charges": lambda redis: redis.delete("{jamgram}:classes"),
    "a clock that is none": lambda redis: redis.hset("{jamgram}:classes", "clock", "noon"),
    "a seat of a server without jams": lambda redis: redis.zadd("{jamgram}:turns:~", {"0000000000000001:~t": -1}),
    "a seat that is none": lambda redis: redis.zadd("{jamgram}:turns:~", {"garbage": -1}),
    "a ticket of nobody": lambda redis: redis.lpush("{jamgram}:lane:~s:~J1", "nobody garbage"),
    "a lane's end": lambda redis: redis.delete("{jamgram}:lane:~s:~J1"),
}


@pytest.mark.parametrize("harm", HARMS)
def test_others_are_served_whatever_is_in_the_jams_lanes(lanes: Lanes, redis: Redis, harm: str) -> None:
    jam_on(lanes, 2)
    lanes.enqueue([ask("last")], now_s=0)
    lanes.enqueue([ask("other", jam="J2")], now_s=0)
    held = take(lanes, "held")
    HARMS[harm](redis)
    lanes.forecast(now_s=0)
    lanes.foreseen([ask(jam="J1")], now_s=0)
    finish(lanes, held, took_s=1)
    found = ids(held)
    while batch := lanes.take("w", most=1, now_s=0):
        found += ids(batch)
        finish(lanes, batch, took_s=1)
    assert {"last", "other"} <= set(found)
