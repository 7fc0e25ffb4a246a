"""What a request costs beside its painting; the bar is 30 ms on 2 cores.

    python -m benchmarks.queue [--requests 1000] [--workers 4] [--most 8]

Cards with one request each go through the whole way: lanes, worker processes whose painter takes no time, RQ jobs,
artefacts, the stream of ends, records in SQLite, the outbox, and a Discord that answers at once and says nothing back.
Each card has a channel and an author of its own, so that no limit of Discord's or ours holds anything up. The clock's
time counts only on a machine that does nothing else (see its load before); the cores' milliseconds are spent anyway.

The last line is one JSON object. By its name this file would hide the standard library's `queue` from a script beside
it, so benchmarks are run as modules.
"""

import argparse
import asyncio
import json
import logging
import multiprocessing
import os
import resource
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import discord
from redis import Redis
from redis.exceptions import ConnectionError as CutOffError

from benchmarks.empty_studio import EmptyStudio
from benchmarks.null_discord import NullDiscord
from bot.delivery.running import run as deliver
from bot.records import Records
from bot.records.values import Card
from bot.services import Services
from core.artefacts import Artefacts
from core.contract import Riff
from core.lanes import Lanes, Limits
from core.redis_client import redis_of
from core.request import Origin, Request
from core.settings import Settings
from terminal.server import find_server
from worker.connecting import connect
from worker.serving import Bench, LaneWorker
from worker.stopping import Stop

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

BAR_MS: Final = 30.0
ENOUGH: Final = 10**6
NO_LIMITS: Final = Limits(
    user_running=ENOUGH, user_waiting=ENOUGH, server_running=ENOUGH, server_waiting=ENOUGH, user_s_a_day=ENOUGH
)
WORKERS_CPU: Final = "benchmark:cpu_s"
START_S: Final = 120.0
LAST_S: Final = 600.0


def serve(url: str, store: str, name: str, most: int) -> None:
    """Be a worker until told to stop."""
    stop = Stop(grace_s=8)
    redis = connect(url, stop=stop)
    lanes, pulse = Lanes(redis, limits=NO_LIMITS), Lanes(redis_of(url), limits=NO_LIMITS)
    bench = Bench(EmptyStudio(Artefacts(store), most), lanes, pulse, stop, on_round=lambda: None, most=most)
    begun_cpu_s = cpu_s()
    LaneWorker(bench, connection=redis, name=name).serve()
    redis_of(url).incrbyfloat(WORKERS_CPU, cpu_s() - begun_cpu_s)


@dataclass
class Crowd:
    """Cards with one request each."""

    number: int
    requests: list[Request] = field(default_factory=list)

    async def sit_down(self, records: Records) -> None:
        """Record every card, with a message that waits to be edited."""
        for number in range(self.number):
            card_id = str(10**18 + number)
            origin = Origin(server=f"s{number % 50}", channel=card_id, author=f"{10**17 + number}", message=card_id)
            request = Request(id=f"{card_id}-0", recipe=Riff(prompt="lo-fi beats", seed=number, steps=1), origin=origin)
            self.requests.append(request)
            card = Card(
                id=card_id,
                origin=origin,
                reach="channel",
                private=False,
                upload_limit=request.upload_limit,
                created_s=time.time(),
                message=card_id,
            )
            await records.open_card(card, [request])
            await records.note_message(card_id, card_id)
            await records.mark_placed(card_id)


@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """A Redis of our own that keeps every second, as the compose file's does."""
    socket = folder / "redis.sock"
    options = ["--port", "0", "--unixsocket", str(socket), "--dir", str(folder), "--appendonly", "yes", "--save", ""]
    server = subprocess.Popen([find_server(), *options], stdout=subprocess.DEVNULL)  # noqa: S603 - a program that was looked for
    try:
        wait_for(socket)
        yield f"unix://{socket}"
    finally:
        server.terminate()
        server.wait(START_S)


def wait_for(socket: Path) -> None:
    """Wait until a server answers."""
    deadline = time.monotonic() + START_S
    with Redis(unix_socket_path=str(socket)) as redis:
        while time.monotonic() < deadline:
            try:
                redis.ping()
            except CutOffError:
                time.sleep(0.05)
            else:
                return
    raise TimeoutError(f"no answer from a Redis at {socket}")


