"""How much of the limits somebody has used, for whoever wants to know before it is refused."""

from typing import Final

from redis import Redis

from core.contract import Value
from core.lanes.rows import lane_of
from core.lanes.scripts import Scripts
from core.request import Origin

DAY_S: Final = 24 * 3600
MS: Final = 1000


class Usage(Value):
    """What a user has used of the day, and what of theirs and of their server's waits and runs.

    Waiting are requests, running are batches: four variations of one riff are painted in one pass.
    """

    spent_ms: int
    waiting: int
    running: int
    server_waiting: int
    server_running: int

    @property
    def spent_s(self) -> float:
        """Seconds of painting that the day has cost so far, those of what waits included."""
        return self.spent_ms / MS


class Usages:
    """Reads the sums that the limits go by. It blocks: from asyncio, ask in a thread."""

    def __init__(self, redis: Redis, *, tag: str = "jamgram") -> None:
        self._scripts = Scripts(redis, tag=tag)

    def of(self, origin: Origin, *, now_s: float) -> Usage:
        """Say how much whoever asks from here has used."""
        server, user = lane_of(origin)
        return self._scripts.run("usage", Usage, server=server, user=user, day=int(now_s // DAY_S))


def day_ends_s(now_s: float) -> float:
    """Say when the day is over that the limits count: at midnight UTC."""
    return (now_s // DAY_S + 1) * DAY_S
