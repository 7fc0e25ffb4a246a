"""One of many does a thing at a time."""

import threading

import pytest
from redis import Redis

from core.lease import Lease
from tests.waiting import until

NAME = "{jamgram}:lease:refresher"


def lease(redis: Redis, holder: str, *, ttl_s: float = 30) -> Lease:
    return Lease(redis, NAME, holder=holder, ttl_s=ttl_s)


def test_a_free_lease_is_taken_and_renewed(redis: Redis) -> None:
    mine = lease(redis, "me")
    assert mine.hold()
    assert mine.hold()


def test_a_lease_that_another_holds_is_not_given(redis: Redis) -> None:
    assert lease(redis, "me").hold()
    assert not lease(redis, "other").hold()


def test_a_lease_that_is_let_go_is_free(redis: Redis) -> None:
    mine = lease(redis, "me")
    mine.hold()
    mine.release()
    assert lease(redis, "other").hold()


def test_nobody_lets_go_what_another_holds(redis: Redis) -> None:
    mine, other = lease(redis, "me"), lease(redis, "other")
    mine.hold()
    other.release()
    assert not other.hold()


def test_a_lease_ends_by_itself(redis: Redis) -> None:
    lease(redis, "dead", ttl_s=30).hold()
    assert not lease(redis, "other").hold()
    assert 0 < redis.pttl(NAME) <= 30_000
    lease(redis, "dead", ttl_s=0.05).hold()
    until(lease(redis, "other").hold)


def test_to_renew_begins_the_time_anew(redis: Redis) -> None:
    mine = lease(redis, "me", ttl_s=1000)
    mine.hold()
    redis.pexpire(NAME, 60_000)
    assert mine.hold()
    assert redis.pttl(NAME) > 60_000


def test_leases_of_other_names_are_strangers(redis: Redis) -> None:
    lease(redis, "me").hold()
    assert Lease(redis, "{jamgram}:lease:sweeper", holder="other", ttl_s=30).hold()


@pytest.mark.parametrize("decode", [False, True])
def test_a_client_that_decodes_is_served_as_well(redis: Redis, *, decode: bool) -> None:
    path = redis.connection_pool.connection_kwargs["path"]
    with Redis(unix_socket_path=path, decode_responses=decode) as client:
        mine = lease(client, "me")
        assert (mine.hold(), mine.hold()) == (True, True)


def test_of_many_who_ask_at_once_one_gets_it(redis: Redis) -> None:
    start, given = threading.Barrier(8), list[str]()

    def ask(holder: str) -> None:
        start.wait()
        if lease(redis, holder).hold():
            given.append(holder)

    threads = [threading.Thread(target=ask, args=(f"h{number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(given) == 1


def test_a_redis_that_forgot_its_scripts_still_leases(redis: Redis) -> None:
    mine = lease(redis, "me")
    mine.hold()
    redis.script_flush()
    assert mine.hold()
