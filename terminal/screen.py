"""Where a chat is typed and shown: lines may arrive while somebody is typing another one."""

import sys
from collections.abc import Callable
from io import TextIOWrapper
from typing import Final, Protocol

PROMPT: Final = "riff> "
TO_LINE_START: Final = "\r\x1b[K"


class Output(Protocol):
    """Where lines are shown."""

    def say(self, text: str) -> None:
        """Show lines."""

    def complain(self, sentence: str) -> None:
        """Show what is wrong."""


class Dialogue(Output, Protocol):
    """A person who types, and what they see; `shared` if both happen in the same place."""

    @property
    def shared(self) -> bool:
        """Whether there is a prompt."""

    def read(self) -> str | None:
        """Read the next line; None at the end."""


class Screen:
    """A terminal with a prompt, or two pipes without one."""

    def __init__(self) -> None:
        if isinstance(sys.stdin, TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")  # whatever comes out of a pipe is a line
        self.shared = sys.stdin.isatty() and sys.stdout.isatty()
        self._typing = False
        self._typed = line_buffer() if self.shared else str

    def read(self) -> str | None:
        """Read the next line; None at the end."""
        self._typing = True
        try:
            return input(PROMPT if self.shared else "")
        except EOFError:
            return None
        finally:
            self._typing = False

    def say(self, text: str) -> None:
        """Show lines, and below them what is being typed."""
        if self.shared and self._typing:
            print(f"{TO_LINE_START}{text}\n{PROMPT}{self._typed()}", end="", flush=True)
        else:
            print(text, flush=True)

    def complain(self, sentence: str) -> None:
        """Show what is wrong: beside the prompt, or on standard error."""
        line = printable(" ".join(sentence.split()))
        if self.shared:
            self.say(line)
        else:
            print(f"riff: {line}", file=sys.stderr, flush=True)


def printable(text: str) -> str:
    """Replace what could command a terminal."""
    return "".join(sign if sign.isprintable() else "�" for sign in text)


def line_buffer() -> Callable[[], str]:
    """Find out how to read what is being typed. It brings history too; not every Python has it."""
    try:
        from readline import get_line_buffer
    except ImportError:
        return str
    return get_line_buffer
