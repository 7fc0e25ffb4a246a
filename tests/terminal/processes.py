"""What runs on this machine, read from the system."""

from pathlib import Path

import psutil

from tests.waiting import until

READER = "worker.confining.child"
"""Begins when the worker's model is loaded."""


def family(pid: int) -> list[psutil.Process]:
    """A process's descendants that still run."""
    return [child for child in psutil.Process(pid).children(recursive=True) if is_alive(child)]


def family_of(pid: int, *names: str) -> list[psutil.Process]:
    """Wait until a process's descendants are programs of these names, and no others but a worker's reader."""

    def complete() -> list[psutil.Process]:
        found = family(pid)
        lasting = [member for member in found if not is_called(member, READER)]
        named = all(any(is_called(member, name) for member in lasting) for name in names)
        return found if named and len(lasting) == len(names) else []

    return until(complete)


def is_called(process: psutil.Process, name: str) -> bool:
    """Look for a program, or a module that Python runs.

    Whoever was only just begun is still called as its parent; the keeper's argument names its programs, in quotes.
    """
    try:
        return any(word.endswith(name) for word in " ".join(process.cmdline()).split())
    except psutil.Error:
        return False


def is_alive(process: psutil.Process) -> bool:
    """A zombie whom nobody has buried yet is dead."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def nothing_left_of(processes: list[psutil.Process], folder: Path | None = None) -> bool:
    """Whether processes and their folder are gone."""
    return not any(map(is_alive, processes)) and not (folder and folder.exists())
