"""How long processes under test wait: for one thing or another less than those of operators."""

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

FIRST_ANSWER_S: Final = 9.0
"""So long people wait for a first answer, where Discord does for 3 s: a starved machine may stand still for them.

It is less than a bot would lose that waited for a Redis that hangs (`core/redis_client.py`, `ANSWER_S`).
"""

LOOK_UPS_S: Final = 6.0
"""So long of it looks into the records may take."""


def are_apart(edits: int, *, within_s: float) -> bool:
    """Tell whether one card was edited at its pace; to count is right however long an edit was on its way."""
    return edits <= 1 + within_s / MESSAGE_EVERY_S
