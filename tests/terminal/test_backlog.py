import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import pytest

from core.contract import Riff
from core.errors import UserError
from terminal.backlog import Backlog, Wanted
from terminal.embedded import Embedded
from terminal.settings import Settings
from tests.terminal.paper import Paper
from tests.terminal.processes import family
from tests.terminal.standing_in import OURS, SILENCE, StandIn
from tests.waiting import until

Start = Callable[..., Backlog]


@pytest.fixture
def paper() -> Paper:
    return Paper()


@pytest.fixture
def start(paper: Paper, beside: Embedded) -> Iterator[Start]:
    """Begin a backlog's thread; it is stopped at the end."""
    begun: list[tuple[Backlog, threading.Thread]] = []

    def begin(bring: Callable[[Settings], AbstractContextManager[Embedded]] = lambda _: nullcontext(beside)) -> Backlog:
        backlog = Backlog(Settings(), bring, paper)
        thread = threading.Thread(target=backlog.run)
        thread.start()
        begun.append((backlog, thread))
        return backlog

    yield begin
    for backlog, thread in begun:
        backlog.stop()
        thread.join(60)
        assert not thread.is_alive()


def wanted(number: int, folder: Path, *, prompt: str = "jazz", variations: int = 1) -> Wanted:
    return Wanted(number, [Riff(prompt=prompt, seed=seed) for seed in range(variations)], folder)


def is_painting(backlog: Backlog, paper: Paper) -> bool:
    """Whether the first of two waiting riffs is under way."""
    backlog.show()
    until(lambda: len(paper.said) == 2)
    painting = "12 of 25" in paper.said[0] or "12 of 50" in paper.said[0]
    paper.said.clear()
    return painting


@pytest.mark.usefixtures("stand_in")
def test_a_riff_is_made_and_told_of(start: Start, paper: Paper, tmp_path: Path) -> None:
    start().ask(wanted(1, tmp_path / "new"))
    until(lambda: paper.said)
    title, picture, sound, facts, note = paper.said
    assert title == "#1 jazz:"
    assert {Path(picture), Path(sound)} == set((tmp_path / "new").iterdir())
    assert (facts.startswith("5.12 s · seed 0 · R-"), note) == (True, "Note: a note")


@pytest.mark.usefixtures("stand_in")
def test_variations_are_told_of_together(start: Start, paper: Paper, tmp_path: Path) -> None:
    start().ask(wanted(1, tmp_path, variations=3))
    until(lambda: paper.said)
    assert sum(line.startswith("#1") for line in paper.said) == 1
    assert len(list(tmp_path.iterdir())) == 6


@pytest.mark.usefixtures("stand_in")
def test_one_that_cannot_be_made_leaves_the_others_and_no_file(start: Start, paper: Paper, tmp_path: Path) -> None:
    backlog = start()
    backlog.ask(wanted(1, tmp_path / "silence", prompt="silence", variations=2))
    backlog.ask(wanted(2, tmp_path))
    until(lambda: paper.said)
    assert paper.complaints == [f"#1 silence: {SILENCE}"]
    assert backlog.failed
    assert not (tmp_path / "silence").exists()


@pytest.mark.usefixtures("stand_in")
def test_a_fault_of_ours_is_told_and_the_next_one_made(start: Start, paper: Paper, tmp_path: Path) -> None:
    backlog = start()
    backlog.ask(wanted(1, tmp_path, prompt="bug"))
    backlog.ask(wanted(2, tmp_path))
    until(lambda: paper.said)
    assert paper.complaints == [f"#1 bug: {OURS}"]


@pytest.mark.usefixtures("stand_in")
def test_a_folder_that_takes_no_file_is_told(start: Start, paper: Paper, tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    start().ask(wanted(1, tmp_path / "taken"))
    until(lambda: paper.complaints)
    assert paper.complaints[0].startswith(f"#1 jazz: Cannot write in {tmp_path}/taken")


def test_the_line_shows_who_is_painted_and_who_waits(
    start: Start, paper: Paper, stand_in: StandIn, tmp_path: Path
) -> None:
    stand_in.go.clear()
    backlog = start()
    for number in (1, 2):
        backlog.ask(wanted(number, tmp_path, variations=number))

    until(lambda: is_painting(backlog, paper))
    backlog.show()
    until(lambda: len(paper.said) == 2)
    assert paper.said[0] == "#1 jazz: painting, 12 of 25 steps"
    assert paper.said[1].startswith("#2 jazz: place 1, begins in about ")


def test_while_the_model_loads_the_line_says_so(start: Start, paper: Paper, tmp_path: Path) -> None:
    backlog = start()
    backlog.show()
    backlog.ask(wanted(1, tmp_path))
    backlog.show()
    until(lambda: len(paper.said) == 2)
    assert paper.said == ["Nothing is waiting.", "#1 jazz: waits; the model is still loading"]


def test_calling_off_takes_the_one_that_is_painted(
    start: Start, paper: Paper, stand_in: StandIn, tmp_path: Path
) -> None:
    stand_in.go.clear()
    backlog = start()
    backlog.ask(wanted(1, tmp_path, prompt="first", variations=2))
    backlog.ask(wanted(2, tmp_path, prompt="second"))
    until(lambda: is_painting(backlog, paper))
    backlog.cancel()
    until(lambda: paper.complaints)
    assert paper.said == ["#1 first: stops after this step …"]
    assert paper.complaints == ["#1 first: It was cancelled; nothing was written."]
    stand_in.go.set()
    until(lambda: len(paper.said) > 1)
    assert paper.said[1] == "#2 second:"
    assert len(list(tmp_path.iterdir())) == 2


def test_where_nothing_is_painted_calling_off_says_how_to_leave(start: Start, paper: Paper) -> None:
    start().cancel()
    until(lambda: paper.said)
    assert paper.said == ["Nothing is being painted. Ctrl-D leaves."]


@pytest.mark.usefixtures("stand_in")
def test_finishing_works_off_what_waits(start: Start, paper: Paper, tmp_path: Path) -> None:
    backlog = start()
    for number in range(5):
        backlog.ask(wanted(number, tmp_path, prompt=f"song {number}"))
    backlog.finish()
    until(lambda: len(list(tmp_path.iterdir())) == 10)
    until(lambda: len(paper.said) == 5 * 5)


def test_a_worker_that_falls_is_told_once_and_followed_by_another(
    start: Start, paper: Paper, beside: Embedded, tmp_path: Path
) -> None:
    brought: list[int] = []

    @contextmanager
    def bring(_: Settings) -> Iterator[Embedded]:
        brought.append(len(brought))
        if len(brought) > 1:
            raise UserError("There is no other.")
        yield beside

    backlog = start(bring)
    for number in (1, 2):
        backlog.ask(wanted(number, tmp_path))
    backlog.show()
    until(lambda: len(paper.said) == 2)
    family(beside.process.pid)[0].kill()
    until(lambda: paper.complaints)
    assert len(paper.complaints) == 1
    assert "The redis ended because something killed it" in paper.complaints[0]
    assert brought == [0]
    backlog.ask(wanted(3, tmp_path))
    until(lambda: len(paper.complaints) == 2)
    assert paper.complaints[1] == "There is no other."
