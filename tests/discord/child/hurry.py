"""Changes how long the bot waits: sooner takes others for dead and edits a card, and later gives its records up."""

import os
from typing import Any

from discord.state import ConnectionState

from bot import patience
from bot.cases import desk
from bot.delivery import outbox, pace, reconciling, running
from bot.family import waiting
from bot.jams.board import keeping
from bot.jams.conducting import conductor
from bot.jams.showing import closing
from bot.privacy import erasing
from core.events import Events
from core.lanes import Lanes
from tests.discord.patience import (
    BOARD_EVERY_S,
    JAMS_LEASE_S,
    JAMS_LOOK_S,
    LEASE_S,
    LOOK_S,
    LOOK_UPS_S,
    MESSAGE_EVERY_S,
    SILENCE_S,
)

for module, name, value in (
    (outbox, "LEASE_S", LEASE_S),
    (running, "LEASE_S", LEASE_S),
    (reconciling, "NEW_S", LEASE_S),
    (reconciling, "LOOK_S", LOOK_S),
    (pace, "MESSAGE_EVERY_S", MESSAGE_EVERY_S),
    (waiting, "EVERY_S", LOOK_S),
    (waiting, "CUT_OFF_S", LEASE_S),
    (desk, "LOOK_S", LOOK_S),
    (desk, "CUT_OFF_S", LEASE_S),
    (desk, "FIRST_RETRY_S", LOOK_S),
    (erasing, "EVERY_S", LOOK_S),
    (running, "ERASE_LEASE_S", LEASE_S),
    (conductor, "LOOK_S", JAMS_LOOK_S),
    (conductor, "LEASE_S", JAMS_LEASE_S),
    (keeping, "EDIT_EVERY_S", BOARD_EVERY_S),
    (patience, "LOOK_UPS_S", LOOK_UPS_S),
    (closing, "SETTLES_S", BOARD_EVERY_S + LOOK_S),
):
    assert hasattr(module, name)
    setattr(module, name, value)

for start, value in ((Lanes.__init__, SILENCE_S), (Events.__init__, LEASE_S)):
    defaults = start.__kwdefaults__
    assert defaults is not None
    assert "silence_s" in defaults
    defaults["silence_s"] = value

if ready_s := os.environ.get("READY_S"):
    begin = ConnectionState.__init__

    def begin_sooner(self: ConnectionState[Any], *given: object, **options: object) -> None:
        """Wait only so long for servers that Discord may yet tell of."""
        begin(self, *given, **{"guild_ready_timeout": float(ready_s), **options})  # type: ignore[arg-type]

    ConnectionState.__init__ = begin_sooner  # type: ignore[method-assign]