@contextmanager
def workers(url: str, store: str, *, number: int, most: int) -> Iterator[None]:
    """Run worker processes, and begin when all of them are there."""
    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload(["worker.serving", "bot.delivery"])
    processes: list[BaseProcess] = [
        forking.Process(target=serve, args=(url, store, f"w{at}", most)) for at in range(number)
    ]
    for process in processes:
        process.start()
    lanes, deadline = Lanes(redis_of(url)), time.monotonic() + START_S
    while lanes.counts(now_s=time.time()).workers < number and time.monotonic() < deadline:
        time.sleep(0.1)
    try:
        yield
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.join(START_S)


async def client_of(null: NullDiscord) -> discord.Client:
    """A client that is logged in nowhere."""
    client = discord.Client(intents=discord.Intents.none())
    client.http.request = null.request  # type: ignore[method-assign]
    await client.login("token")
    return client


async def measure(url: str, folder: Path, *, number: int) -> dict[str, object]:
    """Let everybody ask at once, and wait until each has the answer."""
    null, crowd, stop = NullDiscord(), Crowd(number), asyncio.Event()
    records = await Records.open(f"sqlite:///{folder}/jamgram.db")
    await crowd.sit_down(records)
    redis = redis_of(url)
    lanes = Lanes(redis, limits=NO_LIMITS)
    services = Services(Settings(), records, lanes, Artefacts(f"file://{folder}/artefacts"), redis, time.time)
    client = await client_of(null)
    begun_s, begun_cpu_s = time.monotonic(), cpu_s()
    delivery = asyncio.create_task(deliver(services, client, stop=stop))
    await asyncio.to_thread(place, lanes, crowd.requests)
    placed_s = time.monotonic() - begun_s
    worked_s = await asyncio.to_thread(until_over, lanes, begun_s)
    while await records.undelivered() or len(null.shown) < number:
        await asyncio.sleep(0.05)
        if time.monotonic() - begun_s > LAST_S or delivery.done():
            break
    took_s = null.last_s - begun_s
    stop.set()
    await delivery
    states = Counter(lanes.states([request.id for request in crowd.requests]).values())
    await records.close()
    await client.close()
    return {
        "states": {str(state): count for state, count in states.items()},
        "answered": len(null.shown),
        "edited_again": sum(null.shown.values()) - len(null.shown),
        "posted_anew": null.posted,
        "placed_ms_a_request": round(1000 * placed_s / number, 2),
        "worked_ms_a_request": round(1000 * worked_s / number, 2),
        "ms_a_request": round(1000 * took_s / number, 2),
        "bot_cpu_ms": round(1000 * (cpu_s() - begun_cpu_s) / number, 2),
    }


def place(lanes: Lanes, requests: Sequence[Request]) -> None:
    """Ask, each card for itself."""
    for request in requests:
        lanes.enqueue([request], now_s=time.time())


def until_over(lanes: Lanes, begun_s: float) -> float:
    """Wait until the workers have nothing left, and say how long after the beginning that was."""
    while time.monotonic() - begun_s < LAST_S:
        counts = lanes.counts(now_s=time.time())
        if counts.waiting == counts.taken == 0:
            break
        time.sleep(0.05)
    return time.monotonic() - begun_s


def others_cpu_ms(url: str, *, number: int) -> dict[str, object]:
    """Milliseconds of a core that the workers and Redis used for each request."""
    redis = redis_of(url)
    used = redis.info("cpu")
    server_s, workers_s = used["used_cpu_user"] + used["used_cpu_sys"], float(redis.get(WORKERS_CPU) or 0)
    return {
        "workers_cpu_ms": round(1000 * workers_s / number, 2),
        "redis_cpu_ms": round(1000 * server_s / number, 2),
    }


def cpu_s() -> float:
    """Seconds of a core that this process has used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Measure, print, and end with one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--most", type=int, default=1, help="requests in a batch; 1 is the dearest")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.ERROR)
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="jamgram-") as name:
        folder = Path(name)
        with redis_server(folder) as url:
            store = f"file://{folder}/artefacts"
            with workers(url, store, number=arguments.workers, most=arguments.most):
                found = asyncio.run(measure(url, folder, number=arguments.requests))
            found |= others_cpu_ms(url, number=arguments.requests)
    overhead_ms = found["ms_a_request"]
    assert isinstance(overhead_ms, float)
    figures = {
        "requests": arguments.requests,
        "workers": arguments.workers,
        "most": arguments.most,
        "cores": os.cpu_count(),
        "load_before": round(load, 1),
        **found,
        "bar_ms": BAR_MS,
        "bar_met": overhead_ms <= BAR_MS and found["answered"] == arguments.requests and not found["posted_anew"],
    }
    for name, value in figures.items():
        print(f"{name:22} {value}")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
