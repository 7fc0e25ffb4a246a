import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from terminal.screen import printable

TALK = """
from terminal.screen import Screen
screen = Screen()
while (line := screen.read()) is not None:
    screen.say(f"said: {line}")
screen.complain("It is \\x1b[31mnot\\n right.")
print(screen.shared)
"""


def test_lines_of_a_pipe_are_read_without_a_prompt_whatever_they_hold(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", TALK], cwd=root, input=b"one\nt\xffwo\n\nlast", capture_output=True, check=True
    )
    assert done.stdout.decode() == "said: one\nsaid: t\ufffdwo\nsaid: \nsaid: last\nFalse\n"
    assert done.stderr.decode() == "riff: It is \ufffd[31mnot right.\n"


def test_on_a_terminal_there_is_a_prompt_and_complaints_are_beside_it(root: Path) -> None:
    here, there = pty.openpty()
    with subprocess.Popen([sys.executable, "-c", TALK], cwd=root, stdin=there, stdout=there, stderr=there):
        os.close(there)
        shown = os.read(here, 100)
        os.write(here, b"jazz\n\x04")
        while b"True" not in shown:
            shown += os.read(here, 100)
    os.close(here)
    assert b"riff> jazz\r\nsaid: jazz\r\nriff> " in shown
    assert "It is \ufffd[31mnot right.".encode() in shown


@pytest.mark.parametrize(("text", "shown"), [("Ça va, 🎹?", "Ça va, 🎹?"), ("\x1b[2J\a", "�[2J�"), ("a\u202eb", "a�b")])
def test_what_could_command_a_terminal_is_replaced(text: str, shown: str) -> None:
    assert printable(text) == shown
