"""What a process that gave up everything can still do, tried in one."""

import subprocess
import sys
from pathlib import Path

import pytest

from worker.confining.bounds import MIB, Bounds

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has these limits")

TRYING = """
import os, socket, subprocess, sys
from worker.confining.bounds import Bounds, begin_counting, give_up
inside = open("pyproject.toml")
give_up(Bounds(memory_bytes=64 * 2**20, cpu_s=1))
try:
    exec(sys.argv[1])
except (OSError, MemoryError) as error:
    print(type(error).__name__, getattr(error, "errno", None))
else:
    print("done")
"""
EMFILE, EFBIG = 24, 27


def tried(root: Path, does: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", TRYING, does]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize(
    "does",
    [
        "open('/etc/passwd')",
        "open('anything', 'w')",
        "os.open('/proc/self/environ', os.O_RDONLY)",
        "socket.socket()",
        "socket.create_connection(('127.0.0.1', 6379))",
        "os.pipe()",
        "os.listdir('/')",
        "subprocess.run(['/bin/true'])",
    ],
)
def test_it_opens_no_file_and_no_connection_and_starts_nothing(root: Path, does: str) -> None:
    assert tried(root, does).stdout in {f"OSError {EMFILE}\n", "BlockingIOError 11\n"}


def test_it_reads_on_in_what_is_open(root: Path) -> None:
    assert tried(root, "inside.read()").stdout == "done\n"


def test_it_takes_no_more_memory_than_it_may(root: Path) -> None:
    assert tried(root, f"bytearray({32 * MIB})").stdout == "done\n"
    assert tried(root, f"bytearray({128 * MIB})").stdout == "MemoryError None\n"


def test_what_it_gave_up_it_does_not_get_back(root: Path) -> None:
    back = "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))"
    found = tried(root, f"os.setuid(65534) if os.getuid() == 0 else None; {back}")
    assert "done" not in found.stdout


def test_work_beyond_its_seconds_ends_it(root: Path) -> None:
    assert tried(root, "begin_counting(Bounds(cpu_s=1))\nwhile True: pass").returncode == -24


def test_what_was_spent_before_does_not_count(root: Path) -> None:
    count = "import resource; begin_counting(Bounds(cpu_s=7)); used = resource.getrusage(0); "
    left = "resource.getrlimit(resource.RLIMIT_CPU)[0] - used.ru_utime - used.ru_stime"
    assert tried(root, f"{count}assert 7 <= {left} <= 8").stdout == "done\n"


def test_no_file_is_allowed_more_than_a_batch_may_take() -> None:
    assert Bounds().cpu_s < Bounds().wall_s < 120
