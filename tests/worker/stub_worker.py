"""The real worker with a studio that paints at once, in a process that a server forks which has torch loaded."""

import multiprocessing
import os
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final

from core.lanes import Lanes
from core.redis_client import redis_of
from tests.worker.pattern import PatternStudio
from worker.connecting import connect
from worker.serving import Bench, LaneWorker
from worker.stopping import Stop

END_S: Final = 60.0

FORKING: Final = multiprocessing.get_context("forkserver")
FORKING.set_forkserver_preload(["tests.worker.stub_worker"])


@contextmanager
def worker(
    socket: Path, name: str, *, step_s: float = 0.0, grace_s: float = 8.0, gate: Path | None = None
) -> Iterator[BaseProcess]:
    """Run a worker of this name until the block ends."""
    studio = PatternStudio(step_s=step_s, gate=gate)
    process = FORKING.Process(target=serve, args=(f"unix://{socket}", name, studio, grace_s))
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join(END_S)


def serve(url: str, name: str, studio: PatternStudio, grace_s: float) -> None:
    stop = Stop(grace_s=grace_s)
    redis = connect(url, stop=stop)
    bench = Bench(studio, Lanes(redis), Lanes(redis_of(url)), stop, on_round=lambda: None, most=8)
    os._exit(0 if LaneWorker(bench, connection=redis, name=name).serve() else 1)
