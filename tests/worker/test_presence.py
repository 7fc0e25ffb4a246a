import time

from redis import Redis
from redis.exceptions import ConnectionError as CutOffError

from core.roster import Present, Roster
from worker import presence as presences
from worker.presence import Presence, own_version

MINI = Present(name="w", model="mini", device="cpu", version="1")


def test_a_worker_introduces_itself_at_once_and_says_goodbye(redis: Redis) -> None:
    rounds: list[float] = []
    roster = Roster(redis)
    presence = Presence(roster, MINI, on_round=lambda: rounds.append(time.monotonic()))
    presence.round()
    assert roster.present(now_s=time.time()) == (MINI,)
    presence.leave()
    assert roster.present(now_s=time.time()) == ()
    assert len(rounds) == 1


def test_it_does_not_repeat_itself_at_every_round(redis: Redis) -> None:
    presence = Presence(Roster(redis), MINI, on_round=lambda: None)
    presence.round()
    redis.flushall()
    presence.round()
    assert redis.dbsize() == 0
    assert presences.NOTE_S < 60


class Deaf(Roster):
    """A roster that nobody reaches."""

    def __init__(self) -> None:
        super().__init__(Redis())

    def note(self, worker: Present, *, now_s: float) -> None:
        raise CutOffError(f"{worker.name} at {now_s}")

    def leave(self, name: str) -> None:
        raise CutOffError(name)


def test_a_redis_that_is_away_disturbs_nobody() -> None:
    presence = Presence(Deaf(), MINI, on_round=lambda: None)
    presence.round()
    presence.leave()


def test_a_version_is_always_there() -> None:
    assert own_version()
