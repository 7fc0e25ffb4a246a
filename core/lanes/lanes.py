"""The fair queue in Redis: every move is one script, and the caller says what time it is."""

import logging
import math
from collections.abc import Mapping, Sequence
from typing import Final

from redis import Redis

from core.ending import Exported, Failure, Made
from core.faults import GIVEN_UP, LEFT_OUT, UNREADABLE, fault
from core.lanes import rows
from core.lanes.costs import weight_of
from core.lanes.forecast import Forecast, forecast, room_s, wait_s
from core.lanes.milliseconds import ms_of, seconds_of
from core.lanes.refusal import hopeless, refusal
from core.lanes.scripts import Question, Scripts
from core.lanes.snapshot import Snapshot
from core.lanes.usage import day_ends_s
from core.lanes.values import Batch, Counts, Limit, LimitReached, Limits, Over, State, Withdrawn
from core.request import Origin, Request

RETRIES: Final = 2
SILENCE_S: Final = 30.0
"""A worker that says nothing for so long is dead. Workers beat every few seconds, also between two slow steps."""

SEEN_LATELY_S: Final = 1.0

DEFAULT_LIMITS: Final = Limits()

log = logging.getLogger(__name__)


class Lanes:
    """Waiting requests in the order of a two-level deficit round robin, and the batches that workers hold.

    Calls block: from asyncio, make them in a thread. An instance may be shared by threads. All processes on one
    Redis use the same limits and silence.
    """

    def __init__(
        self, redis: Redis, *, limits: Limits = DEFAULT_LIMITS, silence_s: float = SILENCE_S, tag: str = "jamgram"
    ) -> None:
        self._scripts = Scripts(redis, tag=tag)
        self._limits = limits
        self._silence_s = silence_s
        self._seen: tuple[float, Snapshot | None] = (0.0, None)
        self._foreseen: tuple[float, Mapping[str, Forecast]] = (-math.inf, {})

    def enqueue(self, requests: Sequence[Request], *, now_s: float, most_waiting: int | None = None) -> tuple[str, ...]:
        """Let requests of one author wait, all or none, and say which ids are new: a known id changes nothing.

        `most_waiting` is how many of theirs may wait, if that is less than everybody's may.

        Raises
        ------
        LimitReached
            If the user or the server would have more than it may.
        """
        lane = rows.only_lane(requests)
        bounds = rows.bounds_of(lane, self._limits, now_s=now_s, most_waiting=most_waiting)
        lifted, asked = rows.finale_bounds(requests), [rows.row_of(request) for request in requests]
        question: dict[str, Question] = {**bounds, **lifted, "requests": asked, "weight": weight_of(lane[0])}
        answer = self._scripts.run("enqueue", rows.Enqueued, now=ms_of(now_s), **question)
        self._require(answer, lane, now_s)
        return answer.new

    def require_room(self, origin: Origin, *, asked: int, now_s: float, most_waiting: int | None = None) -> None:
        """See that so many more may wait, before much is done for them: `enqueue` may still refuse what they cost.

        Raises
        ------
        LimitReached
            If the user or the server would have more than it may.
        """
        lane = rows.lane_of(origin)
        bounds = rows.bounds_of(lane, self._limits, now_s=now_s, most_waiting=most_waiting)
        self._require(self._scripts.run("room", rows.Enqueued, asked=asked, **bounds), lane, now_s)

    def take(self, worker: str, *, most: int, now_s: float) -> Batch | None:
        """Give this worker up to `most` requests that fit one pass, or None if nobody waits who may run.

        A worker that holds a batch gets the same one once more, so its name must be new whenever its process is; the
        batch's id begins with it. If it asks yet again, the batch is returned like that of a dead worker. Idle workers
        keep asking: that is how a forecast knows of them.
        """
        if most < 1:
            raise ValueError(f"a batch holds at least 1 request, not {most}")
        failure = fault(GIVEN_UP, "E-GPU-DOWN")
        answer = self._scripts.run(
            "take",
            rows.Taken,
            worker=worker,
            most=most,
            now=ms_of(now_s),
            user_running=self._limits.user_running,
            server_running=self._limits.server_running,
            retries=RETRIES,
            given_up=failure.canonical_json(),
            unreadable=failure.model_copy(update={"sentence": UNREADABLE, "code": "E-INTERNAL"}).canonical_json(),
        )
        if answer.failed:
            log.error("%s: requests %s are given up", failure.error_id, answer.failed)
        if answer.batch is None:
            return None
        requests = self._readable(answer.batch, answer.requests)
        if not requests:
            self.finish(answer.batch, took_s=0, ends={})
            return self.take(worker, most=most, now_s=now_s)
        return Batch(answer.batch, requests, seconds_of(answer.predicted), tuple(map(seconds_of, answer.waited)))

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
        return frozenset(
            self._scripts.run("beat", rows.Beaten, batch=batch_id, now=ms_of(now_s), **progress).cancelling
        )

    def cancel(self, request_id: str) -> State | None:
        """Call a request off and say its state after that: `taken` until its worker confirms; None if unknown."""
        return self._scripts.run("cancel", rows.Cancelled, id=request_id).state

    def withdraw(self, request_ids: Sequence[str]) -> Withdrawn:
        """Take requests out as if nobody had asked for them: no end is told, and they may be asked for anew.

        What a worker is painting is gone once it has dropped it; asked for again before that, it then waits. If the
        worker was faster, it is done, and that is told.
        """
        return self._scripts.run("withdraw", Withdrawn, ids=list(request_ids))

    def confirm_cancelled(self, batch_id: str, request_id: str) -> bool:
        """Say that the worker dropped a request; False if nobody had asked for it, or it ended otherwise."""
        return self._scripts.run("confirm", rows.Confirmed, batch=batch_id, id=request_id).confirmed

    def finish(self, batch_id: str, *, took_s: float, ends: Mapping[str, Made | Exported | Failure]) -> Over:
        """End a batch and tell how each of its requests ended; one that `ends` lacks failed. What it took is learned.

        Raises
        ------
        BatchGoneError
            If the batch was taken away, or was finished before.
        """
        said = {request_id: rows.row_of_end(end) for request_id, end in ends.items()}
        missing = fault(LEFT_OUT).canonical_json()
        return self._scripts.run("finish", Over, batch=batch_id, duration=ms_of(took_s), ends=said, missing=missing)

    def give_back(self, batch_id: str) -> Over:
        """Hand a batch back to the front of its lanes, as a worker that is asked to stop does; it costs no try.

        Raises
        ------
        BatchGoneError
            If the batch was taken away, or was finished before.
        """
        return self._scripts.run("give_back", Over, batch=batch_id)

    def leave(self, worker: str) -> None:
        """Say that a worker is gone, so that no forecast counts on it any more."""
        self._scripts.run("leave", rows.Nothing, worker=worker)

    def dead(self, *, now_s: float) -> tuple[str, ...]:
        """Name the batches whose workers fell silent."""
        return self._scripts.run("silent", rows.Silent, before=ms_of(now_s - self._silence_s)).batches

    def reclaim(self, *, now_s: float) -> Over:
        """Return the requests of dead workers to the front of their lanes, and end those that were tried too often."""
        failure = fault(GIVEN_UP, "E-GPU-DOWN")
        question: dict[str, int | str] = {"retries": RETRIES, "failure": failure.canonical_json()}
        over = self._scripts.run("reclaim", Over, before=ms_of(now_s - self._silence_s), **question)
        if over.failed:
            log.error("%s: workers fell silent %d times over requests %s", failure.error_id, RETRIES + 1, over.failed)
        return over

    def state(self, request_id: str) -> State | None:
        """Say how a request stands; ends are known for a day."""
        return self.states([request_id])[request_id]

    def states(self, request_ids: Sequence[str]) -> dict[str, State | None]:
        """Say how many requests stand, at one moment."""
        found = self._scripts.run("states", rows.States, ids=list(request_ids)).states
        return {request_id: state or None for request_id, state in zip(request_ids, found, strict=True)}

    def tell_again(self, request_ids: Sequence[str]) -> tuple[str, ...]:
        """Put the ends of requests on the stream once more, for a bot whose records lack them; say which have ended."""
        return self._scripts.run("tell_again", rows.Told, ids=list(request_ids)).told

    def counts(self, *, now_s: float) -> Counts:
        """Say how much there is to do, and how many workers are alive."""
        return self._scripts.run("counts", Counts, before=ms_of(now_s - self._silence_s))

    def forecast(self, *, now_s: float) -> Mapping[str, Forecast]:
        """Say where every waiting or running request stands: one reading of the lanes serves all cards."""
        foreseen = forecast(self._snapshot(now_s), limits=self._limits, now_ms=ms_of(now_s))
        self._foreseen = now_s, foreseen
        return foreseen

    def forecast_of_late(self, *, now_s: float) -> Mapping[str, Forecast]:
        """Say what was foreseen a moment ago: whoever asks again and again must not cost much."""
        foreseen_s, foreseen = self._foreseen
        return foreseen if abs(now_s - foreseen_s) < SEEN_LATELY_S else self.forecast(now_s=now_s)

    def foreseen(self, requests: Sequence[Request], *, now_s: float) -> float | None:
        """Say in how many seconds all of these would be done if `enqueue` let them in now; None if nobody works."""
        lane, tickets = rows.only_lane(requests), [rows.ticket_of(request) for request in requests]
        now = self._snapshot(now_s, server=lane[0], user=lane[1])
        return wait_s(now, tickets, limits=self._limits, now_ms=ms_of(now_s), lane=lane)

    def _snapshot(self, now_s: float, **asked: str) -> Snapshot:
        now = self._scripts.run("snapshot", Snapshot, before=ms_of(now_s - self._silence_s), **asked)
        self._seen = now_s, now
        return now

    def _readable(self, batch_id: str, requests: Sequence[tuple[str, str]]) -> tuple[Request, ...]:
        """Read a batch's requests, and fail those that cannot be read: they would fail every worker that takes them."""
        read = {request_id: rows.read_request(request_id, text) for request_id, text in requests}
        for request_id in [one for one, request in read.items() if request is None]:
            failure = fault(UNREADABLE)
            log.error("%s: the lanes hold something unreadable as request %s", failure.error_id, request_id)
            self._scripts.run("drop", rows.Nothing, batch=batch_id, id=request_id, failure=failure.canonical_json())
        return tuple(request for request in read.values() if request is not None)

    def _require(self, answer: rows.Enqueued, lane: tuple[str, str], now_s: float) -> None:
        if answer.refused is not None:
            raise self._refusal(answer.refused, answer, lane=lane, now_s=now_s)

    def _refusal(self, limit: Limit, answer: rows.Enqueued, *, lane: tuple[str, str], now_s: float) -> LimitReached:
        named = rows.OF_JAMS[limit] if rows.is_of_jams(lane) else limit
        most, room = answer.counted
        if answer.hopeless:
            return hopeless(named, most=most)
        if limit == "day":
            return refusal(named, most=most, room=room, frees_s=day_ends_s(now_s), now_s=now_s)
        frees_s = self._room_s((limit, lane[limit == "user"]), places=answer.over, now_s=now_s)
        return refusal(named, most=most, room=room, frees_s=frees_s, now_s=now_s)

    def _room_s(self, who: tuple[str, str], *, places: int, now_s: float) -> float | None:
        """Foresee from what was seen a moment ago: whoever asks too much again and again must not cost much."""
        seen_s, seen = self._seen
        now = seen if seen is not None and abs(now_s - seen_s) < SEEN_LATELY_S else self._snapshot(now_s)
        return room_s(now, limits=self._limits, now_ms=ms_of(now_s), who=who, places=places)
