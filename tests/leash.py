"""Processes that don't outlive the tests, however those end: pytest-timeout ends them without a word."""

import ctypes
import signal
import sys
from typing import Final

PR_SET_PDEATHSIG: Final = 1


def leash() -> None:
    """Have Linux kill this process, frozen or not, when its parent ends; elsewhere nothing happens."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
