"""The lanes as they stand at one moment, as `snapshot.lua` reads them."""

import math
from functools import lru_cache
from typing import Annotated, Final, Literal, NamedTuple, Self

from pydantic import BeforeValidator, Field, OnErrorOmit, ValidatorFunctionWrapHandler, WrapValidator

from core.contract import Value
from core.lanes.costs import Fits
from core.lanes.values import Listed, State
from core.limits import Key

NotEmpty: Final = Field(min_length=1)


def _or_nothing(text: object, read: ValidatorFunctionWrapHandler) -> object:
    """Leave out a picture that nobody can have stored; the batch is painted all the same."""
    try:
        return read(text)
    except ValueError:
        return ""


class Ticket(NamedTuple):
    """A request in its lane. Those of one `company` can share a batch."""

    id: str
    company: str
    fits: str

    @classmethod
    def read(cls, text: object) -> Self:
        """Read what `ticket` in `ledger.lua` wrote."""
        request_id, _, company = str(text).partition(" ")
        fits = company.removeprefix(f"!{request_id} ")
        _require_fits(fits)
        return cls(request_id, company, fits)


@lru_cache(maxsize=1024)
def _require_fits(text: str) -> None:
    Fits.read(text)


class UserTurn(NamedTuple):
    """A user's seat in the ring of a server, and their lane, never empty."""

    round: int
    seat: int
    user: str
    lane: Annotated[tuple[OnErrorOmit[Annotated[Ticket, BeforeValidator(Ticket.read)]], ...], Listed, NotEmpty]


class ServerTurn(NamedTuple):
    """A server's seat in the ring of servers, and its own ring, never empty."""

    round: int
    seat: int
    server: str
    users: Annotated[tuple[OnErrorOmit[UserTurn], ...], Listed, NotEmpty]


class Aboard(NamedTuple):
    """A request in a batch; it may have ended before the others. Those that were enqueued together are a party."""

    id: str
    server: str
    user: str
    state: State
    party: str
    cancelling: bool = False


class Running(NamedTuple):
    """A batch that a worker holds."""

    id: str
    worker: str
    started_ms: int
    predicted_ms: int
    done: int
    total: int
    preview: Annotated[Key | Literal[""], WrapValidator(_or_nothing)]
    aboard: Annotated[tuple[OnErrorOmit[Aboard], ...], Listed]


class Worker(NamedTuple):
    """A worker that was heard of lately, and how many requests it takes at once."""

    name: str
    most: int


class Snapshot(Value):
    """Rings in the order of turn. What cannot be read is left out: the takes that come by clear it away."""

    people: Annotated[tuple[OnErrorOmit[ServerTurn], ...], Listed]
    jams: Annotated[tuple[OnErrorOmit[ServerTurn], ...], Listed]
    charged: tuple[int, int] = (0, 0)
    """What was charged to people and to jams, each by its share."""
    enters: tuple[int, int] | None = None
    """The rounds in which the server and the user would sit down of whom it was asked."""
    batches: Annotated[tuple[OnErrorOmit[Running], ...], Listed]
    workers: Annotated[tuple[OnErrorOmit[Worker], ...], Listed]
    costs: Annotated[tuple[str, ...], Listed]

    @property
    def learned_ms(self) -> dict[str, float]:
        """Milliseconds by cost key; what is no number was not learned."""
        pairs = zip(self.costs[::2], map(_number, self.costs[1::2]), strict=True)
        return {cost_key: cost_ms for cost_key, cost_ms in pairs if 0 <= cost_ms < math.inf}


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan
