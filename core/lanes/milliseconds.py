"""The lanes' unit of time: whole milliseconds, which Lua counts without loss."""


def ms_of(seconds: float) -> int:
    """Count milliseconds."""
    return round(seconds * 1000)


def seconds_of(milliseconds: float) -> float:
    """Count seconds."""
    return milliseconds / 1000
