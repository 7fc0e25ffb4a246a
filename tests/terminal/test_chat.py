import signal
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

import pytest

from core.errors import UserError
from terminal import interruption
from terminal.calling import Desk
from terminal.chat import Chat, words_of
from terminal.commands import make
from terminal.embedded import Embedded
from terminal.settings import Settings
from tests.terminal.paper import Paper
from tests.terminal.standing_in import StandIn
from tests.waiting import until

Converse = Callable[[Paper], int]


@pytest.fixture
def converse(beside: Embedded, tmp_path: Path) -> Converse:
    """Let a chat run to its end; the answer is its exit status."""
    desk = Desk(Settings(), lambda _: nullcontext(beside), make)
    return lambda paper: Chat(desk, tmp_path, paper).run()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("lo-fi beats", ["lo-fi", "beats"]),
        ("  lo-fi \t beats  ", ["lo-fi", "beats"]),
        ("don't stop", ["don't", "stop"]),
        ('jazz --negative "no drums, please"', ["jazz", "--negative", "no drums, please"]),
        ('jazz --negative=""', ["jazz", "--negative="]),
        ("c# minor \\ major", ["c#", "minor", "\\", "major"]),
        ("レゲエ 🎹", ["レゲエ", "🎹"]),
        ("", []),
    ],
)
def test_a_line_is_split_at_its_spaces(line: str, words: list[str]) -> None:
    assert words_of(line) == words


def test_a_quote_that_is_not_closed_is_told() -> None:
    with pytest.raises(UserError, match="not closed"):
        words_of('jazz "and')


@pytest.mark.usefixtures("stand_in")
def test_plain_words_and_riff_are_the_same(converse: Converse, tmp_path: Path) -> None:
    paper = Paper(["jazz --seed 7", "/riff jazz --seed 7"])
    assert converse(paper) == 0
    assert len(list(tmp_path.iterdir())) == 2
    assert [line for line in paper.said if " · seed" in line][:2] == ["#1 jazz · seed 7", "#2 jazz · seed 7"]


@pytest.mark.usefixtures("stand_in")
def test_again_makes_as_many_with_another_seed_in_the_same_place(converse: Converse, tmp_path: Path) -> None:
    paper = Paper(["jazz --seed 7 --variations 2 --out here", "/again", "/again"])
    assert converse(paper) == 0
    seeds = [line.split()[-1] for line in paper.said if line.startswith("#") and "seed" in line]
    assert all(one != other for one, other in pairwise(seeds))
    assert len(list((tmp_path / "here").iterdir())) == 3 * 2 * 2


def test_what_cannot_be_made_is_told_and_the_talk_goes_on(converse: Converse) -> None:
    paper = Paper(["/again", "/dance", "jazz --length 7", "jazz --tempo 90", 'jazz "', "/riff", "", "/help"])
    assert converse(paper) == 2
    hints = ("no riff yet", "There is no /dance", "not 7", "--tempo", "not closed", "PROMPT")
    assert len(paper.complaints) == len(hints)
    assert all(hint in complaint for hint, complaint in zip(hints, paper.complaints, strict=True))
    assert any("/queue" in line for line in paper.said)


def test_help_of_riff_lists_its_options(converse: Converse, capsys: pytest.CaptureFixture[str]) -> None:
    assert converse(Paper(["/riff --help"])) == 0
    assert "--variations" in capsys.readouterr().out


@pytest.mark.usefixtures("stand_in")
def test_the_queue_is_shown_in_the_order_of_the_lines(converse: Converse) -> None:
    paper = Paper(["/queue", "jazz", "/queue"])
    assert converse(paper) == 0
    assert paper.said.index("Nothing is waiting.") < next(
        number for number, line in enumerate(paper.said) if line.startswith("#1 jazz: ")
    )


@pytest.mark.parametrize("last", ["/quit", " /exit ", None])
def test_who_leaves_a_screen_leaves_at_once_whatever_waits(
    last: str | None, converse: Converse, tmp_path: Path
) -> None:
    paper = Paper(["jazz", *([last] if last else [])], shared=True)
    assert converse(paper) == 0
    assert list(tmp_path.iterdir()) == []


def test_to_quit_in_a_pipe_drops_what_waits(converse: Converse, tmp_path: Path) -> None:
    assert converse(Paper(["jazz", "/quit", "rock"])) == 0
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_calls_off_what_is_painted_and_the_talk_goes_on(
    converse: Converse, stand_in: StandIn, tmp_path: Path
) -> None:
    stand_in.go.clear()

    def lines() -> Iterator[str]:
        yield "jazz"
        signal.raise_signal(signal.SIGINT)
        until(lambda: paper.complaints)
        stand_in.go.set()
        yield "rock"

    paper = Paper(lines())
    assert converse(paper) == 2
    assert paper.complaints == ["#1 jazz: It was cancelled; nothing was written."]
    assert [path.name[:4] for path in tmp_path.iterdir()] == ["rock", "rock"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_fault_of_ours_in_the_background_rises(tmp_path: Path) -> None:
    def bring(_: Settings) -> NoReturn:
        raise RuntimeError("a bug")

    with pytest.raises(RuntimeError, match="a bug"):
        Chat(Desk(Settings(), bring, make), tmp_path, Paper(["jazz", "rock"])).run()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_being_asked_to_end_drops_what_waits(converse: Converse, tmp_path: Path) -> None:
    def lines() -> Iterator[str]:
        yield "jazz"
        interruption.interrupt(signal.SIGTERM, None)

    with pytest.raises(KeyboardInterrupt):
        converse(Paper(lines()))
    interruption.ASKED.clear()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("stand_in")
def test_a_beat_is_asked_for_and_made_again(converse: Converse, tmp_path: Path) -> None:
    paper = Paper(["jazz --bpm 90 --seed 7", "/again"])
    assert converse(paper) == 0
    assert len(list(tmp_path.iterdir())) == 4
    assert "#1 jazz · seed 7" in paper.said
