"""How long strikes count."""

from typing import Final

STRIKE_S: Final = 30 * 24 * 3600.0
