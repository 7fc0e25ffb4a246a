import signal
import time
from contextlib import ExitStack
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from redis import Redis
from rq import Queue, Worker
from rq.job import Job, JobStatus
from rq.registry import FinishedJobRegistry

from core.ending import Ended
from core.events import Events
from core.faults import GIVEN_UP
from core.lanes import Batch, Lanes, Limits
from tests.core.serving import serving
from tests.waiting import until
from tests.worker.pattern import ask
from tests.worker.stub_worker import END_S, worker
from worker.serving import QUEUE, new_name, timeout_of

PATIENT = Limits(user_running=4, user_waiting=100, server_running=4, server_waiting=100, user_s_a_day=10**6)


@pytest.fixture
def lanes(redis: Redis) -> Lanes:
    return Lanes(redis, limits=PATIENT)


@pytest.fixture
def gate(tmp_path: Path) -> Path:
    """While it is there, the painting goes on: however slow a test is, it is in time."""
    path = tmp_path / "gate"
    path.touch()
    return path


def enqueue(lanes: Lanes, *prompts: str, author: str = "u") -> list[str]:
    asked = [ask(f"{author}{number}", prompt, author=author) for number, prompt in enumerate(prompts)]
    return list(lanes.enqueue(asked, now_s=time.time()))


def state(lanes: Lanes, request_id: str) -> str | None:
    return lanes.state(request_id)


def ends(redis: Redis) -> list[Ended]:
    return [event.ended for event in Events(redis, consumer="test").read(wait_s=0, most=1000)]


def stop(process: BaseProcess) -> None:
    """End it as an operator does."""
    process.terminate()
    assert ended(process) == 0


def ended(process: BaseProcess) -> int | None:
    """Wait for its end; the answer is its exit status."""
    process.join(END_S)
    return process.exitcode


def test_a_batch_is_one_rq_job_with_true_records(redis: Redis, redis_socket: Path, lanes: Lanes) -> None:
    ids = enqueue(lanes, "one", "two")
    with worker(redis_socket, "w"):
        registry = FinishedJobRegistry(QUEUE, connection=redis, serializer="json")
        until(registry.get_job_ids)
        [job_id] = registry.get_job_ids()
        job = Job.fetch(job_id, connection=redis, serializer="json")
        assert job.get_status() == JobStatus.FINISHED
        assert job.return_value() == {"done": ids, "failed": [], "cancelled": [], "returned": []}
        assert job.meta == {"requests": ids}
        assert job.timeout == 300
        [known] = Worker.all(connection=redis)
        assert known.name == "w"
        assert known.successful_job_count == 1
        queue = Queue(QUEUE, connection=redis, serializer="json")
        assert Queue.all(connection=redis, serializer="json") == [queue]
        assert queue.count == queue.started_job_registry.count == 0


def test_a_batch_that_breaks_is_a_failed_job(redis: Redis, redis_socket: Path, lanes: Lanes) -> None:
    enqueue(lanes, "loses the gpu")
    with worker(redis_socket, "w") as process:
        assert ended(process) == 1
    queue = Queue(QUEUE, connection=redis, serializer="json")
    [job_id] = queue.failed_job_registry.get_job_ids()
    result = Job.fetch(job_id, connection=redis, serializer="json").latest_result()
    assert result is not None
    assert "DeviceLostError" in str(result.exc_string)
    assert lanes.state("u0") == "taken"
    assert lanes.reclaim(now_s=time.time() + 31).returned == ("u0",)


def test_an_idle_worker_stops_without_its_grace(redis: Redis, redis_socket: Path) -> None:
    with worker(redis_socket, "w", grace_s=1000) as process:
        until(lambda: Worker.all(connection=redis))
        stop(process)
    assert Worker.all(connection=redis) == []


def test_a_worker_that_is_stopped_finishes_its_batch_if_there_is_time(
    redis_socket: Path, lanes: Lanes, gate: Path
) -> None:
    enqueue(lanes, "one")
    with worker(redis_socket, "w", step_s=0.05, grace_s=1000, gate=gate) as process:
        until(lambda: state(lanes, "u0") == "taken")
        enqueue(lanes, "one", author="v")
        process.terminate()
        gate.unlink()
        assert ended(process) == 0
    assert state(lanes, "u0") == "done"
    assert state(lanes, "v0") == "waiting"


def test_a_worker_that_is_stopped_hands_its_batch_back_if_there_is_none(
    redis_socket: Path, lanes: Lanes, gate: Path
) -> None:
    enqueue(lanes, "one")
    with worker(redis_socket, "w", step_s=0.05, grace_s=0.5, gate=gate) as process:
        until(lambda: state(lanes, "u0") == "taken")
        stop(process)
    assert state(lanes, "u0") == "waiting"


