"""`python -m bot.operator`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.operator.__main__ import _do, main, parser
from bot.records import Records
from bot.records.oversight import REASON_MAX
from core.settings import Settings

USER = "987654321098765432"


@pytest.fixture
def database(empty_sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DATABASE_URL", empty_sqlite_url)
    return empty_sqlite_url


def test_orders_are_carried_out_one_after_another(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert database
    for order in (["stop", "--reason", "maintenance"], ["block", USER], ["status"], ["go"], ["unblock", USER]):
        assert main(order) == 0
    said = capsys.readouterr().out
    assert "Everything is stopped by an operator" in said
    assert "maintenance" in said
    assert f"User {USER} is no longer blocked everywhere" in said


@pytest.mark.parametrize("order", [["block", "ana"], ["stop", "--server", "12"], ["stop", "--for", "ever"], []])
def test_what_it_does_not_understand_it_says_and_leaves_alone(order: list[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(order)


def test_a_database_that_is_not_there_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:////dev/null/jamgram.db")
    assert main(["status"]) == 2
    assert "operator: " in capsys.readouterr().err


def test_it_makes_no_database_of_its_own_beside_the_bots(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever stops everything in the wrong folder has to hear that nothing is stopped."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/elsewhere/jamgram.db")
    assert main(["stop"]) == 2
    told = capsys.readouterr()
    assert (told.out, "is not the one of the bots" in told.err) == ("", True)
    assert list(tmp_path.iterdir()) == []


async def test_a_reason_is_cut_to_what_can_be_shown(records: Records) -> None:
    await _do(records, Settings(), parser().parse_args(["stop", "--reason", "x" * 1000]), now_s=0.0)
    (frozen,) = await records.freezes()
    assert len(frozen.reason) == REASON_MAX


def test_it_starts_without_discord_or_a_worker(root: Path, database: str) -> None:
    code = "import sys, bot.operator.__main__; print([n for n in ('discord', 'torch', 'rq') if n in sys.modules])"
    clean = {"PATH": os.environ["PATH"], "DATABASE_URL": database}
    done = subprocess.run([sys.executable, "-c", code], cwd=root, env=clean, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
