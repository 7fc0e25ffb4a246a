"""Who is next."""

from collections import Counter

import pytest
from redis import Redis

from core.lanes import Lanes
from tests.core.asking import NO_LIMITS, ask, drain, finish, flood, ids, take


@pytest.fixture
def lanes(redis: Redis) -> Lanes:
    return Lanes(redis, limits=NO_LIMITS)


def served(lanes: Lanes, batches: int, *, most: int = 1, took_s: float | None = None) -> list[str]:
    """Let one worker take and finish so many batches, and say whose ids were in them."""
    found = []
    for _ in range(batches):
        batch = take(lanes, most=most)
        found += ids(batch)
        finish(lanes, batch, took_s=batch.predicted_s if took_s is None else took_s)
    return found


def shares(lanes: Lanes, batches: int, owners: dict[str, str], *, most: int = 1) -> Counter[str]:
    return Counter(owners[request_id] for request_id in served(lanes, batches, most=most))


@pytest.mark.parametrize("server", ["s", "other"])
@pytest.mark.parametrize("steps", [25, 50])
@pytest.mark.parametrize("batches_before", [0, 1, 5])
def test_a_first_request_waits_for_one_batch_of_a_flooder_at_most(
    lanes: Lanes, server: str, steps: int, batches_before: int
) -> None:
    flood(lanes, 100)
    served(lanes, batches_before, most=8)
    running = take(lanes, "1", most=8)
    lanes.enqueue([ask("first", server=server, user="newcomer", steps=steps)], now_s=0)
    finish(lanes, running, took_s=running.predicted_s)
    assert "first" in ids(take(lanes, "1", most=8))


def test_a_flooder_who_comes_again_and_again_is_not_before_a_newcomer(lanes: Lanes) -> None:
    flood(lanes, 8)
    running = take(lanes, most=8)
    flood(lanes, 8)
    lanes.enqueue([ask("first", user="newcomer", steps=50)], now_s=0)
    finish(lanes, running, took_s=running.predicted_s)
    assert ids(take(lanes, most=8)) == ["first"]


def test_whoever_leaves_and_comes_back_has_no_more_than_who_stays(lanes: Lanes) -> None:
    stays = set(flood(lanes, 40, user="stays"))
    found = []
    for number in range(20):
        lanes.enqueue([ask(f"back{number}", user="comes-back")], now_s=0)
        while f"back{number}" not in found:
            found += served(lanes, 1)
    assert Counter(request_id in stays for request_id in found)[True] == pytest.approx(20, abs=1)


@pytest.mark.parametrize("server", ["s", "other"])
def test_cancelling_and_asking_again_gains_nothing(lanes: Lanes, server: str) -> None:
    flood(lanes, 3, user="u")
    lanes.enqueue([ask(f"v{number}", server=server, user="v", steps=50) for number in range(3)], now_s=0)
    served(lanes, 1, most=3)
    lanes.enqueue([ask("again", user="u")], now_s=0)
    lanes.cancel("again")
    lanes.enqueue([ask("once-more", user="u")], now_s=0)
    assert served(lanes, 4) == ["v0", "v1", "once-more", "v2"]


@pytest.mark.parametrize("server", ["s", "other"])
def test_a_latecomer_shares_from_now_on_and_is_not_owed_the_past(lanes: Lanes, server: str) -> None:
    owners = dict.fromkeys(flood(lanes, 80, user="early"), "early")
    served(lanes, 40)
    owners |= dict.fromkeys(flood(lanes, 80, server=server, user="late"), "late")
    assert shares(lanes, 20, owners) == {"early": 10, "late": 10}


def test_debts_last_while_anything_is_painted(lanes: Lanes) -> None:
    flood(lanes, 8)
    running = take(lanes, "1", most=8)
    lanes.enqueue([ask(user="other")], now_s=0)
    finish(lanes, take(lanes, "2"), took_s=8.0)
    flood(lanes, 8)
    lanes.enqueue([ask("first", user="newcomer", steps=50)], now_s=0)
    finish(lanes, running, took_s=running.predicted_s)
    assert ids(take(lanes, "1", most=8)) == ["first"]


def test_users_of_a_server_take_turns(lanes: Lanes) -> None:
    for user in "uvw":
        lanes.enqueue([ask(f"{user}{number}", user=user) for number in range(3)], now_s=0)
    assert served(lanes, 9) == ["u0", "v0", "w0", "u1", "v1", "w1", "u2", "v2", "w2"]


def test_a_server_of_many_users_has_as_much_as_a_server_of_one(lanes: Lanes) -> None:
    owners = dict.fromkeys(flood(lanes, 30, server="one"), "one")
    for user in range(10):
        owners |= dict.fromkeys(flood(lanes, 3, server="many", user=f"u{user}"), "many")
    assert shares(lanes, 40, owners) == {"one": 20, "many": 20}


def test_shares_are_of_seconds_not_of_requests(lanes: Lanes) -> None:
    owners = dict.fromkeys(flood(lanes, 40, user="long", steps=75), "long")
    owners |= dict.fromkeys(flood(lanes, 40, user="short", steps=25), "short")
    assert shares(lanes, 40, owners) == {"short": 30, "long": 10}


