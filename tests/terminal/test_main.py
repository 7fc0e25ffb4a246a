import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from core.errors import UserError
from terminal.__main__ import COMMANDS, run
from terminal.settings import Settings


def nobody(_: Settings) -> NoReturn:
    """Whoever would begin to work ends here."""
    raise UserError("Nobody is here to paint.")


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([""], "The prompt is empty."),
        (["   "], "The prompt is empty."),
        (["--", ""], "The prompt is empty."),
        (["a" * 301], "The prompt is 301 characters long; 300 is the most."),
        (["a" * 150, "b" * 150], "The prompt is 301 characters long; 300 is the most."),
        (["jazz", "--negative", "a" * 201], "The negative is 201 characters long; 200 is the most."),
        (["jazz", "--length", "7"], "The length can be 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55 or 60, not 7."),
        (["jazz", "--seed", "-1"], "The seed must be at least 0, not -1."),
        (["jazz", "--seed", "4294967296"], "The seed can be at most 4294967295, not 4294967296."),
        (["jazz", "--steps", "0"], "The steps must be at least 1, not 0."),
        (["jazz", "--guidance", "0.5"], "The guidance must be at least 1.0, not 0.5."),
        (["jazz", "--bpm", "59"], "The bpm must be at least 60, not 59."),
        (["jazz", "--bpm", "181"], "The bpm can be at most 180, not 181."),
        (["bell\x07"], "The prompt holds a control character or broken Unicode."),
    ],
)
def test_what_no_clip_can_be_made_from_is_refused_in_one_sentence(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    assert capsys.readouterr() == ("", f"riff: {sentence}\n")
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["jazz", "--length", "ten"], "--length"),
        (["remix", "clip.png", "--keep", "tune"], "'--keep': 'tune' is not one of 'melody', 'groove', 'mood'."),
        (["jazz", "--tempo", "90"], "--tempo"),
        (["jazz", "--seed"], "--seed"),
        (["jazz", "--variations", "5"], "--variations"),
        (["jazz", "--variations", "0"], "--variations"),
        (["--loop"], "PROMPT"),
        (["play"], "PICTURE"),
        (["play", "that", "funky", "music"], "funky"),
        (["info"], "FILE"),
        (["see", "song.mp3", "--steps", "3"], "--steps"),
    ],
)
def test_a_wrong_command_line_is_refused_in_one_line(
    arguments: list[str], hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert hint in said.err


@pytest.mark.parametrize("name", ["REDIS_URL", "DATABASE_URL", "LOG_LEVEL", "BOT_PORT"])
def test_other_settings_may_be_whatever_they_are(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(name, "mysql://of another program")
    Path(".env").write_text(f"{name}=nonsense")
    assert run(["jazz"], beside=nobody) == 2
    assert capsys.readouterr().err == "riff: Nobody is here to paint.\n"


def test_a_wrong_setting_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("RIFF_DEVICE", "abacus")
    assert run(["jazz"]) == 2
    assert capsys.readouterr().err == "riff: The setting RIFF_DEVICE can be 'auto', 'cpu' or 'cuda', not abacus.\n"


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], []])
def test_help_shows_the_options_and_the_other_commands(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 0
    help_text = capsys.readouterr().out
    for option in ("--negative", "--seed", "--length", "--loop", "--bpm", "--out"):
        assert option in help_text
    for name in COMMANDS:
        assert f"riff {name}" in " ".join(help_text.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_of_its_own(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name, "--help"]) == 0
    assert f"riff {name}" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["remix of the year"],
        ["play that funky music"],
        ["--", "play", "that", "funky", "music"],
        ["--seed", "1", "info"],
        ["Play"],
        ["riff"],
    ],
)
def test_a_prompt_may_begin_with_a_commands_name(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments, beside=nobody) == 2
    assert capsys.readouterr().err == "riff: Nobody is here to paint.\n"


@pytest.mark.parametrize(
    "arguments", [["--help"], [""], ["jazz", "--length", "7"], ["info", "absent.png"], ["morph", "jazz", "absent.mp3"]]
)
def test_an_answer_that_needs_no_model_loads_no_torch(arguments: list[str], root: Path) -> None:
    program = "import sys; from terminal.__main__ import run; run(sys.argv[1:]); sys.exit('torch' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(root)}
    command = [sys.executable, "-c", program, *arguments]
    assert subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("words", [["jazz"], ["chat"]])
def test_a_folder_that_cannot_be_written_to_is_refused_before_the_model_loads(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("taken").touch()
    assert run([*words, "--out", "taken"], beside=nobody) == 2
    assert capsys.readouterr().err == "riff: Cannot write in taken: taken is not a folder.\n"
