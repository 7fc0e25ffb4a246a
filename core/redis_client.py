"""The one way to a Redis: patient with a server that is restarted, and silent about its password."""

import time
from collections.abc import Callable
from typing import Final

from redis import Redis
from redis.backoff import ExponentialWithJitterBackoff
from redis.connection import UnixDomainSocketConnection
from redis.exceptions import AuthenticationError, RedisError
from redis.exceptions import ConnectionError as CutOffError
from redis.retry import Retry

from core.errors import UserError

CONNECT_S: Final = 3.0
ANSWER_S: Final = 10.0
"""Longer than any command of ours takes, also one that waits for news."""
HEALTH_CHECK_S: Final = 30
"""A connection that was idle for so long is asked whether it still stands before it is used."""

RETRIES: Final = 3
BACKOFF_S: Final = 0.05
BACKOFF_MOST_S: Final = 0.5

APART_MOST_S: Final = 10.0
"""A worker counts as dead when by the clock of another machine it was silent for 30 s."""

OLDEST: Final = (6, 2)
EXAMPLE: Final = "redis://localhost:6379/0"


class SocketConnection(UnixDomainSocketConnection):
    """redis-py asks every connection that it gives up for its port; a socket has none, which must be no error."""

    port = None


def redis_of(url: str) -> Redis:
    """Make a client; nothing is connected yet. Commands that find no server are tried again for half a second.

    The URL may ask for TLS (`rediss://`), bring a user and a password, name a socket (`unix://`), and change what is
    set here by its query, such as `?socket_timeout=30`.

    Raises
    ------
    UserError
        If it is no address of Redis. The message says nothing of what the URL holds: it may hold a password.
    """
    try:
        redis = Redis.from_url(
            url,
            socket_connect_timeout=CONNECT_S,
            socket_timeout=ANSWER_S,
            health_check_interval=HEALTH_CHECK_S,
            retry=_retry(),
            protocol=2,
        )
        if redis.connection_pool.connection_class is UnixDomainSocketConnection:
            redis.connection_pool.connection_class = SocketConnection
        redis.connection_pool.make_connection()
    except (ValueError, TypeError):
        raise UserError(f"REDIS_URL is no address of a Redis, such as {EXAMPLE}.") from None
    return redis


def check_redis(redis: Redis, *, clock: Callable[[], float] = time.time) -> None:
    """Ask the server who it is, and what time it is there: lanes are kept by the clocks of many machines.

    Raises
    ------
    UserError
        If it does not answer, does not let us in, is too old, or has another time than we.
    """
    try:
        server = redis.info("server")
    except AuthenticationError:
        raise UserError(f"Redis at {_address(redis)} refuses the user or password of REDIS_URL.") from None
    except (RedisError, OSError) as error:
        raise UserError(f"Redis at {_address(redis)} cannot be used: {_why(error)} Is REDIS_URL right?") from error
    version = str(server["redis_version"])
    if tuple(map(int, version.split(".")[:2])) < OLDEST:
        raise UserError(f"Redis at {_address(redis)} is version {version}; 6.2 is the oldest that will do.")
    apart_s = abs(clock() - server.get("server_time_usec", clock() * 1e6) / 1e6)
    if apart_s > APART_MOST_S:
        raise UserError(f"The clocks here and of Redis at {_address(redis)} are {apart_s:.0f} s apart. Set them right.")


def _retry() -> Retry:
    """Try again what was refused or cut off, not what timed out: a server that hangs would be waited for many times."""
    backoff = ExponentialWithJitterBackoff(cap=BACKOFF_MOST_S, base=BACKOFF_S)
    return Retry(backoff, RETRIES, supported_errors=(CutOffError,))


def _address(redis: Redis) -> str:
    where = redis.connection_pool.connection_kwargs
    return str(where.get("path") or f"{where.get('host', 'localhost')}:{where.get('port', 6379)}")


def _why(error: Exception) -> str:
    return (str(error) or type(error).__name__).rstrip(".") + "."
