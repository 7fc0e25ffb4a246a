"""How long a picture or a sound of a user may last."""

import math
from typing import Final

MAX_DURATION_S: Final = 600


def in_minutes(duration_s: float) -> str:
    """Say a duration in minutes and seconds, of which a begun one counts: what is above a limit reads so."""
    minutes, seconds = divmod(math.ceil(duration_s), 60)
    return f"{minutes}:{seconds:02} minutes"
