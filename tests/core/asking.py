"""Requests as people make them, and a drain of the real lanes on a clock of its own."""

import heapq
from collections.abc import Collection, Iterable, Sequence
from itertools import count
from random import Random
from typing import NamedTuple

from core.contract import Riff
from core.ending import Failure, Made
from core.lanes import Batch, Lanes, Limits, Over
from core.request import Origin, Request

NO_LIMITS = Limits(
    user_running=10**6,
    user_waiting=10**6,
    server_running=10**6,
    server_waiting=10**6,
    user_s_a_day=10**9,
    jam_waiting=10**6,
    server_jam_s_a_day=10**9,
)

NUMBERS = count()


def repeatable(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - a test that can be repeated keeps no secret


def ask(
    request_id: str = "",
    *,
    server: str | None = "s",
    user: str = "u",
    steps: int = 25,
    guidance: float = 3.0,
    jam: str | None = None,
) -> Request:
    recipe = Riff(prompt="lo-fi beats", seed=1, steps=steps, guidance=guidance)
    origin = Origin(server=server, channel="c", author=user, jam=jam)
    return Request(id=request_id or f"r{next(NUMBERS)}", recipe=recipe, origin=origin)


def made(mark: str = "a") -> Made:
    """A clip whose artefacts nobody looks for."""
    return Made(png=mark * 64, mp3=mark * 64, duration_s=5.12)


def broken() -> Failure:
    return Failure(sentence="It did not work.")


def ends(aboard: Iterable[str], *, failed: Collection[str] = ()) -> dict[str, Made | Failure]:
    return {one: broken() if one in failed else made() for one in aboard}


def finish(lanes: Lanes, batch: Batch, *, took_s: float, failed: Collection[str] = ()) -> Over:
    """End a batch: what did not fail was made."""
    return lanes.finish(batch.id, took_s=took_s, ends=ends(ids(batch), failed=failed))


def flood(lanes: Lanes, number: int, *, server: str | None = "s", user: str = "u", steps: int = 25) -> list[str]:
    """Enqueue many requests of one user, at 0 s."""
    asked = [ask(server=server, user=user, steps=steps) for _ in range(number)]
    return list(lanes.enqueue(asked, now_s=0))


def jam_on(lanes: Lanes, number: int, *, server: str = "s", jam: str = "J1", steps: int = 25) -> list[str]:
    """Enqueue many entries of one jam, each of another player, at 0 s."""
    asked = [ask(server=server, user=f"p{player}", jam=jam, steps=steps) for player in range(number)]
    return list(lanes.enqueue(asked, now_s=0))


def ids(batch: Batch | None) -> list[str]:
    return [request.id for request in batch.requests] if batch else []


def take(lanes: Lanes, worker: str = "w", *, most: int = 1, now_s: float = 0) -> Batch:
    """Take where something must be there to be taken."""
    batch = lanes.take(worker, most=most, now_s=now_s)
    assert batch is not None
    return batch


class Served(NamedTuple):
    """When a request was painted, if its batch took as long as predicted."""

    id: str
    starts_s: float
    ends_s: float


class Running(NamedTuple):
    """A batch that a worker began earlier."""

    worker: str
    batch: Batch
    starts_s: float


def drain(
    lanes: Lanes, *, idle: Sequence[str], most: int, now_s: float, running: Sequence[Running] = ()
) -> list[Served]:
    """Let idle workers take until none gets anything, then end the next batch, and so on; batches last as predicted.

    Those that ran before fail: they were predicted with older costs, and what failed teaches nothing.
    """
    free, served, order = list(idle), [], count()
    over = [(max(now_s, _end_s(run)), next(order), run) for run in running]
    heapq.heapify(over)
    while True:
        while free and (batch := lanes.take(free[0], most=most, now_s=now_s)):
            run = Running(free.pop(0), batch, now_s)
            served += [Served(request_id, now_s, _end_s(run)) for request_id in ids(batch)]
            heapq.heappush(over, (_end_s(run), next(order), run))
        if not over:
            return served
        now_s, _, run = heapq.heappop(over)
        finish(lanes, run.batch, took_s=run.batch.predicted_s, failed=ids(run.batch) if run in running else [])
        free.append(run.worker)


def _end_s(run: Running) -> float:
    return round(run.starts_s + run.batch.predicted_s, 3)
