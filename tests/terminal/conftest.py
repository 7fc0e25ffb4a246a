import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path

import pytest

from terminal.__main__ import run
from terminal.calling import Beside
from terminal.embedded import Embedded, end, private_folder, programs, start, variables
from terminal.server import find_server
from terminal.settings import Settings
from tests.discord.processes import Forked
from tests.terminal.standing_in import StandIn


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model in the built-in one's layout that paints noise in a moment."""
    from tests.models import save_tiny_model  # noqa: PLC0415 - it loads torch, which few tests here need

    return save_tiny_model(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def worker(tiny_model: Path) -> Iterator[Embedded]:
    """One worker for all of a file's tests: loading takes longer than painting."""
    with worked(Settings(riff_model=str(tiny_model), riff_device="cpu")) as beside:
        yield beside


@pytest.fixture
def riff(worker: Embedded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[list[str]], int]:
    """The command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return partial(run, beside=lambda _: nullcontext(worker))


@contextmanager
def redis_alone(settings: Settings) -> Iterator[Embedded]:
    """The terminal's own Redis as it is embedded, without a worker beside it."""
    folder = private_folder()
    redis, _ = programs(find_server(), folder, settings)
    with start([redis], folder=folder) as process:
        yield Embedded(folder, process)
        end(process)


@contextmanager
def worked(settings: Settings) -> Iterator[Embedded]:
    """The same with the worker itself, forked where its libraries are loaded already."""
    with redis_alone(settings) as beside:
        beside.wait()
        seen = {name: value for name, value in variables(beside.folder, settings).items() if value is not None}
        worker = Forked("worker", seen, beside.folder, "worker")
        worker.start()
        yield beside
        asyncio.run(worker.kill())


@pytest.fixture
def anew() -> Beside:
    """Redis and a worker for one command alone."""
    return worked


@pytest.fixture
def beside() -> Iterator[Embedded]:
    """An embedded Redis; whoever needs a worker stands in for it."""
    with redis_alone(Settings()) as found:
        yield found


@pytest.fixture
def stand_in(beside: Embedded) -> Iterator[StandIn]:
    """Somebody who makes what is asked for without painting."""
    beside.wait()
    with StandIn(beside) as working:
        yield working
