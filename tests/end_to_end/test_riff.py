"""The `riff` command as a person starts it: a process of its own, stopped and starved as real ones are."""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end_to_end.keyboard import Terminal
from tests.models import save_tiny_model
from tests.terminal.processes import family, is_called, nothing_left_of
from tests.waiting import until

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory, root: Path) -> dict[str, str]:
    model = save_tiny_model(tmp_path_factory.mktemp("tiny"))
    return {**os.environ, "RIFF_MODEL": str(model), "RIFF_DEVICE": "cpu", "PYTHONPATH": str(root), "COLUMNS": "200"}


def riff(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "terminal", *arguments]


Start = Callable[..., Terminal]


@pytest.fixture
def gate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """While this file is there, a worker that meets it goes no step further: however slow a test is, it is in time."""
    return tmp_path_factory.mktemp("gate") / "gate"


@pytest.fixture
def start(environment: dict[str, str], tmp_path: Path, root: Path, gate: Path) -> Start:
    """Type a command; its worker heeds the gate."""
    held = {"GATE": str(gate), "PYTHONPATH": f"{root / 'tests/end_to_end/held'}:{root}"}
    return lambda *words: Terminal(riff(*words), folder=tmp_path, environment=environment | held)


@pytest.mark.parametrize(
    ("sent", "moment"),
    [(signal.SIGINT, "Painting"), (signal.SIGTERM, "Loading"), (signal.SIGINT, "Loading")],
)
def test_a_riff_that_is_stopped_leaves_neither_files_nor_processes(
    start: Start, gate: Path, tmp_path: Path, sent: signal.Signals, moment: str
) -> None:
    gate.touch()
    with start("jazz", "--out", "new", "--steps", "100") as terminal:
        members = terminal.members()
        terminal.wait_for(moment)
        terminal.process.send_signal(sent)
        terminal.wait_for("stopped; nothing was written.")
        assert terminal.process.wait(timeout=60) == 130
        assert nothing_left_of(members)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("sent", "moment"), [(signal.SIGKILL, "Painting"), (signal.SIGHUP, "Loading")])
def test_a_riff_that_is_killed_leaves_no_processes(
    start: Start, gate: Path, tmp_path: Path, sent: signal.Signals, moment: str
) -> None:
    gate.touch()
    with start("jazz", "--steps", "100") as terminal:
        members = terminal.members()
        terminal.wait_for(moment)
        terminal.process.send_signal(sent)
        assert terminal.process.wait(timeout=60) == -sent
        until(lambda: nothing_left_of(members))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("name", "moment"), [("redis-server", "Loading"), ("worker", "Painting")])
def test_a_riff_whose_helper_is_killed_says_so_and_leaves_nothing(
    start: Start, gate: Path, tmp_path: Path, name: str, moment: str
) -> None:
    gate.touch()
    with start("jazz", "--steps", "100") as terminal:
        members = terminal.members()
        terminal.wait_for(moment)
        next(member for member in members if is_called(member, name)).kill()
        terminal.wait_for("ended because something killed it")
        assert terminal.process.wait(timeout=60) == 2
        assert nothing_left_of(members)
    assert list(tmp_path.iterdir()) == []


WITHOUT_TORCH = "import sys; from terminal.__main__ import run; sys.exit(run(sys.argv[1:]) or 'torch' in sys.modules)"


def test_a_riff_says_nothing_but_its_progress_and_its_result(environment: dict[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-c", WITHOUT_TORCH, "lo-fi", "beats", "--steps", "1", "--seed", "7"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    picture, sound, facts = done.stdout.splitlines()
    assert {picture, sound} == {path.name for path in tmp_path.iterdir()}
    assert facts.startswith("5.12 s · seed 7 · R-")
    assert [line.split()[0] for line in done.stderr.splitlines()] == ["Painting"]


LINES = """\
lo-fi beats --steps 1 --seed 7
/riff lo-fi beats --steps 1 --seed 7
/queue
/again
--steps
"""


def test_a_chat_in_a_pipe_makes_every_riff_and_then_ends(environment: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run(
        riff("chat"), input=LINES, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "--steps" in done.stderr
    assert "#2 lo-fi beats: " in done.stdout
    assert sum(line.startswith("5.12 s · seed") for line in done.stdout.splitlines()) == 3
    assert len(list(tmp_path.iterdir())) == 4


def test_a_chat_keeps_its_model_calls_off_and_ends_with_nothing_left(start: Start, gate: Path, tmp_path: Path) -> None:
    with start("chat") as terminal:
        terminal.wait_for("riff> ")
        terminal.type("lo-fi beats --steps 1\n")
        terminal.wait_for("#1 lo-fi beats:\r\n")
        terminal.wait_for("5.12 s")
        members = terminal.members()
        gate.touch()
        terminal.type("jazz --steps 100\n")
        terminal.wait_for("#2 jazz · seed")
        terminal.wait_for("riff> ")
        until(gate.with_suffix(".reached").exists)
        terminal.type("ro")
        terminal.wait_for("ro")
        terminal.type("\x03")
        terminal.wait_for("#2 jazz: stops after this step …\r\nriff> ro")
        gate.unlink()
        terminal.wait_for("#2 jazz: It was cancelled; nothing was written.\r\nriff> ro")
        terminal.type("ck --steps 1\n")
        terminal.wait_for("#3 rock:")
        terminal.wait_for("riff> ")
        assert family(terminal.process.pid) == members
        terminal.type("\x04")
        assert terminal.process.wait(timeout=60) == 0
        assert nothing_left_of(members)
    assert sorted(path.name.split("-R-")[0] for path in tmp_path.iterdir()) == ["lo-fi-beats"] * 2 + ["rock"] * 2


@pytest.mark.parametrize(("sent", "status"), [(signal.SIGTERM, 130), (signal.SIGKILL, -9)])
def test_a_chat_that_is_ended_leaves_no_processes(start: Start, sent: signal.Signals, status: int) -> None:
    with start("chat") as terminal:
        terminal.wait_for("riff> ")
        members = terminal.members()
        terminal.process.send_signal(sent)
        assert terminal.process.wait(timeout=60) == status
        until(lambda: nothing_left_of(members))


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_who_leaves_early_is_told_nothing(
    environment: dict[str, str], tmp_path: Path, unbuffered: str
) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        riff("--help"),
        cwd=tmp_path,
        env={**environment, "PYTHONUNBUFFERED": unbuffered},
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)
    assert done.stderr == b""


def processor_s(*command: str, folder: Path, environment: dict[str, str]) -> float:
    """How long a command keeps a core busy."""
    begun = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime - begun.ru_utime - begun.ru_stime


@pytest.fixture(scope="module")
def torch_s(environment: dict[str, str], root: Path) -> float:
    """What it would cost on this machine, as busy as it is, to import what a model needs first of all."""
    return processor_s(sys.executable, "-c", "import torch", folder=root, environment=environment)


@pytest.mark.parametrize("arguments", [["--help"], [""], ["jazz", "--length", "7"]])
def test_an_answer_that_needs_no_model_comes_at_once(
    arguments: list[str], environment: dict[str, str], tmp_path: Path, torch_s: float
) -> None:
    took_s = (processor_s(*riff(*arguments), folder=tmp_path, environment=environment) for _ in range(3))
    assert any(once_s < torch_s / 2 for once_s in took_s)
