"""The same choice as `take.lua` makes, over a copy: the one other place that knows it. A test holds both together."""

from bisect import insort
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice
from typing import Final, NamedTuple, Self

from core.lanes.costs import JAM, Fits, class_cost_ms, server_cost_ms, tenths_of
from core.lanes.snapshot import ServerTurn, Snapshot, Ticket
from core.lanes.values import Limits

MISFITS_MOST: Final = 64
"""How many lanes that don't fit are passed over before a batch stays smaller; as in `take.lua`."""

LAST_SEAT: Final = 10**16
"""Seats are numbered below it."""

NEWCOMERS: Final = 2
"""A server and a user, who may sit down before anybody is served."""


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


@dataclass(slots=True)
class Class:
    """The ring of one class's servers, and what was charged for all of them by its share."""

    tenths: int
    charged_ms: int
    servers: list[Seat]

    @classmethod
    def of(cls, servers: Sequence[ServerTurn], *, name: str, charged_ms: int) -> Self:
        """Copy how it stands."""
        return cls(tenths_of(name), charged_ms, [Seat(at.round, at.seat, at.server) for at in servers])

    def charge(self, cost_ms: int) -> None:
        """Charge what is painted for it."""
        self.charged_ms += class_cost_ms(cost_ms, self.tenths)


@dataclass(frozen=True, slots=True)
class Taken:
    """A batch that the drain took."""

    passengers: tuple[Passenger, ...]
    predicted_ms: int


class Drain:
    """Rings, lanes and running batches that change as batches are taken and released."""

    def __init__(self, now: Snapshot, *, limits: Limits) -> None:
        servers = (*now.people, *now.jams)
        self._limits = limits
        self._learned = now.learned_ms
        self._costs: dict[str, int] = {}
        self._numbers = count(LAST_SEAT - NEWCOMERS)
        self._people = Class.of(now.people, name="", charged_ms=now.charged[0])
        self._jams = Class.of(now.jams, name=JAM, charged_ms=now.charged[1])
        self._users = {at.server: [Seat(user.round, user.seat, user.user) for user in at.users] for at in servers}
        self._lanes = {(at.server, user.user): deque(user.lane) for at in servers for user in at.users}
        self._running: Counter[tuple[str, str]] = Counter()

    def take(self, most: int) -> Taken | None:
        """Take the next batch, or None if nobody waits who may run."""
        first = self._first_in_turn()
        if first is None:
            return None
        passengers: list[Passenger] = []
        its, predicted_ms = first[0], 0
        found: tuple[Seat, Seat] | None = first[1]
        while found:
            server, user = found
            request = self._lanes[server.name, user.name].popleft()
            passengers.append(Passenger(request.id, server.name, user.name))
            cost_ms = self._cost_ms(request.fits)
            self._charge(its, server, user, cost_ms)
            predicted_ms += cost_ms
            found = self._next_in_turn(its, request.company) if len(passengers) < most else None
        self.occupy(passengers)
        return Taken(tuple(passengers), predicted_ms)

    def join(self, lane: tuple[str, str], tickets: Iterable[Ticket], *, rounds: tuple[int, int]) -> None:
        """Let requests wait that nobody has asked for yet; those who don't wait sit down in these rounds."""
        server, user = lane
        self._lanes.setdefault(lane, deque()).extend(tickets)
        self._sit(self._class_of(server).servers, Seat(rounds[0], next(self._numbers), server))
        self._sit(self._users.setdefault(server, []), Seat(rounds[1], next(self._numbers), user))

    def occupy(self, passengers: Sequence[Passenger]) -> None:
        """Begin a batch."""
        self._running.update(_slots(passengers))

    def release(self, passengers: Sequence[Passenger]) -> None:
        """End a batch."""
        self._running.subtract(_slots(passengers))

    def _first_in_turn(self) -> tuple[Class, tuple[Seat, Seat]] | None:
        """Choose a class and who is next of it. One that nobody of can be served is lifted to the one that is."""
        first, other = self._people, self._jams
        if other.charged_ms < first.charged_ms:
            first, other = other, first
        if found := self._next_in_turn(first, None):
            return first, found
        if found := self._next_in_turn(other, None):
            first.charged_ms = other.charged_ms
            return other, found
        return None

    def _next_in_turn(self, its: Class, company: str | None) -> tuple[Seat, Seat] | None:
        for server, user in islice(self._with_room(its), MISFITS_MOST):
            lane = self._lanes[server.name, user.name]
            if lane and company in (None, lane[0].company):
                return server, user
        return None

    def _with_room(self, its: Class) -> Iterator[tuple[Seat, Seat]]:
        for server in its.servers:
            if self._running["server", server.name] < self._limits.server_running:
                for user in self._users[server.name]:
                    if its is self._jams or self._running["user", user.name] < self._limits.user_running:
                        yield server, user

    def _cost_ms(self, fits: str) -> int:
        if fits not in self._costs:
            self._costs[fits] = Fits.read(fits).cost_ms(self._learned)
        return self._costs[fits]

    def _class_of(self, server: str) -> Class:
        return self._jams if server.startswith(JAM) else self._people

    def _charge(self, its: Class, server: Seat, user: Seat, cost_ms: int) -> None:
        its.charge(cost_ms)
        users, lane = self._users[server.name], self._lanes[server.name, user.name]
        self._pay(users, user, cost_ms=cost_ms, goes_on=bool(lane))
        self._pay(its.servers, server, cost_ms=server_cost_ms(cost_ms, server.name), goes_on=bool(users))

    def _sit(self, ring: list[Seat], seat: Seat) -> None:
        if all(one.name != seat.name for one in ring):
            insort(ring, seat)

    def _pay(self, ring: list[Seat], seat: Seat, *, cost_ms: int, goes_on: bool) -> None:
        ring.remove(seat)
        if goes_on:
            insort(ring, Seat(seat.round_ms + cost_ms, next(self._numbers), seat.name))


def _slots(passengers: Iterable[Passenger]) -> set[tuple[str, str]]:
    slots = set()
    for who in passengers:
        slots |= {("server", who.server), ("user", who.user)}
    return slots
