"""How long processes under test take others for alive: seconds, where operators have a minute."""

from typing import Final

SILENCE_S: Final = 4.0
LEASE_S: Final = 3.0
LOOK_S: Final = 1.0
