"""One of many processes does a thing at a time: whoever holds its lease."""

from typing import Final

from redis import Redis

HOLD: Final = """
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
"""

RELEASE: Final = """
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
"""


class Lease:
    """A name in Redis that one holder has until it lets go, or stops renewing for `ttl_s`.

    Two may believe to hold it for a moment when one of them stood still for longer than that, so what is done under a
    lease must do no harm when it is done twice.
    """

    def __init__(self, redis: Redis, name: str, *, holder: str, ttl_s: float) -> None:
        self._key, self._holder, self._ttl_ms = name, holder, round(ttl_s * 1000)
        self._hold, self._release = redis.register_script(HOLD), redis.register_script(RELEASE)

    def hold(self) -> bool:
        """Take the lease or renew it; False if another has it."""
        return bool(self._hold(keys=[self._key], args=[self._holder, self._ttl_ms]))

    def release(self) -> None:
        """Let go, if it is ours."""
        self._release(keys=[self._key], args=[self._holder])
