"""What somebody hears who asks for too much: which limit it was, and when there will be room."""

import math
from typing import Final

from core.lanes.values import Limit, LimitReached

FACTS: Final[dict[Limit, str]] = {
    "user": "You can have {requests} waiting; this would be more.",
    "server": "This server's line is full: {most} are waiting.",
    "day": "This would pass your {most} seconds of painting a day.",
    "jams": "The jams of this server have {most} requests waiting, as many as they may.",
    "jams_day": "This would pass the {most} seconds of painting that the jams of this server have a day.",
}
ROOM: Final[dict[Limit, str]] = {
    "user": FACTS["user"],
    "server": "This server can have {most} requests waiting, and there is room for {room} more.",
    "day": "This would pass your {most} seconds of painting a day, of which {room} are left.",
    "jams": "The jams of this server can have {most} requests waiting, and there is room for {room} more.",
    "jams_day": "This would pass the {most} seconds of painting that the jams of this server have a day, "
    "of which {room} are left.",
}
HOPELESS: Final[dict[Limit, str]] = {
    "user": "You can have {requests} waiting at once. Nothing was used up: ask for fewer.",
    "server": "This server can have {most} requests waiting at once. Nothing was used up: ask for fewer.",
    "day": "This alone would take more than the {most} seconds of painting that you have a day. "
    "Nothing was used up: ask for something shorter, or for fewer steps.",
    "jams": "The jams of this server can have {most} requests waiting at once. Nothing was used up: ask for fewer.",
    "jams_day": "This alone would take more than the {most} seconds of painting that the jams of this server have a "
    "day. Nothing was used up: play with shorter sections, or with fewer people.",
}
UNTIMED: Final[dict[Limit, str]] = {
    "user": "when one begins",
    "server": "when one begins",
    "day": "after midnight UTC",
    "jams": "when one begins",
    "jams_day": "after midnight UTC",
}
DAYS: Final[frozenset[Limit]] = frozenset({"day", "jams_day"})
"""Limits of seconds a day; the others are of requests that wait."""

AGAIN: Final = "Nothing was used up: ask again {when}."

MINUTE_S, HOUR_S = 60, 3600


def refusal(limit: Limit, *, most: int, room: int, frees_s: float | None, now_s: float) -> LimitReached:
    """Refuse what there will be room for, and say how much of it there is now, and when for all, if that is known."""
    fact = (ROOM if room else FACTS)[limit].format(most=most, room=room, requests=_some(most, "request"))
    when = UNTIMED[limit]
    if frees_s is not None and limit in DAYS:
        when += f", {in_about(frees_s - now_s)}"
    elif frees_s is not None:
        when = in_about(frees_s - now_s)
    return LimitReached(f"{fact} {AGAIN.format(when=when)}", fact=fact, limit=limit, most=most, frees_s=frees_s)


def hopeless(limit: Limit, *, most: int) -> LimitReached:
    """Refuse what is too much even for empty lanes."""
    sentence = HOPELESS[limit].format(most=most, requests=_some(most, "request"))
    return LimitReached(sentence, fact=sentence, limit=limit, most=most, frees_s=None)


def in_about(wait_s: float) -> str:
    """Say how far off a moment is, rather too far than too near."""
    if wait_s < MINUTE_S:
        return f"in about {max(1, math.ceil(wait_s / 10)) * 10} seconds"
    if wait_s < HOUR_S:
        return f"in about {_some(math.ceil(wait_s / MINUTE_S), 'minute')}"
    return f"in about {_some(math.ceil(wait_s / HOUR_S), 'hour')}"


def _some(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
