"""The lanes as they stand at one moment, as `snapshot.lua` reads them."""

from typing import Annotated, NamedTuple

from core.contract import Value
from core.lanes.values import Listed, State


class UserTurn(NamedTuple):
    """A user's seat in the ring of a server, and their lane of `id fits` tickets, never empty."""

    round: int
    seat: int
    user: str
    lane: tuple[str, ...]


class ServerTurn(NamedTuple):
    """A server's seat in the ring of servers, and its own ring, never empty."""

    round: int
    seat: int
    server: str
    users: tuple[UserTurn, ...]


class Aboard(NamedTuple):
    """A request in a batch; it may have ended before the others. Those that were enqueued together are a party."""

    id: str
    server: str
    user: str
    state: State
    party: str


class Running(NamedTuple):
    """A batch that a worker holds."""

    id: str
    worker: str
    started_ms: int
    predicted_ms: int
    done: int
    total: int
    preview: str
    aboard: tuple[Aboard, ...]


class Worker(NamedTuple):
    """A worker that was heard of lately, and how many requests it takes at once."""

    name: str
    most: int


class Snapshot(Value):
    """Rings in the order of turn."""

    servers: Annotated[tuple[ServerTurn, ...], Listed]
    batches: Annotated[tuple[Running, ...], Listed]
    workers: Annotated[tuple[Worker, ...], Listed]
    costs: Annotated[tuple[str, ...], Listed]

    @property
    def learned_ms(self) -> dict[str, float]:
        """Milliseconds by cost key."""
        return dict(zip(self.costs[::2], map(float, self.costs[1::2]), strict=True))
