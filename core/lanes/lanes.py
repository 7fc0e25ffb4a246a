"""The fair queue in Redis: every move is one script, and the caller says what time it is."""

import logging
import uuid
from collections.abc import Mapping, Sequence
from typing import Annotated, Final, Literal

from redis import Redis

from core.contract import Value
from core.ending import Failure, Made
from core.lanes.costs import DIRECT, Fits, weight_of
from core.lanes.forecast import Forecast, forecast
from core.lanes.scripts import Scripts
from core.lanes.snapshot import Snapshot
from core.lanes.values import Batch, Counts, Ids, Limit, LimitReached, Limits, Listed, Over, State
from core.request import Request

DAY_S: Final = 24 * 3600
RETRIES: Final = 2
SILENCE_S: Final = 30.0
"""A worker that says nothing for so long is dead. Workers beat every few seconds, also between two slow steps."""

DEFAULT_LIMITS: Final = Limits()

GIVEN_UP: Final = (
    "Its worker stopped three times while making this. Nothing was used up; ask again, perhaps for something shorter."
)
LEFT_OUT: Final = Failure(sentence="Its worker ended without a clip for this one. Nothing was used up: ask again.")

log = logging.getLogger(__name__)


class _Enqueued(Value):
    new: Ids = ()
    refused: Limit | None = None
    most: int = 0


class _Taken(Value):
    batch: str | None = None
    requests: Annotated[tuple[str, ...], Listed] = ()
    predicted: int = 0


class _Cancelled(Value):
    state: State | None = None


class _States(Value):
    states: Annotated[tuple[State | Literal[""], ...], Listed] = ()


class _Beat(Value):
    cancelling: Ids = ()


class _Silent(Value):
    batches: Ids = ()


class _Confirmed(Value):
    confirmed: bool


