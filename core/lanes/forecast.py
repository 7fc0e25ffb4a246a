"""When everybody's turn comes: the drain of the lanes, played through without touching them."""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from core.lanes.drain import Drain, Passenger
from core.lanes.milliseconds import MS
from core.lanes.snapshot import Running, Snapshot, Ticket, Worker
from core.lanes.values import Limits

NOBODY: Final = Worker(name="nobody", most=1)
"""Without a worker there is an order but no time; it is the order in which this one would take."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """Where a request stands if nobody else asks: `place` 1 is taken next, 0 is being painted.

    The times are None while no worker is alive. `done` of `total` steps are painted. `preview` is the artefact of what
    there is to see; strangers and other cards share batches, so only those aboard who were enqueued together get it.
    """

    place: int
    starts_s: float | None
    ends_s: float | None
    running: bool = False
    done: int = 0
    total: int = 0
    preview: str | None = None
    cancelling: bool = False
    """It was called off while it is painted, and its worker has not confirmed that yet."""


@dataclass(frozen=True, slots=True)
class Run:
    """A batch that frees its slots at its end, and its worker too if that one is alive."""

    starts_ms: int
    ends_ms: int
    worker: Worker | None
    passengers: tuple[Passenger, ...]


def forecast(now: Snapshot, *, limits: Limits, now_ms: int) -> dict[str, Forecast]:
    """Foresee every waiting and running request: the workers alive take one after another, as they would."""
    painting = {who.id for batch in now.batches for who in batch.aboard if who.state == "taken"}
    running = [_run_of(batch, now, now_ms) for batch in now.batches]
    found = {
        who.id: replace(_painting(batch, run), cancelling=who.cancelling)
        for batch, run in zip(now.batches, running, strict=True)
        for who in batch.aboard
        if who.id in painting
    }
    for run in drain(now, running, limits=limits, now_ms=now_ms):
        for place, who in enumerate(run.passengers, start=len(found) - len(painting) + 1):
            found[who.id] = _at(place, run)
    return found


def room_s(now: Snapshot, *, limits: Limits, now_ms: int, who: tuple[str, str], places: int) -> float | None:
    """Foresee when so many of those who wait in a user's or a server's name will have begun; None if nobody knows."""
    kind, name = who
    running = [_run_of(batch, now, now_ms) for batch in now.batches]
    for run in drain(now, running, limits=limits, now_ms=now_ms):
        places -= sum(name == (one.user if kind == "user" else one.server) for one in run.passengers)
        if places <= 0:
            return _at(0, run).starts_s
    return None


def wait_s(
    now: Snapshot, tickets: Iterable[Ticket], *, limits: Limits, now_ms: int, lane: tuple[str, str]
) -> float | None:
    """Foresee how long it would take until all of these are done, if they began to wait now; None if nobody knows.

    The snapshot must be one that says in which rounds the two of this lane would sit down.
    """
    lanes, missing = Drain(now, limits=limits), {ticket.id for ticket in tickets}
    if now.enters is not None:
        lanes.join(lane, tickets, rounds=now.enters)
    ends_ms = now_ms
    for run in drained(lanes, now, [_run_of(batch, now, now_ms) for batch in now.batches], now_ms=now_ms):
        aboard = missing & {who.id for who in run.passengers}
        if aboard and run.worker == NOBODY:
            return None
        ends_ms = max(ends_ms, run.ends_ms) if aboard else ends_ms
        missing -= aboard
        if not missing:
            return (ends_ms - now_ms) / MS
    return None


def drain(now: Snapshot, running: list[Run], *, limits: Limits, now_ms: int) -> Iterator[Run]:
    """Foresee the batches that will be taken, in their order."""
    return drained(Drain(now, limits=limits), now, running, now_ms=now_ms)


def drained(lanes: Drain, now: Snapshot, running: list[Run], *, now_ms: int) -> Iterator[Run]:
    """Let idle workers take until none finds anything, then wait for the next batch to end, and so on."""
    for run in running:
        lanes.occupy(run.passengers)
    busy = {run.worker for run in running}
    idle = [worker for worker in sorted(now.workers or [NOBODY]) if worker not in busy]
    ends = [(run.ends_ms, order, run) for order, run in enumerate(running)]
    heapq.heapify(ends)
    order = len(ends)
    while True:
        while idle and (batch := lanes.take(idle[0].most)):
            run = Run(now_ms, now_ms + batch.predicted_ms, idle.pop(0), batch.passengers)
            heapq.heappush(ends, (run.ends_ms, order, run))
            order += 1
            yield run
        if not ends:
            return
        now_ms, _, run = heapq.heappop(ends)
        lanes.release(run.passengers)
        idle += [run.worker] if run.worker else []


def _at(place: int, run: Run) -> Forecast:
    if run.worker is None or run.worker == NOBODY:
        return Forecast(place, None, None)
    return Forecast(place, run.starts_ms / MS, run.ends_ms / MS)


def _painting(batch: Running, run: Run) -> Forecast:
    alone = len({who.party for who in batch.aboard}) == 1
    preview = batch.preview if alone and batch.preview else None
    return replace(_at(0, run), running=True, done=batch.done, total=batch.total, preview=preview)


def _run_of(batch: Running, now: Snapshot, now_ms: int) -> Run:
    worker = next((worker for worker in now.workers if worker.name == batch.worker), None)
    passengers = tuple(Passenger(who.id, who.server, who.user) for who in batch.aboard)
    return Run(batch.started_ms, max(now_ms, batch.started_ms + batch.predicted_ms), worker, passengers)
