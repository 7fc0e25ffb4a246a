"""The worker: reads the settings, loads the model, and makes what the lanes hold until it is asked to stop."""

import os
import signal
import sys
from dataclasses import replace
from typing import Final

from core import health, log, settings
from core.artefacts import Artefacts
from core.errors import UserError
from core.lanes import Lanes, Limits
from core.redis_client import redis_of
from core.roster import Roster
from core.settings import Settings
from worker.connecting import connect
from worker.painter import Painter, load_painter
from worker.presence import Presence, present_of
from worker.serving import Bench, LaneWorker, new_name
from worker.stopping import Stop
from worker.studio import PaintersStudio

BAD_SETTING: Final = 2
BROKEN: Final = 1
SILENT_MOST_S: Final = 60.0


def main() -> int:
    """Run the worker; the answer is the exit status."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: os._exit(0))  # nothing is begun yet, and libraries may swallow exceptions
    try:
        return run(settings.read())
    except UserError as error:
        print(f"worker: {error}", file=sys.stderr)  # noqa: T201 - there may be no log yet
        return BAD_SETTING


def run(chosen: Settings) -> int:
    """Put the worker together and let it serve.

    Raises
    ------
    UserError
        If Redis, the store or the model that the settings name is not there.
    """
    log.set_up(chosen.log_level, chosen.log_format, secrets=chosen.secrets())
    stop, url = Stop(grace_s=chosen.riff_grace_s), chosen.redis_url.get_secret_value()
    redis, artefacts = connect(url, stop=stop), Artefacts(chosen.artefact_url)
    artefacts.check()
    painter = painter_of(chosen)
    name, brisk, rounds = new_name(), redis_of(url), health.Beat(most_s=SILENT_MOST_S)
    presence = Presence(Roster(brisk), present_of(name, painter), on_round=rounds.beat)
    bench = Bench(
        studio=PaintersStudio(painter, artefacts),
        lanes=Lanes(redis, limits=limits_of(chosen)),
        pulse=Lanes(brisk, limits=limits_of(chosen)),
        stop=stop,
        on_round=presence.round,
        most=chosen.riff_batch or painter.batch,
    )
    with health.serve(chosen.worker_port, {"loop": rounds.check}, host=chosen.listen_host):
        well = LaneWorker(bench, connection=redis, name=name).serve()
    presence.leave()
    return 0 if well else BROKEN


def painter_of(chosen: Settings) -> Painter:
    """Load the model; on a GPU one pass holds as much as a batch."""
    painter = load_painter(chosen.riff_model, device=chosen.riff_device)
    in_company = chosen.riff_batch and painter.device.type == "cuda"
    return replace(painter, batch=chosen.riff_batch) if in_company else painter


def limits_of(chosen: Settings) -> Limits:
    """How much the settings let one user and one server have."""
    return Limits(
        user_running=chosen.user_running,
        user_waiting=chosen.user_waiting,
        server_running=chosen.server_running,
        server_waiting=chosen.server_waiting,
        user_s_a_day=chosen.user_s_a_day,
    )


if __name__ == "__main__":
    sys.exit(main())
