"""How long a block lasts, as it is chosen and told."""

from typing import Final, Literal, get_args

Duration = Literal["an hour", "a day", "3 days", "a week", "30 days", "until lifted"]

HOUR_S: Final = 3600.0
DAY_S: Final = 24 * HOUR_S

LASTS_S: Final[dict[Duration, float | None]] = {
    "an hour": HOUR_S,
    "a day": DAY_S,
    "3 days": 3 * DAY_S,
    "a week": 7 * DAY_S,
    "30 days": 30 * DAY_S,
    "until lifted": None,
}
DURATIONS: Final[tuple[Duration, ...]] = get_args(Duration)


def until_s(duration: Duration, *, now_s: float) -> float | None:
    """Say when a block ends; None if somebody has to lift it."""
    lasts_s = LASTS_S[duration]
    return None if lasts_s is None else now_s + lasts_s
