"""RQ's jobs as this worker has them: it writes them, so that others can look, and never reads one."""

from collections.abc import Iterable
from typing import Any, Self

from redis import Redis
from rq.exceptions import NoSuchJobError
from rq.job import Job


class WrittenJob(Job):
    """A job that is known to the process that made it up, and to nobody else.

    RQ reads jobs of dead workers, of the jobs that wait for others and of many more, and calls functions, loads
    modules and fetches addresses that they name. Whoever can write into Redis could name any. None of that is of use
    here, where the lanes return what a dead worker held.
    """

    @classmethod
    def fetch(cls, id: str, connection: Redis | None = None, serializer: object = None) -> Self:  # noqa: A002, ARG003 - as RQ calls it
        """Find nothing."""
        raise NoSuchJobError(f"job {id} is not read")

    @classmethod
    def fetch_many(cls, job_ids: Iterable[str], connection: Redis, serializer: object = None) -> list[Any]:  # noqa: ARG003 - as RQ calls it
        """Find nothing."""
        return [None for _ in job_ids]
