"""The same choice as `take.lua` makes, over a copy: the one other place that knows it. A test holds both together."""

from bisect import insort
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice
from typing import Final, NamedTuple

from core.lanes.costs import Fits, server_cost_ms
from core.lanes.snapshot import Snapshot
from core.lanes.values import Limits

MISFITS_MOST: Final = 64
"""How many lanes that don't fit are passed over before a batch stays smaller; as in `take.lua`."""

LAST_SEAT: Final = 10**16
"""Seats are numbered below it."""


class Seat(NamedTuple):
    """Who waits in a ring; seats sort by turn."""

    round_ms: int
    number: int
    name: str


class Passenger(NamedTuple):
    """A request on its way through a batch."""

    id: str
    server: str
    user: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A batch that the drain took."""

    passengers: tuple[Passenger, ...]
    predicted_ms: int


class Drain:
    """Rings, lanes and running batches that change as batches are taken and released."""

    def __init__(self, now: Snapshot, *, limits: Limits) -> None:
        servers = now.servers
        self._limits = limits
        self._learned = now.learned_ms
        self._costs: dict[str, int] = {}
        self._numbers = count(LAST_SEAT)
        self._servers = [Seat(at.round, at.seat, at.server) for at in servers]
        self._users = {at.server: [Seat(user.round, user.seat, user.user) for user in at.users] for at in servers}
        self._lanes = {(at.server, user.user): deque(user.lane) for at in servers for user in at.users}
        self._running: Counter[tuple[str, str]] = Counter()

    def take(self, most: int) -> Taken | None:
        """Take the next batch, or None if nobody waits who may run."""
        passengers: list[Passenger] = []
        company, predicted_ms = None, 0
        while len(passengers) < most and (found := self._next_in_turn(company)):
            server, user = found
            request = self._lanes[server.name, user.name].popleft()
            passengers.append(Passenger(request.id, server.name, user.name))
            company, cost_ms = request.company, self._cost_ms(request.fits)
            self._charge(server, user, cost_ms)
            predicted_ms += cost_ms
        self.occupy(passengers)
        return Taken(tuple(passengers), predicted_ms) if passengers else None

    def occupy(self, passengers: Sequence[Passenger]) -> None:
        """Begin a batch."""
        self._running.update(_slots(passengers))

    def release(self, passengers: Sequence[Passenger]) -> None:
        """End a batch."""
        self._running.subtract(_slots(passengers))

    def _next_in_turn(self, company: str | None) -> tuple[Seat, Seat] | None:
        for server, user in islice(self._with_room(), MISFITS_MOST):
            lane = self._lanes[server.name, user.name]
            if lane and company in (None, lane[0].company):
                return server, user
        return None

    def _with_room(self) -> Iterator[tuple[Seat, Seat]]:
        for server in self._servers:
            if self._running["server", server.name] < self._limits.server_running:
                for user in self._users[server.name]:
                    if self._running["user", user.name] < self._limits.user_running:
                        yield server, user

    def _cost_ms(self, fits: str) -> int:
        if fits not in self._costs:
            self._costs[fits] = Fits.read(fits).cost_ms(self._learned)
        return self._costs[fits]

    def _charge(self, server: Seat, user: Seat, cost_ms: int) -> None:
        users, lane = self._users[server.name], self._lanes[server.name, user.name]
        self._pay(users, user, cost_ms=cost_ms, goes_on=bool(lane))
        self._pay(self._servers, server, cost_ms=server_cost_ms(cost_ms, server.name), goes_on=bool(users))

    def _pay(self, ring: list[Seat], seat: Seat, *, cost_ms: int, goes_on: bool) -> None:
        ring.remove(seat)
        if goes_on:
            insort(ring, Seat(seat.round_ms + cost_ms, next(self._numbers), seat.name))


def _slots(passengers: Iterable[Passenger]) -> set[tuple[str, str]]:
    slots = set()
    for who in passengers:
        slots |= {("server", who.server), ("user", who.user)}
    return slots
