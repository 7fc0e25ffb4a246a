"""The worker's connection to Redis: it must be there at the start, and is waited for whenever it goes away later."""

import logging
from typing import Final, Self

from redis import Redis
from redis.backoff import AbstractBackoff
from redis.exceptions import ConnectionError as CutOffError
from redis.exceptions import TimeoutError as NoAnswerError
from redis.retry import Retry
from rq.exceptions import StopRequested

from core.redis_client import check_redis, redis_of
from worker.stopping import Stop

FIRST_WAIT_S: Final = 0.05
LONGEST_WAIT_S: Final = 1.0
DOUBLINGS_MOST: Final = 10
FOREVER: Final = -1

log = logging.getLogger(__name__)


class Patience(AbstractBackoff):
    """Wait longer and longer for a Redis that went away, but not beyond the time at which the process has to end."""

    def __init__(self, stop: Stop) -> None:
        self._stop = stop

    def __deepcopy__(self, memo: dict[int, object]) -> Self:
        """Stay the same for every connection: redis-py copies it for each, and there is one wish to stop."""
        return self

    def compute(self, failures: int) -> float:
        """Say how long to wait after so many failures in a row."""
        if self._stop.overdue_s is not None:
            raise StopRequested
        if failures == 1:
            log.warning("Redis is away; waiting for it")
        return min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0 ** min(failures, DOUBLINGS_MOST))


def connect(url: str, *, stop: Stop) -> Redis:
    """Connect to a Redis that is there now, for good.

    Raises
    ------
    UserError
        If it isn't there, or doesn't let us in.
    """
    redis = redis_of(url)
    check_redis(redis)
    redis.set_retry(Retry(Patience(stop), FOREVER, supported_errors=(CutOffError, NoAnswerError)))
    return redis
