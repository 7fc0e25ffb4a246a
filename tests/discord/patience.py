"""How long processes under test wait: for one thing or another less than those of operators."""

from collections.abc import Sequence
from typing import Final

SILENCE_S: Final = 3.0
"""So long they take others for alive, where operators have a minute."""

LEASE_S: Final = 3.0
LOOK_S: Final = 0.5
MESSAGE_EVERY_S: Final = 1.5
"""Between two edits that show a card's progress, where Discord has three seconds."""

JAMS_LOOK_S: Final = 0.2
JAMS_LEASE_S: Final = 1.0
BOARD_EVERY_S: Final = 1.0
"""Between two edits of a jam's board, where Discord has five seconds."""

LOOK_UPS_S: Final = 1.7
"""Looks into the records may hold up a first answer for longer than with operators: the machine may be starved."""

LATE_S: Final = 0.7
"""So long one edit may be on its way to a stand-in that stood still."""


def are_apart(times_s: Sequence[float]) -> bool:
    """Tell whether edits of one card came at its pace."""
    return times_s[-1] - times_s[0] > (len(times_s) - 1) * MESSAGE_EVERY_S - LATE_S
