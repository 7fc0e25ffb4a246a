"""The worker put together from its settings; with it torch and the model are loaded."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from redis import Redis

from core import health
from core.artefacts import Artefacts
from core.lanes import Lanes
from core.moderation import Rules
from core.redis_client import redis_of
from core.roster import Roster
from core.settings import Settings
from worker.confining.apart import Apart
from worker.painter import Painter, load_painter
from worker.presence import Presence, present_of
from worker.serving import Bench, LaneWorker, new_name
from worker.stopping import Stop
from worker.studio import PaintersStudio

SILENT_MOST_S: Final = 60.0

log = logging.getLogger(__name__)


@contextmanager
def assembled(
    chosen: Settings, *, redis: Redis, artefacts: Artefacts, rules: Rules, stop: Stop
) -> Iterator[LaneWorker]:
    """Load the model, open the port, and make a worker that others know of until the block ends.

    Raises
    ------
    UserError
        If the model doesn't load, or the port is taken.
    """
    painter, limits = painter_of(chosen), chosen.limits
    name, brisk, rounds = new_name(), redis_of(chosen.redis_url.get_secret_value()), health.Beat(most_s=SILENT_MOST_S)
    reader = Apart()
    presence = Presence(Roster(brisk), present_of(name, painter), on_round=rounds.beat)
    bench = Bench(
        studio=PaintersStudio(painter, artefacts, reader, rules),
        lanes=Lanes(redis, limits=limits),
        pulse=Lanes(brisk, limits=limits),
        stop=stop,
        on_round=presence.round,
        most=chosen.riff_batch or painter.batch,
    )
    with reader, health.serve(chosen.worker_port, {"loop": rounds.check}, host=chosen.listen_host):
        log.info("%s serves with %s on %s, %d at a time", name, painter.name, painter.device.type, bench.most)
        yield LaneWorker(bench, connection=redis, name=name)
    presence.leave()


def painter_of(chosen: Settings) -> Painter:
    """Load the model; on a GPU one pass holds as much as a batch."""
    painter = load_painter(chosen.riff_model, device=chosen.riff_device)
    in_company = chosen.riff_batch and painter.device.type == "cuda"
    return replace(painter, batch=chosen.riff_batch) if in_company else painter
