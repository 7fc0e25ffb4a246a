"""Processes that tests start."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

PARENT = """
import sys, time
from pathlib import Path
from tests.discord.processes import Forked, Program

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    program = Program("program", {}, folder, [sys.executable, "-c", "import time; time.sleep(600)"])
    forked = Forked("forked", {}, folder, "tests.discord.sleeping")
    for process in (program, forked):
        process.start()
    while "asleep" not in forked.said():
        time.sleep(0.01)
    forked.pause()
    print(program.pid, forked.pid, flush=True)
    time.sleep(600)
"""


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing kills them")
def test_they_end_with_the_tests_however_those_end_even_frozen(root: Path, tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT, "utf-8")
    with subprocess.Popen(
        [sys.executable, script, tmp_path], env={**os.environ, "PYTHONPATH": str(root)}, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        children = [int(pid) for pid in parent.stdout.readline().split()]
        assert [is_alive(pid) for pid in children] == [True, True]
        parent.kill()
    deadline_s = time.monotonic() + 60
    while any(is_alive(pid) for pid in children) and time.monotonic() < deadline_s:
        time.sleep(0.05)
    assert [is_alive(pid) for pid in children] == [False, False]
