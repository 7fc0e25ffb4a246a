"""Jobs that somebody else wrote into Redis as RQ keeps them: the worker runs, calls, loads and fetches none of it."""

import pickle
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from redis import Redis
from rq import Callback, Queue
from rq.job import Job, JobStatus
from rq.webhook import Webhook

from core.lanes import Lanes
from tests.security.planted import MARK, Gadget
from tests.waiting import until
from tests.worker.pattern import ask
from tests.worker.stub_worker import worker
from worker.serving import QUEUE

FIRED = "tests.security.planted.fired"


@pytest.fixture
def lanes(redis: Redis) -> Lanes:
    return Lanes(redis)


@pytest.fixture
def queue(redis: Redis) -> Queue:
    return Queue(QUEUE, connection=redis, serializer="json")


@pytest.fixture
def calls() -> Iterator[list[str]]:
    """What somebody asked a server of this machine."""
    heard: list[str] = []

    class Listening(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            self.send_response(200)
            self.end_headers()

    with HTTPServer(("127.0.0.1", 0), Listening) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        heard.append(f"http://127.0.0.1:{server.server_port}")
        yield heard
        server.shutdown()


def forged(queue: Queue, **options: object) -> Job:
    """A job whose worker seems to have died over it: RQ ends those whenever a worker starts."""
    job = queue.create_job(FIRED, on_failure=Callback(FIRED), on_success=Callback(FIRED), **options)  # type: ignore[arg-type]
    job.set_status(JobStatus.STARTED)
    job.save()
    queue.connection.zadd(queue.started_job_registry.key, {f"{job.id}:execution": 1})
    return job


def let_a_worker_work(redis_socket: Path, lanes: Lanes) -> None:
    """Start one, and see that it has done a batch of ours: by then it has looked after everything."""
    lanes.enqueue([ask("u0", "one")], now_s=time.time())
    with worker(redis_socket, "w"):
        until(lambda: lanes.state("u0") == "done")


def test_a_callback_named_in_a_job_is_not_called(redis: Redis, redis_socket: Path, lanes: Lanes, queue: Queue) -> None:
    job = forged(queue)
    let_a_worker_work(redis_socket, lanes)
    assert redis.get(MARK) is None
    assert job.id not in queue.started_job_registry.get_job_ids(cleanup=False)


def test_a_job_in_the_queue_is_not_run(redis: Redis, redis_socket: Path, lanes: Lanes, queue: Queue) -> None:
    job = queue.enqueue(FIRED, args=("{}",))
    let_a_worker_work(redis_socket, lanes)
    assert redis.get(MARK) is None
    assert job.get_status() == JobStatus.QUEUED


def test_an_address_named_in_a_job_is_not_fetched(
    redis: Redis, redis_socket: Path, lanes: Lanes, queue: Queue, calls: list[str]
) -> None:
    hooks = [Webhook(url=calls[0], job_status=status, method="GET") for status in ("failed", "finished")]
    forged(queue, webhooks=hooks)
    let_a_worker_work(redis_socket, lanes)
    assert calls[1:] == []
    assert redis.get(MARK) is None


def test_what_is_pickled_in_a_job_is_not_loaded(redis: Redis, redis_socket: Path, lanes: Lanes, queue: Queue) -> None:
    job = forged(queue)
    evil = pickle.dumps(Gadget(str(redis_socket)))
    redis.hset(job.key, mapping={"data": evil, "meta": evil, "result": evil})
    redis.sadd("rq:rl:keys", "limit")
    redis.zadd("rq:rl:limit:allowed", {job.id: 1})
    let_a_worker_work(redis_socket, lanes)
    assert redis.get(MARK) is None


def test_a_job_that_waits_for_a_batch_of_ours_is_not_read(
    redis: Redis, redis_socket: Path, lanes: Lanes, queue: Queue
) -> None:
    job = forged(queue)
    lanes.enqueue([ask("u0", "one")], now_s=time.time())
    for number in range(3):
        redis.sadd(f"rq:job:w-{number}:dependents", job.id)
    let_a_worker_work(redis_socket, lanes)
    assert redis.get(MARK) is None
    assert job.get_status() == JobStatus.STARTED


@pytest.mark.parametrize("said", ["no json", "[]", '{"command": "shutdown"}', '{"command": "stop-job", "job_id": "x"}'])
def test_a_worker_hears_no_commands(redis: Redis, redis_socket: Path, lanes: Lanes, said: str) -> None:
    with worker(redis_socket, "w") as process:
        until(lambda: redis.exists("rq:worker:w"))
        assert redis.publish("rq:pubsub:w", said) == 0
        lanes.enqueue([ask("u0", "one")], now_s=time.time())
        until(lambda: lanes.state("u0") == "done")
        assert process.is_alive()


def test_nothing_stays_of_a_job_whose_worker_was_killed(redis: Redis, redis_socket: Path, lanes: Lanes) -> None:
    lanes.enqueue([ask("u0", "one")], now_s=time.time())
    with worker(redis_socket, "w", step_s=100.0) as process:
        key = until(lambda: next((key for key in redis.keys("rq:job:*") if redis.hget(key, "started_at")), b""))
        until(lambda: 0 < redis.ttl(key) < 8 * 24 * 3600)
        process.kill()
    with worker(redis_socket, "next"):
        until(lambda: redis.exists("rq:worker:next"))
    assert 0 < redis.ttl(key) < 8 * 24 * 3600
