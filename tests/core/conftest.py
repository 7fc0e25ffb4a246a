"""A real Redis for the tests of what lives in it."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from tests.core.serving import serving


@pytest.fixture(scope="session")
def short_folder() -> Iterator[Path]:
    """A folder for sockets, whose names must be shorter than what lies under tmp_path."""
    with tempfile.TemporaryDirectory(prefix="jamgram-") as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def redis_socket(short_folder: Path) -> Iterator[Path]:
    """A server of our own that keeps nothing."""
    with serving(short_folder, "--save", "", "--appendonly", "no") as socket:
        yield socket


@pytest.fixture
def redis(redis_socket: Path) -> Iterator[Redis]:
    """A connection to an empty Redis."""
    with Redis(unix_socket_path=str(redis_socket)) as connection:
        connection.flushall()
        yield connection
