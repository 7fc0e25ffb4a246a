"""What every test may ask for."""

import gc
import logging
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import SystemRandom

import hypothesis
import pytest

from core.log import FLOORS
from core.settings import Settings
from tests.discord.description import Description, description_at, description_path

# Two processes of as many threads as there are cores would spin against each other. torch reads it when it is imported.
os.environ.setdefault("OMP_NUM_THREADS", "1")

# The same examples every time, however slow or busy the machine is.
hypothesis.settings.register_profile(
    "steady",
    database=None,
    deadline=None,
    derandomize=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("steady")


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over all modules and tests, which stay to the end: a look at them takes long."""
    gc.freeze()


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder that the project is in."""
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def description(root: Path) -> Description:
    """Discord's own description of its API, where somebody has a copy."""
    path = description_path(root)
    if path is None:
        pytest.skip("Discord's description is not here: DISCORD_OPENAPI may name it")
    return description_at(path)


@pytest.fixture(scope="session", autouse=True)
def _signals_as_in_a_terminal() -> Iterator[None]:
    """What is started in the background ignores some signals, and so would every process that a test starts."""
    interrupt = signal.signal(signal.SIGINT, signal.default_int_handler)
    hang_up = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGINT, interrupt)
    signal.signal(signal.SIGHUP, hang_up)


@pytest.fixture
def free_port() -> int:
    """A port of this machine that nobody had a moment ago, and that Linux gives nobody who asks for any."""
    for port in SystemRandom().sample(range(20_000, 32_000), 100):
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port
    raise OSError("none of many ports is free")


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no setting of this machine decide a test."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    """Let no test decide what the next one logs."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    for name in FLOORS:
        logging.getLogger(name).setLevel(logging.NOTSET)
