"""The worker's loop: batches out of the lanes, each run as one RQ job by one process that keeps the model loaded."""

import logging
import math
import re
import secrets
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue, SimpleWorker
from rq.exceptions import StopRequested
from rq.job import Job, JobStatus
from rq.serializers import JSONSerializer
from rq.utils import now
from rq.worker import WorkerStatus

from core.lanes import Batch, Lanes
from worker.batchwork import BatchWork
from worker.faults import DeviceLostError
from worker.heart import Beaten, Heart
from worker.jobs import WrittenJob
from worker.stopping import Stop
from worker.studio import Studio
from worker.tasks import TASK, on_the_bench

QUEUE: Final = "jamgram"
"""RQ's name for the worker's jobs. Nothing is ever pushed into that queue: the lanes are the queue."""

ASK_S: Final = 0.05
"""How often an idle worker asks for a batch. It is the wait for company too: whoever asks meanwhile rides along."""

ANSWER_S: Final = 5
"""What RQ may at least wait for an answer; the client's own limit is longer."""

KNOWN_S: Final = 15
"""How often an idle worker renews its entry among RQ's workers."""

TIMEOUT_LEAST_S: Final = 300
"""A film of the longest track takes a minute of a busy core, and what it is foreseen to take is that of all films."""
TIMEOUT_TIMES: Final = 10
RESULT_TTL_S: Final = 3600
FAILURE_TTL_S: Final = 7 * 24 * 3600

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Bench:
    """What a worker has at hand for every batch; `pulse` are the lanes on a connection that doesn't wait."""

    studio: Studio
    lanes: Lanes
    pulse: Beaten
    stop: Stop
    on_round: Callable[[], None]
    most: int


def new_name() -> str:
    """Name this process as no other one ever was: a batch's id begins with its worker's name."""
    host = re.sub(r"[^A-Za-z0-9_-]", "-", socket.gethostname())[:24]
    return f"{host}-{secrets.token_hex(4)}"


def timeout_of(batch: Batch) -> int:
    """How many seconds a job may take: many times what is foreseen, because the first of its kind is only guessed."""
    return max(TIMEOUT_LEAST_S, math.ceil(TIMEOUT_TIMES * batch.predicted_s))


class LaneWorker(SimpleWorker):
    """RQ's worker without a fork, which CUDA would not survive, and with the lanes in the place of RQ's queues."""

    def __init__(self, bench: Bench, *, connection: Redis, name: str) -> None:
        super().__init__([QUEUE], name=name, connection=connection, serializer=JSONSerializer, job_class=WrittenJob)
        self._bench = bench
        self._batch: Batch | None = None
        self.lost_device = False

    def serve(self) -> bool:
        """Work until asked to stop; False if it ended for any other reason."""
        self._install_signal_handlers()  # RQ does it later, when others already know of the worker
        with suppress(StopRequested):  # RQ expects it in its loop alone, and a lost Redis may raise it before
            self.connection.sadd(Queue.redis_queues_keys, self.queues[0].key)
            self.work(logging_level="WARNING")
        return self._bench.stop.asked and not self.lost_device

    @property
    def connection_timeout(self) -> int:
        """RQ waits long for its queues; the lanes answer at once."""
        return ANSWER_S

    def dequeue_job_and_maintain_ttl(self, *_limits: int | None) -> tuple[Job, Queue] | None:
        """Ask the lanes until they give a batch, and make a job of it."""
        self.set_state(WorkerStatus.IDLE)
        next_s = time.monotonic()
        while not self._bench.stop.asked:
            self._bench.on_round()
            if time.monotonic() >= next_s:
                next_s = self._stay_known()
            self._batch = self._bench.lanes.take(self.name, most=self._bench.most, now_s=time.time())
            if self._batch is not None:
                self._bench.stop.busy = True
                log.info("batch %s: %s", self._batch.id, ", ".join(one.id for one in self._batch.requests))
                return self._job_of(self._batch), self.queues[0]
            time.sleep(ASK_S)
        raise StopRequested

    def execute_job(self, job: Job, queue: Queue) -> None:
        """Run the batch's job here and now."""
        assert self._batch is not None
        bench, batch = self._bench, self._batch
        heart = Heart(bench.pulse, batch.id, stop=bench.stop, timeout_s=timeout_of(batch), on_round=bench.on_round)
        work = BatchWork(batch, bench.studio, bench.lanes, bench.stop, heart)
        token = on_the_bench.set(work)
        try:
            super().execute_job(job, queue)
        finally:
            on_the_bench.reset(token)
            bench.stop.busy = False

    def _stay_known(self) -> float:
        self.heartbeat()
        if self.should_run_maintenance_tasks:
            self.run_maintenance_tasks()  # type: ignore[no-untyped-call]
        return time.monotonic() + KNOWN_S

    def _job_of(self, batch: Batch) -> Job:
        """Write the job as RQ would find it after taking it from one of its queues."""
        kinds = sorted({request.recipe.kind for request in batch.requests})
        job = self.queues[0].create_job(
            TASK,
            args=(batch.id,),
            job_id=batch.id,
            timeout=timeout_of(batch),
            ttl=timeout_of(batch),
            result_ttl=RESULT_TTL_S,
            failure_ttl=FAILURE_TTL_S,
            description=f"{len(batch.requests)} × {', '.join(kinds)}",
            meta={"requests": [request.id for request in batch.requests]},
        )
        job.redis_server_version = self.get_redis_server_version()  # type: ignore[no-untyped-call]
        job.enqueued_at = now()
        with self.connection.pipeline() as move:
            job.set_status(JobStatus.QUEUED, pipeline=move)
            job.save(pipeline=move)
            job.cleanup(ttl=job.ttl, pipeline=move)
            move.execute()
        return job

    def prepare_job_execution(self, job: Job, remove_from_intermediate_queue: bool = False) -> None:  # noqa: FBT001, FBT002 - RQ's own
        """Let RQ note that the job runs, but not for good: nobody else clears away what a killed worker leaves."""
        super().prepare_job_execution(job, remove_from_intermediate_queue)
        self.connection.expire(job.key, FAILURE_TTL_S)

    def subscribe(self) -> None:
        """Hear none of RQ's commands: signals and the lanes say all that a worker has to know."""

    def handle_exception(self, job: Job, *exc_info: object) -> None:
        """Log what the job's edge let pass; after a lost GPU end, so that a new process can have it."""
        error = exc_info[1]
        assert isinstance(error, BaseException)
        log.error("batch %s broke; the lanes will return its requests", job.id, exc_info=error)
        if isinstance(error, DeviceLostError):
            self.lost_device = True
            self._stop_requested = True

    def request_stop(self, *_signal: object) -> None:
        """Let the loop end after this batch; it is a signal's handler, so it only notes the wish."""
        self._stop_requested = True
        self._bench.stop.ask()

    def _install_signal_handlers(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.request_stop)

    def teardown(self) -> None:
        """Leave the lanes' list of workers and RQ's; without Redis the entries run out by themselves."""
        with suppress(RedisError, StopRequested):
            self._bench.lanes.leave(self.name)
            super().teardown()  # type: ignore[no-untyped-call]
