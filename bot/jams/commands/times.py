"""When somebody wants a jam to begin, as they type it. Pure."""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from core.errors import UserError

SOONEST_S: Final = 120.0
LATEST_S: Final = 60 * 24 * 3600.0

UNITS_S: Final = {"m": 60, "min": 60, "minute": 60, "h": 3600, "hour": 3600, "d": 86400, "day": 86400, "week": 604800}
AFTER: Final = re.compile(r"in\s+(\d{1,4})\s*([a-z]+?)s?", re.IGNORECASE)
STAMP: Final = re.compile(r"<t:(\d{9,11})(?::[a-zA-Z])?>")
OFFSET: Final = r"(?:Z|UTC)?\s*(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?|Z|UTC"
DAY: Final = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}})[ T](\d{{1,2}}:\d{{2}})\s*(?:{OFFSET})?", re.IGNORECASE)

NOT_UNDERSTOOD: Final = (
    "I don't understand when that is. Nothing was begun: type `in 3 hours`, `2026-11-27 20:00 +01:00` (without an "
    "offset it is UTC), or a time as Discord writes it, such as `<t:1795806000>`."
)
TOO_SOON: Final = (
    "That is too soon: a jam is scheduled for at least 2 minutes from now. `/jam start` begins one at once."
)
TOO_LATE: Final = "That is too far away: a jam is scheduled for at most 60 days from now. Nothing was begun."


def time_in(words: str, *, now_s: float) -> float:
    """Say which moment is meant.

    Raises
    ------
    UserError
        If there is none that a jam could begin at.
    """
    at_s = _time(words.strip(), now_s)
    if at_s is None:
        raise UserError(NOT_UNDERSTOOD, code="E-VALUE")
    if at_s - now_s < SOONEST_S:
        raise UserError(TOO_SOON, code="E-VALUE")
    if at_s - now_s > LATEST_S:
        raise UserError(TOO_LATE, code="E-OVER")
    return at_s


def _time(words: str, now_s: float) -> float | None:
    if match := AFTER.fullmatch(words):
        unit_s = UNITS_S.get(match[2].lower())
        return None if unit_s is None else now_s + int(match[1]) * unit_s
    if match := STAMP.fullmatch(words):
        return float(match[1])
    match = DAY.fullmatch(words)
    return None if match is None else _moment(match)


def _moment(match: re.Match[str]) -> float | None:
    try:
        read = datetime.strptime(f"{match[1]} {match[2]}", "%Y-%m-%d %H:%M").replace(tzinfo=_zone(match))
    except ValueError:
        return None
    return read.timestamp()


def _zone(match: re.Match[str]) -> timezone:
    if match["sign"] is None:
        return UTC
    ahead = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
    return timezone(ahead if match["sign"] == "+" else -ahead)