def test_a_step_that_does_not_end_is_not_waited_for(redis_socket: Path, lanes: Lanes) -> None:
    enqueue(lanes, "one")
    with worker(redis_socket, "w", step_s=1000.0, grace_s=0.5) as process:
        until(lambda: state(lanes, "u0") == "taken")
        stop(process)
    assert state(lanes, "u0") == "waiting"


def test_what_a_killed_worker_held_is_made_by_the_next(redis_socket: Path, lanes: Lanes) -> None:
    enqueue(lanes, "one")
    with worker(redis_socket, "first", step_s=100.0) as process:
        until(lambda: state(lanes, "u0") == "taken")
        process.kill()
    assert lanes.reclaim(now_s=time.time() + 31).returned == ("u0",)
    with worker(redis_socket, "second"):
        until(lambda: state(lanes, "u0") == "done")


def test_a_request_that_kills_its_workers_fails_for_good_at_the_third(
    redis: Redis, redis_socket: Path, lanes: Lanes
) -> None:
    enqueue(lanes, "kills its worker")
    for name in ("first", "second", "third"):
        with worker(redis_socket, name) as process:
            assert ended(process) == -signal.SIGKILL
        lanes.reclaim(now_s=time.time() + 31)
    [end] = ends(redis)
    assert end.failure is not None
    assert end.failure.sentence == GIVEN_UP


def test_two_workers_share_the_work_and_answer_once(redis: Redis, redis_socket: Path, lanes: Lanes) -> None:
    asked = [request for author in "abcdefgh" for request in enqueue(lanes, "one", "two", "three", author=author)]
    with worker(redis_socket, "first", step_s=0.05), worker(redis_socket, "second", step_s=0.05):
        until(lambda: all(found == "done" for found in lanes.states(asked).values()))
    assert sorted(ended.request for ended in ends(redis)) == sorted(asked)


def test_a_cancelled_request_is_never_painted_to_its_end(
    redis: Redis, redis_socket: Path, lanes: Lanes, gate: Path
) -> None:
    enqueue(lanes, "one")
    with worker(redis_socket, "w", step_s=0.05, gate=gate):
        until(lambda: state(lanes, "u0") == "taken")
        lanes.cancel("u0")
        until(lambda: state(lanes, "u0") == "cancelled")
    [end] = ends(redis)
    assert end.end == "cancelled"


def test_a_slow_step_does_not_silence_the_worker(redis_socket: Path, redis: Redis) -> None:
    lanes = Lanes(redis, limits=PATIENT, silence_s=2.0)
    enqueue(lanes, "one")
    with worker(redis_socket, "w", step_s=1000.0):
        until(lambda: state(lanes, "u0") == "taken")
        taken_s = time.time()
        until(lambda: not lanes.dead(now_s=taken_s + 4.5))
        assert lanes.reclaim(now_s=taken_s + 4.5).returned == ()
        assert state(lanes, "u0") == "taken"


def test_a_worker_outlives_its_redis(short_folder: Path) -> None:
    folder = short_folder / "restarted"
    folder.mkdir()
    kept = ("--appendonly", "yes", "--appendfsync", "always")
    with ExitStack() as running:
        with serving(folder, *kept) as socket:
            lanes = Lanes(Redis(unix_socket_path=str(socket)), limits=PATIENT)
            enqueue(lanes, "one")
            running.enter_context(worker(socket, "w", step_s=0.5))
            until(lambda: state(lanes, "u0") == "taken")
        time.sleep(3)
        with serving(folder, *kept):
            until(lambda: state(lanes, "u0") == "done")
            enqueue(lanes, "one", author="v")
            until(lambda: state(lanes, "v0") == "done")


def test_a_worker_without_its_redis_stops_all_the_same(short_folder: Path) -> None:
    folder = short_folder / "gone"
    folder.mkdir()
    with ExitStack() as running:
        with serving(folder, "--save", "") as socket:
            redis = Redis(unix_socket_path=str(socket))
            process = running.enter_context(worker(socket, "w"))
            until(lambda: Worker.all(connection=redis))
        stop(process)


def test_a_name_is_new_for_each_process_and_safe_in_keys() -> None:
    names = {new_name() for _ in range(100)}
    assert len(names) == 100
    assert all(name.replace("-", "").replace("_", "").isalnum() for name in names)


def test_a_job_has_ten_times_what_is_foreseen() -> None:
    assert timeout_of(Batch("b", (), predicted_s=60.04)) == 601
    assert timeout_of(Batch("b", (), predicted_s=1.0)) == 300
