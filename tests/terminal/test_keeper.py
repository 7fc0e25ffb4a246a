import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from terminal import embedded, keeper
from terminal.keeper import Program
from tests.terminal.processes import family, nothing_left_of
from tests.waiting import until

SLEEPER = ["sleep", "600"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that the keeper may remove."""
    made = tmp_path / "kept"
    made.mkdir()
    return made


class Kept:
    """A keeper as the terminal starts it."""

    def __init__(self, folder: Path, *programs: Program) -> None:
        self.folder = folder
        self.process = embedded.start(list(programs), folder=folder)

    def family(self, size: int) -> list[psutil.Process]:
        until(lambda: len(family(self.process.pid)) == size)
        return [psutil.Process(self.process.pid), *family(self.process.pid)]

    def said(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()


@pytest.fixture
def two(folder: Path) -> Iterator[Kept]:
    """Two programs that would sleep for long."""
    kept = Kept(folder, Program("a", SLEEPER, {}), Program("b", SLEEPER, {}))
    with kept.process:
        yield kept
        embedded.end(kept.process)


def shell(script: str, **variables: str | None) -> Program:
    return Program("script", ["sh", "-c", script], dict(variables))


def test_when_the_terminal_ends_everything_ends_and_the_folder_is_gone(two: Kept) -> None:
    members = two.family(2)
    embedded.end(two.process)
    assert nothing_left_of(members, two.folder)
    assert two.process.returncode == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_keeper_that_is_asked_to_end_leaves_nothing(two: Kept, number: signal.Signals) -> None:
    members = two.family(2)
    two.process.send_signal(number)
    assert two.said() == ""
    until(lambda: nothing_left_of(members, two.folder))


def test_a_keeper_that_is_killed_takes_nobody_along_until_the_terminal_ends_its_session(two: Kept) -> None:
    members = two.family(2)
    two.process.kill()
    assert two.said() == ""
    embedded.end(two.process)
    until(lambda: nothing_left_of(members))


ORPHANING = """
import os, sys, time
from pathlib import Path
from terminal import embedded
from terminal.keeper import Program
process = embedded.start([Program("a", ["sleep", "600"], {})], folder=Path(sys.argv[1]))
print(process.pid, flush=True)
time.sleep(600)
"""


def test_a_terminal_that_is_killed_leaves_nothing(folder: Path, root: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ORPHANING, str(folder)], cwd=root, stdout=subprocess.PIPE) as terminal:
        assert terminal.stdout is not None
        pid = int(terminal.stdout.readline())
        until(lambda: family(pid))
        members = [psutil.Process(pid), *family(pid)]
        terminal.kill()
        until(lambda: nothing_left_of(members, folder))


@pytest.mark.parametrize(("script", "status"), [("exit 3", "3"), ("exit 0", "0"), ("kill -9 $$", "-9")])
def test_a_program_that_ends_by_itself_is_named_and_the_others_end_with_it(
    script: str, status: str, folder: Path
) -> None:
    kept = Kept(folder, Program("sleeper", SLEEPER, {}), shell(script))
    with kept.process:
        assert kept.said() == f"script {status}\n"
        assert family(kept.process.pid) == []
        assert folder.exists()
        embedded.end(kept.process)
        assert not folder.exists()


def test_what_a_program_says_goes_into_its_log(folder: Path) -> None:
    kept = Kept(folder, shell("echo one; echo two >&2"))
    with kept.process:
        kept.said()
        assert (folder / "script.log").read_text() == "one\ntwo\n"
        embedded.end(kept.process)


def test_a_program_runs_in_the_folder_and_sees_only_the_variables_it_may(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("KEPT", "CHANGED", "TAKEN"):
        monkeypatch.setenv(name, "before")
    kept = Kept(folder, shell('pwd; echo "$KEPT $CHANGED ${TAKEN-none}"', CHANGED="after", TAKEN=None))
    with kept.process:
        kept.said()
        assert (folder / "script.log").read_text() == f"{folder}\nbefore after none\n"
        embedded.end(kept.process)


def test_the_next_program_starts_when_the_one_before_has_opened_what_it_needs(folder: Path) -> None:
    first = Program("first", ["sh", "-c", "sleep 0.3; touch open; sleep 600"], {}, opens=str(folder / "open"))
    kept = Kept(folder, first, shell("test -e open"))
    with kept.process:
        assert kept.said() == "script 0\n"
        embedded.end(kept.process)


def test_a_program_that_opens_nothing_because_it_ended_holds_nothing_up(folder: Path) -> None:
    kept = Kept(folder, Program("first", ["false"], {}, opens=str(folder / "never")), Program("second", SLEEPER, {}))
    with kept.process:
        assert kept.said() == "first 1\n"
        embedded.end(kept.process)


def test_a_program_that_cannot_be_started_leaves_nothing(folder: Path) -> None:
    plan = json.dumps([Program("a", SLEEPER, {}), Program("b", ["no-such-program"], {})])
    command = [sys.executable, "-I", "-S", keeper.__file__, str(folder), plan]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert done.returncode == 1
    assert not folder.exists()
