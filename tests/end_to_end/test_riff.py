"""The `riff` command as a person starts it: a process of its own, stopped and starved as real ones are."""

import os
import pty
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.models import save_tiny_model

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory, root: Path) -> dict[str, str]:
    model = save_tiny_model(tmp_path_factory.mktemp("tiny"))
    return {**os.environ, "RIFF_MODEL": str(model), "RIFF_DEVICE": "cpu", "PYTHONPATH": str(root), "COLUMNS": "200"}


def riff(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "terminal", *arguments]


def wait_for(word: bytes, screen: int) -> None:
    """Read a terminal until a word is on it."""
    shown = b""
    while word not in shown:
        shown += os.read(screen, 4096)


@pytest.mark.parametrize(("sent", "moment"), [(signal.SIGINT, b"1/100"), (signal.SIGTERM, b"Loading")])
def test_a_riff_that_is_stopped_leaves_nothing(
    environment: dict[str, str], tmp_path: Path, sent: signal.Signals, moment: bytes
) -> None:
    screen, its_end = pty.openpty()
    command = riff("jazz", "--out", "new", "--steps", "100")
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=its_end) as process:
        wait_for(moment, screen)
        process.send_signal(sent)
        assert process.wait(timeout=60) == 130
    wait_for(b"stopped; nothing was written.", screen)
    os.close(its_end)
    os.close(screen)
    assert list(tmp_path.iterdir()) == []


def test_a_riff_says_nothing_but_its_progress_and_its_result(environment: dict[str, str], tmp_path: Path) -> None:
    command = riff("lo-fi", "beats", "--steps", "1", "--seed", "7")
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    picture, sound, facts = done.stdout.splitlines()
    assert {picture, sound} == {path.name for path in tmp_path.iterdir()}
    assert facts.startswith("5.12 s · seed 7 · R-")
    assert [line.split()[0] for line in done.stderr.splitlines()] == ["Painting"]


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


@pytest.mark.parametrize("arguments", [["--help"], [""], ["jazz", "--length", "7"]])
def test_an_answer_that_needs_no_model_comes_at_once(
    arguments: list[str], environment: dict[str, str], tmp_path: Path
) -> None:
    def processor_s() -> float:
        begun = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(riff(*arguments), cwd=tmp_path, env=environment, capture_output=True, check=False)
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        return ended.ru_utime + ended.ru_stime - begun.ru_utime - begun.ru_stime

    assert min(processor_s() for _ in range(3)) < 1
