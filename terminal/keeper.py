"""A process that owns the terminal's Redis and worker; run as a file, with a folder and what to start there, in JSON.

It listens to a pipe into which the terminal never writes: when the pipe ends, the terminal has ended, be it by
`kill -9`. Then the keeper kills what it started, removes the folder and ends. If one that it started ends by itself, it
kills the others, and says on standard output which one it was and with which status.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue
from typing import Final, NamedTuple

STANDARD_INPUT: Final = 0
END_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


START_S: Final = 20.0
LOOK_S: Final = 0.005


class Program(NamedTuple):
    """What to start: a name for its log, its command, and the variables that it sees with another value, or not.

    `opens` is the path that it makes when it is ready for the next one to start.
    """

    name: str
    command: Sequence[str]
    variables: dict[str, str | None]
    opens: str | None = None


Ends = SimpleQueue[tuple[str, int] | None]
"""A program's name and status, or None for the terminal's end."""


def main(folder: Path, programs: Sequence[Program]) -> None:
    """Keep programs running until one of them or the terminal ends."""
    ends: Ends = SimpleQueue()
    for number in END_SIGNALS:
        signal.signal(number, lambda *_: ends.put(None))
    threading.Thread(target=watch_terminal, args=(ends,), daemon=True).start()
    with ExitStack() as undo:
        undo.callback(shutil.rmtree, folder, ignore_errors=True)
        if ended := first_end(programs, folder=folder, ends=ends):
            print(*ended, flush=True)
            wait_for_terminal()  # it reads the logs


def first_end(programs: Sequence[Program], *, folder: Path, ends: Ends) -> tuple[str, int] | None:
    """Start the programs, wait until something ends, and kill what is left."""
    with ExitStack() as undo:
        for program in programs:
            child = undo.enter_context(start(program, folder=folder))
            undo.callback(child.kill)
            threading.Thread(target=watch, args=(program.name, child, ends), daemon=True).start()
            wait_until_ready(program, ends)
        return ends.get()


def start(program: Program, *, folder: Path) -> "subprocess.Popen[bytes]":
    """Start a program in the folder; what it says goes into a log there."""
    variables = {**os.environ, **program.variables}
    with (folder / f"{program.name}.log").open("wb") as log:
        return subprocess.Popen(  # noqa: S603 - the terminal says what
            program.command,
            cwd=folder,
            env={name: value for name, value in variables.items() if value is not None},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )


def wait_until_ready(program: Program, ends: Ends) -> None:
    """Wait until the program has opened what others need, unless something ends meanwhile."""
    deadline = time.monotonic() + START_S
    while program.opens and not Path(program.opens).exists() and ends.empty() and time.monotonic() < deadline:
        time.sleep(LOOK_S)


def watch(name: str, child: "subprocess.Popen[bytes]", ends: Ends) -> None:
    """Tell of a program's end."""
    ends.put((name, child.wait()))


def watch_terminal(ends: Ends) -> None:
    """Tell of the terminal's end."""
    wait_for_terminal()
    ends.put(None)


def wait_for_terminal() -> None:
    """Wait until nobody can write into the pipe any more."""
    while os.read(STANDARD_INPUT, 1):
        pass


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Program(*program) for program in json.loads(sys.argv[2])])
