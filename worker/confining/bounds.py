"""What reading one file may cost, and how a process gives up everything that reading needs not."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

if sys.platform == "linux":
    import resource

MIB: Final = 2**20
STATUS: Final = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What reading one file may take: bytes beside what the process has anyway, seconds of work, seconds in all."""

    memory_bytes: int = 1024 * MIB
    cpu_s: int = 20
    wall_s: float = 60.0


def give_up(bounds: Bounds) -> None:
    """Open no file and no connection from here on, write none, start no process, and take no more memory than this.

    What is open stays open. Only Linux can do it; elsewhere whoever asked has to watch the clock.
    """
    if sys.platform == "linux":
        least = {
            resource.RLIMIT_AS: _pages() * resource.getpagesize() + bounds.memory_bytes,
            resource.RLIMIT_CORE: 0,
            resource.RLIMIT_FSIZE: 0,
            resource.RLIMIT_NPROC: 0,
            resource.RLIMIT_NOFILE: 0,
        }
        for what, most in least.items():
            resource.setrlimit(what, (most, most))


def begin_counting(bounds: Bounds) -> None:
    """Let the next seconds of work be counted: the system ends the process that takes more."""
    if sys.platform == "linux":
        spent = resource.getrusage(resource.RUSAGE_SELF)
        _, highest = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(spent.ru_utime + spent.ru_stime) + 1 + bounds.cpu_s, highest))


def _pages() -> int:
    return int(STATUS.read_text("ascii").split()[0])
