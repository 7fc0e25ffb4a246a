"""The `riff` command: reads the environment, runs one command and turns failures into exit codes."""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from typing import Final

import typer
from pydantic import ValidationError

from core.errors import UserError
from terminal import chat, commands, deriving, exporting, interruption, repeating
from terminal.calling import Beside, Desk, call, sentence_of
from terminal.embedded import embedded
from terminal.settings import Settings

CHAT: Final = "chat"
COMMANDS: Final[dict[str, Callable[..., int | None]]] = {
    "remix": deriving.remix,
    "vary": repeating.vary,
    "extend": deriving.extend,
    "morph": deriving.morph,
    "play": commands.play,
    "see": commands.see,
    "export": exporting.export,
    "info": commands.info,
    "again": repeating.again,
    CHAT: chat.chat,
}

BAD_INPUT: Final = 2
INTERRUPTED: Final = 128 + signal.SIGINT


def main() -> None:
    """Run `riff` with the process's arguments."""
    interruption.listen()
    code = run(sys.argv[1:])
    try:
        sys.stdout.flush()
    except BrokenPipeError:  # `riff info clip.png | head -1`; Python would try once more at its end, and complain
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def run(arguments: Sequence[str], *, beside: Beside = embedded) -> int:
    """Run one command; the answer is the exit status."""
    try:
        return invoke(arguments, desk=Desk(Settings(), beside, commands.make))
    except (UserError, ValidationError, typer.TyperException) as error:
        return complain(sentence_of(error))


def invoke(arguments: Sequence[str], *, desk: Desk) -> int:
    """Call the command that the first word names; any other word begins a prompt."""
    first = arguments[0] if arguments else "--help"
    named = first in COMMANDS
    command, name = (COMMANDS[first], f"riff {first}") if named else (commands.riff, "riff")
    code = call(command, arguments[1:] if named else arguments or [first], name=name, desk=desk)
    if code == INTERRUPTED:
        complain("stopped." if first == CHAT else "stopped; nothing was written.")
    return code


def complain(sentence: str) -> int:
    """Say on standard error what is wrong with the input."""
    print(f"riff: {' '.join(sentence.split())}", file=sys.stderr)
    return BAD_INPUT


if __name__ == "__main__":
    main()
