"""How much of the painting endless jams get beside people, and how much longer people wait because of them.

    python -m benchmarks.jam_lane [--hours 2] [--load 0.6]

On a clock of its own: real lanes in a real Redis, passes that take as long as on a GPU. First people always want one
clip more, so that somebody waits at every moment: then jams should have 30 % of all seconds at most, and one pass. Then
people come by chance, with so much that they keep the workers busy for `--load` of the time: how long 19 of 20 of them
wait for the clip, without jams and beside jams in three servers whose next round of 16 entries begins as the last one
is taken.

The last line is one JSON object.
"""

import argparse
import heapq
import json
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random
from typing import Final

from redis import Redis

from core.lanes import Batch, Lanes, Limits
from tests.core.asking import ask, finish, repeatable
from tests.core.serving import serving

ALONE_S: Final = 8.0
COMPANION_S: Final = 1.0
"""A pass of one takes so long, and each more in it so much more."""

PEOPLE: Final = 20
SERVERS: Final = 5
JAMS: Final = 3
ROUND: Final = 16
HOUR_S: Final = 3600.0
ENOUGH: Final = 10**9
LIMITS: Final = Limits(user_waiting=ENOUGH, server_waiting=ENOUGH, user_s_a_day=ENOUGH, server_jam_s_a_day=ENOUGH)


@dataclass
class Studio:
    """Workers on a clock of its own, and who asks them."""

    redis: Redis
    workers: int
    most: int
    jams: int
    now_s: float = 0.0
    asked_s: dict[str, float] = field(default_factory=dict)
    waits_s: list[float] = field(default_factory=list)
    painted_s: dict[str, float] = field(default_factory=lambda: {"jams": 0.0, "people": 0.0})
    running: list[tuple[float, str, Batch]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.redis.flushall()
        self.lanes = Lanes(self.redis, limits=LIMITS, silence_s=ENOUGH)
        self.free = [f"w{number}" for number in range(self.workers)]
        self.waiting = Counter({f"J{number}": 0 for number in range(self.jams)})

    def ask(self, user: int) -> None:
        """Let somebody ask for a clip."""
        request = ask(server=f"s{user % SERVERS}", user=f"u{user}")
        self.asked_s[request.id] = self.now_s
        self.lanes.enqueue([request], now_s=self.now_s)

    def begin(self) -> None:
        """Let the free workers take what there is, and jams go on at once."""
        while self.free:
            for jam in (one for one, waiting in self.waiting.items() if not waiting):
                requests = [ask(server=f"s{jam}", user=f"p{player}", jam=jam) for player in range(ROUND)]
                self.waiting[jam] = len(self.lanes.enqueue(requests, now_s=self.now_s))
            batch = self.lanes.take(self.free[0], most=self.most, now_s=self.now_s)
            if batch is None:
                return
            self.waiting.subtract(one.origin.jam for one in batch.requests if one.origin.jam)
            heapq.heappush(self.running, (self.now_s + pass_s(batch), self.free.pop(0), batch))

    def end(self) -> list[int]:
        """Go on to the end of the next pass, and name the people who got something."""
        self.now_s, worker, batch = heapq.heappop(self.running)
        finish(self.lanes, batch, took_s=pass_s(batch))
        self.free.append(worker)
        people = [one for one in batch.requests if one.origin.jam is None]
        self.painted_s["people" if people else "jams"] += pass_s(batch)
        self.waits_s += [self.now_s - self.asked_s.pop(one.id) for one in people]
        return [int(one.origin.author.removeprefix("u")) for one in people]

    @property
    def p95_s(self) -> float:
        """What 19 of 20 people wait at the most."""
        return sorted(self.waits_s)[int(0.95 * len(self.waits_s))]


def pass_s(batch: Batch) -> float:
    """Say how long a pass takes."""
    return ALONE_S + COMPANION_S * (len(batch.requests) - 1)


def always_wanting(studio: Studio, *, until_s: float) -> None:
    """Let people ask for the next clip as soon as they have one."""
    for user in range(PEOPLE):
        studio.ask(user)
    studio.begin()
    while studio.now_s < until_s:
        for user in studio.end():
            studio.ask(user)
        studio.begin()


def by_chance(studio: Studio, chance: Random, *, until_s: float, every_s: float) -> Studio:
    """Let people come at any time, one in so many seconds."""
    number, coming_s = count(), chance.expovariate(1 / every_s)
    while coming_s < until_s:
        studio.begin()
        if studio.running and studio.running[0][0] <= coming_s:
            studio.end()
        else:
            studio.now_s = coming_s
            studio.ask(next(number) % (10 * PEOPLE))
            coming_s += chance.expovariate(1 / every_s)
    return studio


def measured(redis: Redis, *, workers: int, most: int, hours: float, load: float) -> dict[str, object]:
    """Play both through."""
    until_s = hours * HOUR_S
    crowded = Studio(redis, workers, most, JAMS)
    always_wanting(crowded, until_s=until_s)
    every_s = (ALONE_S + COMPANION_S * (most - 1)) / most / workers / load
    alone = by_chance(Studio(redis, workers, most, 0), repeatable(1), until_s=until_s, every_s=every_s)
    beside = by_chance(Studio(redis, workers, most, JAMS), repeatable(1), until_s=until_s, every_s=every_s)
    whole_s = sum(crowded.painted_s.values())
    longest_s = ALONE_S + COMPANION_S * (most - 1)
    return {
        "workers": workers,
        "most": most,
        "jams_share": round(crowded.painted_s["jams"] / whole_s, 4),
        "within_a_pass": crowded.painted_s["jams"] <= 0.3 * whole_s + longest_s * workers,
        "p95_s": round(alone.p95_s, 1),
        "p95_beside_jams_s": round(beside.p95_s, 1),
        "jams_share_by_chance": round(beside.painted_s["jams"] / sum(beside.painted_s.values()), 3),
        "busy": round(sum(beside.painted_s.values()) / workers / until_s, 3),
    }


def main() -> None:
    """Measure, print, and end with one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hours", type=float, default=2.0)
    parser.add_argument("--load", type=float, default=0.6)
    arguments = parser.parse_args()
    found = []
    with (
        tempfile.TemporaryDirectory(prefix="jamgram-") as folder,
        serving(Path(folder), "--save", "") as socket,
        Redis(unix_socket_path=str(socket)) as redis,
    ):
        for workers, most in ((1, 1), (1, 8), (2, 1), (4, 8)):
            found.append(measured(redis, workers=workers, most=most, hours=arguments.hours, load=arguments.load))
            print(found[-1])
    print(json.dumps({"hours": arguments.hours, "load": arguments.load, "found": found}))


if __name__ == "__main__":
    main()
