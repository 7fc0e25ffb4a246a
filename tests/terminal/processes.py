"""What runs on this machine, read from the system."""

import time
from collections.abc import Callable
from pathlib import Path

import psutil

PATIENCE_S = 20.0


def until(condition: Callable[[], object], *, patience_s: float = PATIENCE_S) -> None:
    """Wait for something that must come true."""
    deadline = time.monotonic() + patience_s
    while not condition():
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.02)


def family(pid: int) -> list[psutil.Process]:
    """A process's descendants that still run."""
    return [child for child in psutil.Process(pid).children(recursive=True) if is_alive(child)]


def is_alive(process: psutil.Process) -> bool:
    """A zombie whom nobody has buried yet is dead."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def nothing_left_of(processes: list[psutil.Process], folder: Path | None = None) -> bool:
    """Whether processes and their folder are gone."""
    return not any(map(is_alive, processes)) and not (folder and folder.exists())