def test_shares_follow_the_seconds_that_were_learned(lanes: Lanes) -> None:
    flood(lanes, 12, user="slower-than-guessed")
    served(lanes, 12, took_s=24.0)
    owners = dict.fromkeys(flood(lanes, 40, user="slow", steps=25), "slow")
    owners |= dict.fromkeys(flood(lanes, 40, user="as-guessed", steps=75), "as-guessed")
    found = shares(lanes, 40, owners)
    assert found["slow"] == pytest.approx(20, abs=1)


@pytest.mark.parametrize("server", ["s", "other"])
@pytest.mark.parametrize(("took_s", "turns"), [(80, 2), (1, 16)])
def test_shares_are_of_the_seconds_that_were_really_taken(lanes: Lanes, server: str, took_s: float, turns: int) -> None:
    odd = set(flood(lanes, 40, user="odd"))
    flood(lanes, 40, server=server, user="plain")
    for _ in range(20):
        batch = take(lanes)
        if odd & set(ids(batch)):
            finish(lanes, batch, took_s=took_s, failed=ids(batch))  # which teaches nothing
        else:
            finish(lanes, batch, took_s=8)
    assert len(odd & {one for one in odd if lanes.state(one) == "failed"}) == pytest.approx(turns, abs=1.5)


@pytest.mark.parametrize("server", ["s", "other"])
def test_who_took_longer_than_foreseen_owes_it_though_all_that_was_foreseen_is_paid(lanes: Lanes, server: str) -> None:
    flood(lanes, 1, server=server, user="slow")
    slow = take(lanes, "slow")
    flood(lanes, 10)
    for _ in range(3):
        finish(lanes, take(lanes), took_s=8)
    finish(lanes, slow, took_s=80, failed=ids(slow))
    lanes.enqueue([ask("again", server=server, user="slow")], now_s=0)
    assert "again" not in served(lanes, 7)


def test_a_whole_batch_is_charged_to_those_who_are_in_it(lanes: Lanes) -> None:
    owners = dict.fromkeys(flood(lanes, 80, user="flooder"), "flooder")
    owners |= dict.fromkeys(flood(lanes, 80, user="other", steps=26), "other")
    found = shares(lanes, 10, owners, most=8)
    assert found["flooder"] == pytest.approx(found["other"], abs=8)


def test_a_batch_is_shared_like_the_time(lanes: Lanes) -> None:
    owners: dict[str, str] = {}
    for user in "uvwx":
        owners |= dict.fromkeys(flood(lanes, 8, user=user), user)
    assert shares(lanes, 1, owners, most=8) == {"u": 2, "v": 2, "w": 2, "x": 2}


def test_a_direct_message_weighs_half_a_server(lanes: Lanes) -> None:
    owners = dict.fromkeys(flood(lanes, 40, server=None), "direct")
    owners |= dict.fromkeys(flood(lanes, 40, server="s"), "server")
    assert shares(lanes, 30, owners) == {"direct": 10, "server": 20}


def test_direct_messages_of_two_users_are_two_servers(lanes: Lanes) -> None:
    flood(lanes, 20, server=None, user="flooder")
    served(lanes, 2)
    lanes.enqueue([ask("first", server=None, user="other")], now_s=0)
    assert served(lanes, 1) == ["first"]


def test_light_users_among_flooders_wait_twice_their_own_work_at_most(lanes: Lanes) -> None:
    """Two flood 200 each, 20 ask once: in a ring of 22 the last of them is served in the first round."""
    for flooder in ("f", "g"):
        flood(lanes, 200, user=flooder)
    light = [ask(f"light{number}", user=f"u{number}") for number in range(20)]
    for request in light:
        lanes.enqueue([request], now_s=0)
    waits = {one.id: one.ends_s for one in drain(lanes, idle=["w"], most=1, now_s=0) if one.id.startswith("light")}
    alone_s = 20 * 8.0
    assert max(waits.values()) <= alone_s + 2 * 8.0


def turns(redis: Redis) -> list[object]:
    """All that is remembered of who was served."""
    kinds = ("turns", "seats", "rested", "clock", "lane")
    return [key for kind in kinds for key in redis.keys(f"{{jamgram}}:{kind}:*")]


def test_the_debts_of_a_rush_hour_end_with_it(lanes: Lanes, redis: Redis) -> None:
    flood(lanes, 8, server="s")
    flood(lanes, 8, server="t", user="v")
    served(lanes, 2, most=8)
    assert turns(redis) == []


def test_debts_end_too_when_the_last_request_is_cancelled(lanes: Lanes, redis: Redis) -> None:
    flood(lanes, 8)
    lanes.enqueue([ask("last", server="t")], now_s=0)
    served(lanes, 1, most=7)
    served(lanes, 1)
    rest = lanes.forecast(now_s=0)
    for request_id in rest:
        lanes.cancel(request_id)
    assert rest
    assert turns(redis) == []


def test_servers_that_were_served_and_left_are_forgotten_when_others_caught_up(lanes: Lanes, redis: Redis) -> None:
    flood(lanes, 100, server="stays")
    for number in range(50):
        lanes.enqueue([ask(server=f"guest{number}")], now_s=0)
    served(lanes, 140)
    assert len(redis.keys("{jamgram}:rested:*")) <= 3


def test_a_batch_passes_over_a_bounded_number_of_others(lanes: Lanes) -> None:
    lanes.enqueue([ask("first", user="first")], now_s=0)
    for number in range(64):
        lanes.enqueue([ask(user=f"misfit{number}", steps=50)], now_s=0)
    lanes.enqueue([ask("far", user="far")], now_s=0)
    assert ids(take(lanes, most=8)) == ["first"]
