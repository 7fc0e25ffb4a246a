"""A bot on a simulated Discord, with real records in an empty database and a real, empty Redis."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Final

import pytest
import simcord
from redis import Redis

from bot import patience
from bot.app import Jamgram
from bot.records import Records
from bot.services import Services
from core.artefacts import Artefacts
from core.lanes import Lanes
from core.settings import Settings
from tests.bot.stage import Clock, Stage, is_meant, rest
from tests.core.serving import serving

SETTLES_S: Final = 0.002
"""How often simcord looks whether the bot has done all; by its own default of 0.05 s most tests would be waiting.

Its own word for it holds for what a test awaits by itself, and not for what people do.
"""

looking = simcord.Env._settle_internal.__kwdefaults__
assert looking is not None
assert "idle" in looking
looking["idle"] = SETTLES_S

PATIENT_S: Final = 30.0
"""So long a simulated bot waits for its records, if a test says nothing else: the machine may stand still meanwhile."""


async def opened_and_closed(url: str) -> None:
    """Let a database be made."""
    await (await Records.open(url)).close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the tables of today: to make them for each test takes longer than most tests."""
    path = tmp_path_factory.mktemp("template") / "jamgram.db"
    asyncio.run(opened_and_closed(f"sqlite:///{path}"))
    return path


@pytest.fixture
def empty_sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a file with empty tables."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path)}"


@pytest.fixture
def database_url(empty_sqlite_url: str) -> str:
    """The address of a database with empty tables."""
    return empty_sqlite_url


@pytest.fixture
async def records(database_url: str) -> AsyncIterator[Records]:
    """What a bot remembers that was never started before."""
    records = await Records.open(database_url)
    yield records
    await records.close()


@pytest.fixture(scope="session")
def redis_socket() -> Iterator[Path]:
    """A server of our own that keeps nothing."""
    with (
        tempfile.TemporaryDirectory(prefix="jamgram-") as folder,
        serving(Path(folder), "--save", "", "--appendonly", "no") as socket,
    ):
        yield socket


@pytest.fixture
def redis(redis_socket: Path) -> Iterator[Redis]:
    """A connection to an empty Redis."""
    with Redis(unix_socket_path=str(redis_socket)) as connection:
        connection.flushall()
        yield connection


@pytest.fixture
def clock() -> Clock:
    """The time, which moves when a test says so."""
    return Clock(1_800_000_000.0)


@pytest.fixture
def services(records: Records, redis: Redis, tmp_path: Path, clock: Clock) -> Services:
    """All that is behind the bot."""
    return Services(
        settings=Settings(),
        records=records,
        lanes=Lanes(redis),
        artefacts=Artefacts(f"file://{tmp_path}/artefacts"),
        redis=redis,
        clock=clock,
    )


@pytest.fixture
async def simcord_bot(services: Services, monkeypatch: pytest.MonkeyPatch) -> Jamgram:
    """The real bot, which takes no stalled machine for slow records; it wants to be made within the event loop."""
    monkeypatch.setattr(patience, "LOOK_UPS_S", PATIENT_S)
    monkeypatch.setattr(patience, "SUGGEST_S", PATIENT_S)
    return Jamgram(services, deliver=rest, shard_count=1)


@pytest.fixture
def stage(simcord_env: simcord.Env, services: Services, clock: Clock) -> Iterator[Stage]:
    """A server with people, and the bot in it, which may turn people down but not break."""
    yield Stage(simcord_env, services, clock)
    assert [error for error in simcord_env.errors if not is_meant(error)] == []
