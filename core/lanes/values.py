"""What lanes take and give."""

from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator

from core.codes import Code
from core.contract import Value
from core.errors import UserError
from core.request import Request

State = Literal["waiting", "taken", "done", "failed", "cancelled"]
"""A request is in exactly one of them; the last three are ends."""

Limit = Literal["user", "server", "day", "jams", "jams_day"]
"""The last two are those of all jams of a server."""

LIMIT_CODES: Final[dict[Limit, Code]] = {
    "user": "E-QUEUE-USER",
    "server": "E-QUEUE-SERVER",
    "day": "E-LIMIT-DAY",
    "jams": "E-QUEUE-JAMS",
    "jams_day": "E-LIMIT-JAMS",
}

Listed = BeforeValidator(list)
"""Lua's only table is both list and map: an empty list arrives as `{}`."""

Ids = Annotated[tuple[str, ...], Listed]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one user, one server and its jams may have.

    The running ones count batches, not requests: how many workers one may keep busy at a time. Four variations
    of one riff are painted in one pass.
    """

    user_running: int = 1
    user_waiting: int = 4
    server_running: int = 3
    server_waiting: int = 30
    user_s_a_day: int = 600
    jam_waiting: int = 32
    """Requests that all jams of a server may have waiting: they count for none of its players."""
    server_jam_s_a_day: int = 3600


@dataclass(frozen=True, slots=True)
class Batch:
    """Requests that one pass can paint together, held by one worker until it finishes them or gives them back."""

    id: str
    requests: tuple[Request, ...]
    predicted_s: float
    waited_s: tuple[float, ...] = ()
    """How long each was in the lanes before it was taken, in no order."""


class Counts(Value):
    """How much there is to do, and how many workers are there to do it."""

    waiting: int
    taken: int
    workers: int


class Over(Value):
    """What became of a batch's requests. Those that were cancelled earlier are not named again."""

    done: Ids = ()
    failed: Ids = ()
    cancelled: Ids = ()
    returned: Ids = ()


class Withdrawn(Value):
    """Which requests the lanes have forgotten, and which of them a worker has yet to let go of."""

    out: Ids = ()
    stopping: Ids = ()


class LimitReached(UserError):  # noqa: N818 - a limit is no error
    """The user or the server has as much as it may. `limit` says which; nothing was changed.

    `frees_s` is when there will be room, if that can be told; None also where asking again is of no use. `fact` is the
    sentence without it, for those who have a better way to say a time.
    """

    def __init__(self, sentence: str, *, fact: str, limit: Limit, most: int, frees_s: float | None) -> None:
        super().__init__(sentence, code=LIMIT_CODES[limit])
        self.fact = fact
        self.limit = limit
        self.most = most
        self.frees_s = frees_s


class BatchGoneError(LookupError):
    """The batch is no longer this worker's: it is finished, or was given back because the worker fell silent."""
