"""How long processes under test wait: for one thing or another less than those of operators."""

from typing import Final

SILENCE_S: Final = 3.0
"""So long they take others for alive, where operators have a minute."""

LEASE_S: Final = 3.0
LOOK_S: Final = 0.5
MESSAGE_EVERY_S: Final = 1.5
"""Between two edits that show a card's progress, where Discord has three seconds."""
