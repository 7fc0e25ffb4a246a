"""A Redis and a worker of the terminal's own, in a private folder; they live no longer than it does."""

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from core import settings as all_settings
from core.errors import UserError
from core.limits import MODEL_DEFAULT
from terminal import keeper
from terminal.server import find_server

if TYPE_CHECKING:
    from terminal.settings import Settings

REDIS: Final = "redis"
WORKER: Final = "worker"

FOLDER_PATH_MAX: Final = 80
"""Bytes that leave room for a socket: its whole path may have 103 on macOS and 107 on Linux."""

START_S: Final = 20.0
LOOK_S: Final = 0.005
END_S: Final = 10.0
LAST_LINES: Final = 15

BAD_INPUT: Final = 2
"""With this status a worker ends whose last words are a sentence for the user."""

UNLIMITED: Final = {
    "user_running": 10**6,
    "user_waiting": 10**6,
    "server_running": 10**6,
    "server_waiting": 10**6,
    "user_s_a_day": 10**9,
}
"""Whoever sits at the machine shares it with nobody."""


class Embedded:
    """The two that run beside the terminal."""

    def __init__(self, folder: Path, process: "subprocess.Popen[str]") -> None:
        self.redis_url = redis_url_in(folder)
        self.artefact_url = artefact_url_in(folder)
        self.folder = folder
        self.process = process
        self._fall: str | None = None

    def wait(self) -> None:
        """Wait until Redis listens."""
        deadline = time.monotonic() + START_S
        while not socket_in(self.folder).exists():
            self.check()
            if time.monotonic() > deadline:
                self.show_log(REDIS)
                raise UserError("The Redis server does not start; nothing was written.")
            time.sleep(LOOK_S)

    def check(self, *, wait_s: float = 0) -> None:
        """Make sure that both still run; whoever knows that they don't may wait until it is known why.

        Raises
        ------
        UserError
            If not: with the worker's own words where they are for the user, else after showing the last of its log.
        """
        assert self.process.stdout is not None
        if self._fall is None and select.select([self.process.stdout], [], [], wait_s)[0]:
            self._fall = self.process.stdout.readline()
        if self._fall is not None:
            raise UserError(self._sentence(self._fall))

    def show_log(self, name: str = WORKER) -> None:
        """Show the last of what a program said."""
        print(*self._log(name), sep="\n", file=sys.stderr)

    def _sentence(self, fall: str) -> str:
        if not fall:
            return "The process that keeps Redis and the worker was killed; nothing was written."
        name, status = fall.split()
        if name == WORKER and int(status) == BAD_INPUT and (said := self._log(name)):
            return said[-1].removeprefix("worker: ")
        self.show_log(name)
        return f"The {name} ended {how(int(status))}; nothing was written."

    def _log(self, name: str) -> list[str]:
        with suppress(OSError):
            return (self.folder / f"{name}.log").read_text("utf-8", "replace").splitlines()[-LAST_LINES:]
        return []


@contextmanager
def embedded(settings: "Settings") -> Iterator[Embedded]:
    """Start Redis and a worker; when the block ends, however it does, they and their folder are gone.

    Raises
    ------
    UserError
        If there is no Redis server, or no place for it.
    """
    server = find_server()
    with ExitStack() as undo:
        folder = private_folder()
        undo.callback(shutil.rmtree, folder, ignore_errors=True)
        process = undo.enter_context(start(programs(server, folder, settings), folder=folder))
        undo.callback(end, process)
        yield Embedded(folder, process)


def private_folder() -> Path:
    """Make a folder that nobody else may enter, with a path short enough for a socket."""
    try:
        usual = tempfile.gettempdir()
        place = usual if len(os.fsencode(usual)) <= FOLDER_PATH_MAX else "/tmp"  # noqa: S108 - mkdtemp makes it safe
        return Path(tempfile.mkdtemp(prefix="jamgram-", dir=place))
    except OSError as error:
        raise UserError(f"No temporary folder can be made: {error.strerror or error}.") from error


def start(wanted: list[keeper.Program], *, folder: Path) -> "subprocess.Popen[str]":
    """Start a keeper and what it keeps, in a session of its own: a Ctrl-C here is not meant for them."""
    command = [sys.executable, "-I", "-S", keeper.__file__, str(folder), json.dumps(wanted)]
    return subprocess.Popen(  # noqa: S603 - our own program
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    )


def end(process: "subprocess.Popen[str]") -> None:
    """Let the keeper end all; if it can't any more, end its session."""
    assert process.stdin is not None
    process.stdin.close()
    with suppress(subprocess.TimeoutExpired):
        if process.wait(END_S) == 0:
            return
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def programs(server: str, folder: Path, settings: "Settings") -> list[keeper.Program]:
    """Say how Redis and the worker are started."""
    redis = [server, "--port", "0", "--unixsocket", str(socket_in(folder)), "--unixsocketperm", "700"]
    kept = ["--save", "", "--appendonly", "no", "--dir", str(folder), "--daemonize", "no"]
    worker = [sys.executable, "-P", "-m", "worker"]
    return [
        keeper.Program(REDIS, [*redis, *kept], {}, opens=str(socket_in(folder))),
        keeper.Program(WORKER, worker, variables(folder, settings)),
    ]


def variables(folder: Path, settings: "Settings") -> dict[str, str | None]:
    """Say what the worker sees of the environment: of Jamgram's settings just these, and modules where we see them."""
    foreign = dict.fromkeys(name for field in all_settings.Settings.model_fields for name in (field, field.upper()))
    own = {
        "REDIS_URL": redis_url_in(folder),
        "ARTEFACT_URL": artefact_url_in(folder),
        "RIFF_MODEL": found_from_anywhere(settings.riff_model),
        "RIFF_DEVICE": settings.riff_device,
        "WORKER_PORT": "0",
        "LOG_LEVEL": "WARNING",
        "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path)),
    }
    return {**foreign, **own, **{name.upper(): str(most) for name, most in UNLIMITED.items()}}


def found_from_anywhere(model: str) -> str:
    """Name a model's folder so that a process in another one finds it; other names stay as they are."""
    with suppress(OSError, RuntimeError):
        if model != MODEL_DEFAULT and Path(model).expanduser().is_dir():
            return str(Path(model).expanduser().absolute())
    return model


def socket_in(folder: Path) -> Path:
    """Name the socket that Redis listens on."""
    return folder / "redis.sock"


def redis_url_in(folder: Path) -> str:
    """Name the Redis."""
    return f"unix://{quote(str(socket_in(folder)))}"


def artefact_url_in(folder: Path) -> str:
    """Name the store of what the worker makes."""
    return f"file://{folder}/artefacts"


def how(status: int) -> str:
    """Say how a program ended."""
    if status == -signal.SIGKILL:
        return "because something killed it (perhaps this machine has too little memory)"
    return f"with status {status}" if status >= 0 else f"with signal {-status}"