class Lanes:
    """Waiting requests in the order of a two-level deficit round robin, and the batches that workers hold.

    Calls block: from asyncio go through `asyncio.to_thread`. An instance may be shared by threads. All processes on one
    Redis use the same limits and silence.
    """

    def __init__(
        self, redis: Redis, *, limits: Limits = DEFAULT_LIMITS, silence_s: float = SILENCE_S, tag: str = "jamgram"
    ) -> None:
        self._scripts = Scripts(redis, tag=tag)
        self._limits = limits
        self._silence_s = silence_s

    def enqueue(self, requests: Sequence[Request], *, now_s: float) -> tuple[str, ...]:
        """Let requests of one author wait, all or none, and say which ids are new: a known id changes nothing.

        Raises
        ------
        LimitReached
            If the user or the server would have more than it may.
        """
        server, author = _only_lane(requests)
        answer = self._scripts.run(
            "enqueue",
            _Enqueued,
            server=server,
            user=author,
            weight=weight_of(server),
            day=int(now_s // DAY_S),
            user_waiting=self._limits.user_waiting,
            server_waiting=self._limits.server_waiting,
            user_ms_a_day=_ms(self._limits.user_s_a_day),
            requests=[_row_of(request) for request in requests],
        )
        if answer.refused is not None:
            most = self._limits.user_s_a_day if answer.refused == "day" else answer.most
            raise LimitReached(answer.refused, most=most)
        return answer.new

    def take(self, worker: str, *, most: int, now_s: float) -> Batch | None:
        """Give this worker up to `most` requests that fit one pass, or None if nobody waits who may run.

        A worker that holds a batch gets the same one again, so its name must be new whenever its process is; the
        batch's id begins with it. Idle workers ask every few seconds: that is how a forecast knows of them.
        """
        if most < 1:
            raise ValueError(f"a batch holds at least 1 request, not {most}")
        answer = self._scripts.run(
            "take",
            _Taken,
            worker=worker,
            most=most,
            now=_ms(now_s),
            user_running=self._limits.user_running,
            server_running=self._limits.server_running,
        )
        if answer.batch is None:
            return None
        requests = tuple(Request.model_validate_json(text) for text in answer.requests)
        return Batch(answer.batch, requests, _seconds(answer.predicted))

    def beat(
        self, batch_id: str, *, now_s: float, done: int = 0, total: int = 0, preview: str | None = None
    ) -> frozenset[str]:
        """Say that the batch is alive; the answer is which of its requests to drop, then `confirm_cancelled`.

        A beat without a `total` or a `preview`, which is an artefact's key, leaves what an earlier one said of it.

        Raises
        ------
        BatchGoneError
            If the batch was taken away: stop painting it.
        """
        progress: dict[str, int | str] = {"done": done, "total": total, "preview": preview or ""}
        return frozenset(self._scripts.run("beat", _Beat, batch=batch_id, now=_ms(now_s), **progress).cancelling)

    def cancel(self, request_id: str) -> State | None:
        """Call a request off and say its state after that: `taken` until its worker confirms; None if unknown."""
        return self._scripts.run("cancel", _Cancelled, id=request_id).state

    def confirm_cancelled(self, batch_id: str, request_id: str) -> bool:
        """Say that the worker dropped a request; False if nobody had asked for it, or it ended otherwise."""
        return self._scripts.run("confirm", _Confirmed, batch=batch_id, id=request_id).confirmed

    def finish(self, batch_id: str, *, took_s: float, ends: Mapping[str, Made | Failure]) -> Over:
        """End a batch and tell how each of its requests ended; one that `ends` lacks failed. What it took is learned.

        Raises
        ------
        BatchGoneError
            If the batch was taken away, or was finished before.
        """
        rows = {request_id: _row_of_end(end) for request_id, end in ends.items()}
        missing = LEFT_OUT.canonical_json()
        return self._scripts.run("finish", Over, batch=batch_id, duration=_ms(took_s), ends=rows, missing=missing)

    def give_back(self, batch_id: str) -> Over:
        """Hand a batch back to the front of its lanes, as a worker that is asked to stop does; it costs no try.

        Raises
        ------
        BatchGoneError
            If the batch was taken away, or was finished before.
        """
        return self._scripts.run("give_back", Over, batch=batch_id)

    def dead(self, *, now_s: float) -> tuple[str, ...]:
        """Name the batches whose workers fell silent."""
        return self._scripts.run("silent", _Silent, before=_ms(now_s - self._silence_s)).batches

    def reclaim(self, *, now_s: float) -> Over:
        """Return the requests of dead workers to the front of their lanes, and end those that were tried too often."""
        failure = Failure(sentence=GIVEN_UP, error_id=f"E-{uuid.uuid4().hex[:8]}")
        question: dict[str, int | str] = {"retries": RETRIES, "failure": failure.canonical_json()}
        over = self._scripts.run("reclaim", Over, before=_ms(now_s - self._silence_s), **question)
        if over.failed:
            log.error("%s: workers fell silent %d times over requests %s", failure.error_id, RETRIES + 1, over.failed)
        return over

    def state(self, request_id: str) -> State | None:
        """Say how a request stands; ends are known for a day."""
        return self.states([request_id])[request_id]

    def states(self, request_ids: Sequence[str]) -> dict[str, State | None]:
        """Say how many requests stand, at one moment."""
        found = self._scripts.run("states", _States, ids=list(request_ids)).states
        return {request_id: state or None for request_id, state in zip(request_ids, found, strict=True)}

    def counts(self, *, now_s: float) -> Counts:
        """Say how much there is to do, and how many workers are alive."""
        return self._scripts.run("counts", Counts, before=_ms(now_s - self._silence_s))

    def forecast(self, *, now_s: float) -> dict[str, Forecast]:
        """Say where every waiting or running request stands: one reading of the lanes serves all cards."""
        now = self._scripts.run("snapshot", Snapshot, before=_ms(now_s - self._silence_s))
        return forecast(now, limits=self._limits, now_ms=_ms(now_s))


def _ms(seconds: float) -> int:
    return round(seconds * 1000)


def _seconds(milliseconds: int) -> float:
    return milliseconds / 1000


def _only_lane(requests: Sequence[Request]) -> tuple[str, str]:
    origins = [request.origin for request in requests]
    lanes = {(origin.server or f"{DIRECT}{origin.author}", origin.author) for origin in origins}
    if len(lanes) != 1:
        raise ValueError(f"requests that wait together come from one author in one server, not from {len(lanes)}")
    return lanes.pop()


def _row_of_end(end: Made | Failure) -> tuple[str, str]:
    return "done" if isinstance(end, Made) else "failed", end.canonical_json()


def _row_of(request: Request) -> dict[str, str | float]:
    fits = Fits.of(request.recipe)
    return {
        "id": request.id,
        "fits": str(fits),
        "cost_key": fits.cost_key,
        "prior": fits.prior_ms,
        "text": request.canonical_json(),
    }
