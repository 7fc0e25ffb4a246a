"""What the lanes' scripts are asked and what they answer, beside the values that everybody sees."""

from collections.abc import Sequence
from typing import Annotated, Final, Literal

from core.contract import Painted, Value
from core.ending import Exported, Failure, Made
from core.lanes.costs import DIRECT, JAM, Fits
from core.lanes.milliseconds import MS, ms_of
from core.lanes.snapshot import Ticket
from core.lanes.values import Ids, Limit, Limits, Listed, State
from core.request import Origin, Request

TEXT_MAX: Final = 1 << 15
"""Characters of a request. Its longest words are a twentieth of it; whatever has more was not written by us."""

DAY_S: Final = 24 * 3600

UNBOUNDED: Final = 10**9

OF_JAMS: Final[dict[Limit, Limit]] = {"user": "jams", "server": "jams", "day": "jams_day"}
"""What the limits of a lane are called if it is a jam's."""


class Enqueued(Value):
    """Which ids are new, or which limit they would pass, by how much, and whether they would pass it alone.

    Of the day there are milliseconds, else requests.
    """

    new: Ids = ()
    refused: Limit | None = None
    most: int = 0
    over: int = 0
    room: int = 0
    hopeless: bool = False

    @property
    def counted(self) -> tuple[int, int]:
        """How much there may be, and for how much there is room: requests, or seconds of the day."""
        return (self.most // MS, self.room // MS) if self.refused == "day" else (self.most, self.room)


class Taken(Value):
    """A batch and what Redis holds of its requests: their ids and their texts; and what nobody will be able to make."""

    batch: str | None = None
    requests: Annotated[tuple[tuple[str, str], ...], Listed] = ()
    waited: Annotated[tuple[float, ...], Listed] = ()
    predicted: int = 0
    failed: Ids = ()


class Cancelled(Value):
    """A request's state after it was called off; None if it is unknown."""

    state: State | None = None


class States(Value):
    """In the order of the ids; what is unknown is empty."""

    states: Annotated[tuple[State | Literal[""], ...], Listed] = ()


class Beaten(Value):
    """Which of a batch's requests were called off."""

    cancelling: Ids = ()


class Silent(Value):
    """Batches whose workers fell silent."""

    batches: Ids = ()


class Confirmed(Value):
    """Whether a request is cancelled now."""

    confirmed: bool


class Told(Value):
    """Ids whose ends were told again."""

    told: Ids = ()


class Nothing(Value):
    """There is nothing to say."""


def only_lane(requests: Sequence[Request]) -> tuple[str, str]:
    """Name the server and the author, or the jam, that all of these come from."""
    lanes = {lane_of(request.origin) for request in requests}
    if len(lanes) != 1:
        raise ValueError(f"requests that wait together come from one author or jam in a server, not from {len(lanes)}")
    return lanes.pop()


def lane_of(origin: Origin) -> tuple[str, str]:
    """Name the server and the author whose lane it is; messages outside servers are each author's own server.

    A jam's is nobody's but its own, in a server that is all the jams of the one where it is.
    """
    server = origin.server or f"{DIRECT}{origin.author}"
    return (server, origin.author) if origin.jam is None else (f"{JAM}{server}", f"{JAM}{origin.jam}")


def is_of_jams(lane: tuple[str, str]) -> bool:
    """Tell whether a lane is a jam's."""
    return lane[0].startswith(JAM)


def bounds_of(lane: tuple[str, str], limits: Limits, *, now_s: float, most_waiting: int | None) -> dict[str, str | int]:
    """Put whose lane it is, and how much may be in it, as `enqueue.lua` and `room.lua` read it."""
    whose: dict[str, str | int] = {"server": lane[0], "user": lane[1], "day": int(now_s // DAY_S)}
    if is_of_jams(lane):
        bounds = (UNBOUNDED, limits.jam_waiting, limits.server_jam_s_a_day)
    else:
        waiting = limits.user_waiting if most_waiting is None else min(limits.user_waiting, most_waiting)
        bounds = (waiting, limits.server_waiting, limits.user_s_a_day)
    return whose | {"user_waiting": bounds[0], "server_waiting": bounds[1], "ms_a_day": ms_of(bounds[2])}


def finale_bounds(requests: Sequence[Request]) -> dict[str, str | int]:
    """Lift the day's bound for a jam's track and its film: what was played is brought to its end."""
    is_finale = all(one.origin.jam is not None and not isinstance(one.recipe, Painted) for one in requests)
    return {"ms_a_day": ms_of(UNBOUNDED)} if is_finale else {}


def row_of(request: Request) -> dict[str, str | float]:
    """Put a request as `enqueue.lua` reads it."""
    fits = Fits.of(request.recipe)
    return {
        "id": request.id,
        "fits": str(fits),
        "cost_key": fits.cost_key,
        "prior": fits.prior_ms,
        "text": request.canonical_json(),
    }


def ticket_of(request: Request) -> Ticket:
    """Put a request as it would stand in its lane."""
    fits = str(Fits.of(request.recipe))
    return Ticket(request.id, fits, fits)


def row_of_end(end: Made | Exported | Failure) -> tuple[str, str, bool]:
    """Put an end as `finish.lua` reads it: the state, what is told, and whether it is a fault of ours."""
    if isinstance(end, Made | Exported):
        return "done", end.canonical_json(), False
    return "failed", end.canonical_json(), end.error_id is not None


def read_request(request_id: str, text: str) -> Request | None:
    """Read what `enqueue` wrote; None if it is something else, or another request."""
    if len(text) > TEXT_MAX:
        return None
    try:
        request = Request.model_validate_json(text)
    except ValueError:
        return None
    return request if request.id == request_id else None
