import pytest
from redis import Redis
from rq import Queue
from rq.exceptions import NoSuchJobError

from worker.jobs import WrittenJob


@pytest.fixture
def queue(redis: Redis) -> Queue:
    return Queue("any", connection=redis, serializer="json", job_class=WrittenJob)


def test_a_job_is_written_for_others_to_see(redis: Redis, queue: Queue) -> None:
    job = queue.create_job("worker.tasks.paint", args=("batch",))
    job.save()
    assert redis.exists(job.key)


def test_no_job_is_read_not_even_our_own(redis: Redis, queue: Queue) -> None:
    job = queue.create_job("worker.tasks.paint", args=("batch",))
    job.save()
    with pytest.raises(NoSuchJobError):
        WrittenJob.fetch(job.id, connection=redis)
    assert WrittenJob.fetch_many([job.id, "other"], connection=redis) == [None, None]
    assert queue.fetch_job(job.id) is None
