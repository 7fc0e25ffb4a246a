"""Ctrl-C and SIGTERM, kept in mind until somebody has acted on them."""

import signal
import threading
from types import FrameType
from typing import Final

ASKED: Final = threading.Event()


def listen() -> None:
    """Let both signals raise KeyboardInterrupt."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupt)


def interrupt(_number: int, _frame: FrameType | None) -> None:
    """Remember that the end was asked for, then raise."""
    ASKED.set()
    raise KeyboardInterrupt


def check() -> None:
    """Raise once more: a library that was being imported, or a destructor, may have swallowed the first exception."""
    if ASKED.is_set():
        raise KeyboardInterrupt
