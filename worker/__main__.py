"""The worker: reads the settings, loads the model, and makes what the lanes hold until it is asked to stop."""

import os
import signal
import sys
from typing import Final

from core import log, settings
from core.artefacts import Artefacts
from core.errors import UserError
from core.moderation import Rules
from core.settings import Settings
from worker.connecting import connect
from worker.stopping import Stop

DONE: Final = 0
BROKEN: Final = 1
BAD_SETTING: Final = 2


def main() -> int:
    """Run the worker; the answer is the exit status."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: os._exit(DONE))  # nothing is begun yet, and what is imported may swallow more
    try:
        chosen = settings.read()
        log.set_up(chosen.log_level, chosen.log_format, secrets=chosen.secrets())
        return DONE if serve(chosen) else BROKEN
    except UserError as error:
        print(f"worker: {error}", file=sys.stderr)  # noqa: T201 - it is for whoever typed the command, not for a log
        return BAD_SETTING


def serve(chosen: Settings) -> bool:
    """Serve until somebody wants it to stop; False if it ended for any other reason.

    Raises
    ------
    UserError
        If Redis, the store, the rules or the model that the settings name is not there.
    """
    stop = Stop(grace_s=chosen.riff_grace_s)
    redis, artefacts = connect(chosen.redis_url.get_secret_value(), stop=stop), Artefacts(chosen.artefact_url)
    artefacts.check()
    rules = Rules.built_in(chosen.riff_rules)
    from worker.assembly import assembled  # noqa: PLC0415 - it takes seconds, and what comes before it should not

    with assembled(chosen, redis=redis, artefacts=artefacts, rules=rules, stop=stop) as worker:
        return worker.serve()


if __name__ == "__main__":
    code = main()
    sys.stderr.flush()
    os._exit(code)  # torch takes seconds to be taken apart, which somebody who stops a worker hasn't got
