"""The real worker with a studio that paints at once: `python -m tests.worker.stub_worker STEP_S GRACE_S NAME`."""

import os
import sys

from core.lanes import Lanes
from core.redis_client import redis_of
from tests.worker.pattern import PatternStudio
from worker.connecting import connect
from worker.serving import Bench, LaneWorker
from worker.stopping import Stop


def main(step_s: str, grace_s: str, name: str) -> int:
    url = os.environ["REDIS_URL"]
    stop = Stop(grace_s=float(grace_s))
    redis = connect(url, stop=stop)
    bench = Bench(
        studio=PatternStudio(step_s=float(step_s)),
        lanes=Lanes(redis),
        pulse=Lanes(redis_of(url)),
        stop=stop,
        on_round=lambda: None,
        most=8,
    )
    return 0 if LaneWorker(bench, connection=redis, name=name).serve() else 1


if __name__ == "__main__":
    code = main(*sys.argv[1:])
    sys.stderr.flush()
    os._exit(code)
