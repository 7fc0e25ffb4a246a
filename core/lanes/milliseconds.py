"""The lanes' unit of time: whole milliseconds, which Lua counts without loss."""

from typing import Final

MS: Final = 1000


def ms_of(seconds: float) -> int:
    """Count milliseconds."""
    return round(seconds * MS)


def seconds_of(milliseconds: float) -> float:
    """Count seconds."""
    return milliseconds / MS
