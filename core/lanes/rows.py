"""What the lanes' scripts are asked and what they answer, beside the values that everybody sees."""

from collections.abc import Sequence
from typing import Annotated, Final, Literal

from core.contract import Value
from core.ending import Exported, Failure, Made
from core.lanes.costs import DIRECT, Fits
from core.lanes.milliseconds import ms_of
from core.lanes.values import Ids, Limit, Limits, Listed, State
from core.request import Origin, Request

TEXT_MAX: Final = 1 << 15
"""Characters of a request. Its longest words are a twentieth of it; whatever has more was not written by us."""

DAY_S: Final = 24 * 3600


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
    """Name the server and the author that all of these come from."""
    lanes = {lane_of(request.origin) for request in requests}
    if len(lanes) != 1:
        raise ValueError(f"requests that wait together come from one author in one server, not from {len(lanes)}")
    return lanes.pop()


def lane_of(origin: Origin) -> tuple[str, str]:
    """Name the server and the author whose lane it is; messages outside servers are each author's own server."""
    return origin.server or f"{DIRECT}{origin.author}", origin.author


def bounds_of(lane: tuple[str, str], limits: Limits, *, now_s: float, most_waiting: int | None) -> dict[str, str | int]:
    """Put whose lane it is, and how much may be in it, as `enqueue.lua` and `room.lua` read it."""
    return {
        "server": lane[0],
        "user": lane[1],
        "day": int(now_s // DAY_S),
        "user_waiting": limits.user_waiting if most_waiting is None else min(limits.user_waiting, most_waiting),
        "server_waiting": limits.server_waiting,
        "user_ms_a_day": ms_of(limits.user_s_a_day),
    }


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
