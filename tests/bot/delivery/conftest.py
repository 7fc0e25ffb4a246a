"""A bot on a simulated Discord, with a real Redis and real records."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import simcord
from redis import Redis

from bot.records import Records
from bot.services import Services
from core.artefacts import Artefacts
from core.lanes import Lanes
from core.settings import Settings
from tests.bot.delivery.scene import START_S, Clock, Scene, SmallBot
from tests.core.serving import serving


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
    return Clock(START_S)


@pytest.fixture
def services(records: Records, redis: Redis, tmp_path: Path, clock: Clock) -> Services:
    """All that is behind the bot."""
    artefacts = Artefacts(f"file://{tmp_path}/artefacts")
    return Services(
        settings=Settings(), records=records, lanes=Lanes(redis), artefacts=artefacts, redis=redis, clock=clock
    )


@pytest.fixture
async def simcord_bot() -> SmallBot:
    """The bot of the simulated Discord; it wants to be made within the event loop."""
    return SmallBot()


@pytest.fixture
def scene(simcord_env: simcord.Env, services: Services, clock: Clock) -> Scene:
    """A server with a channel, an author, and the bot in it."""
    return Scene(simcord_env, services, clock)
