"""Two who ask for two hundred clips each, and twenty who want one: what the many do is hardly felt by the others."""

import heapq
from collections.abc import Sequence
from typing import NamedTuple

import pytest
from redis import Redis

from core.lanes import Batch, Lanes, Limits
from core.request import Request
from tests.core.asking import ask, finish, ids, repeatable

FLOODERS, FLOOD = 2, 200
LIGHT = 20
LIMITS = Limits(user_running=1, user_waiting=FLOOD, server_running=3, server_waiting=10**4, user_s_a_day=10**6)

ALONE_S, COMPANION_S = 8.0, 1.0
"""A pass of one takes so long, and each more in it so much more, as on a GPU. A CPU's passes hold one."""


class Asked(NamedTuple):
    """A request that is made at some second."""

    at_s: float
    request: Request


def flood(*, servers: int) -> list[Asked]:
    return [
        Asked(0, ask(server=f"s{flooder % servers}", user=f"flooder{flooder}"))
        for flooder in range(FLOODERS)
        for _ in range(FLOOD)
    ]


def light(*, servers: int, within_s: float) -> list[Asked]:
    chance = repeatable(1)
    return [
        Asked(chance.uniform(0, within_s), ask(f"light{user}", server=f"s{user % servers}", user=f"u{user}"))
        for user in range(LIGHT)
    ]


def p95_s(redis: Redis, asked: Sequence[Asked], *, workers: int, most: int) -> float:
    """Let workers serve what is asked, on a clock of its own, and say how long a light user waits for the clip."""
    redis.flushall()
    lanes, free = Lanes(redis, limits=LIMITS), [f"w{number}" for number in range(workers)]
    coming = sorted(asked, key=lambda one: one.at_s, reverse=True)
    waiting_since_s = {one.request.id: one.at_s for one in asked if one.request.id.startswith("light")}
    running: list[tuple[float, str, Batch]] = []
    waits_s: list[float] = []
    while len(waits_s) < LIGHT:
        now_s = min([one.at_s for one in coming[-1:]] + [ends_s for ends_s, *_ in running[:1]])
        while coming and coming[-1].at_s <= now_s:
            lanes.enqueue([coming.pop().request], now_s=now_s)
        while running and running[0][0] <= now_s:
            _, worker, batch = heapq.heappop(running)
            finish(lanes, batch, took_s=pass_s(batch))
            free.append(worker)
            waits_s += [now_s - waiting_since_s[one] for one in ids(batch) if one in waiting_since_s]
        while free and (taken := lanes.take(free[0], most=most, now_s=now_s)):
            heapq.heappush(running, (now_s + pass_s(taken), free.pop(0), taken))
    return sorted(waits_s)[round(0.95 * LIGHT) - 1]


def pass_s(batch: Batch) -> float:
    return ALONE_S + COMPANION_S * (len(batch.requests) - 1)


@pytest.mark.parametrize("servers", [1, LIGHT + FLOODERS])
@pytest.mark.parametrize("most", [1, 8])
@pytest.mark.parametrize("workers", [1, 2, 4])
def test_twenty_who_want_a_clip_at_once_wait_at_most_twice_as_long_as_without_the_flood(
    redis: Redis, servers: int, most: int, workers: int
) -> None:
    some = light(servers=servers, within_s=0)
    alone_s = p95_s(redis, some, workers=workers, most=most)
    assert p95_s(redis, flood(servers=servers) + some, workers=workers, most=most) <= 2 * alone_s


@pytest.mark.parametrize("servers", [1, LIGHT + FLOODERS])
@pytest.mark.parametrize(("workers", "most"), [(1, 1), (2, 1), (1, 8), (4, 8)])
def test_who_comes_alone_into_a_flood_waits_for_what_runs_and_one_more_batch_at_most(
    redis: Redis, servers: int, workers: int, most: int
) -> None:
    some = light(servers=servers, within_s=1000)
    alone_s = p95_s(redis, some, workers=workers, most=most)
    longest_s = ALONE_S + COMPANION_S * (most - 1)
    flooded_s = p95_s(redis, flood(servers=servers) + some, workers=workers, most=most)
    assert flooded_s <= alone_s + 2 * longest_s
