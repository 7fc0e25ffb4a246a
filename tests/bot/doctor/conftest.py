"""A stand-in of Discord for the doctor, and settings that lead to it and to nowhere else."""

import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from discord.http import Route

from core.settings import Settings
from tests.bot.doctor.portal import TOKEN, Portal, opened
from tests.core.serving import serving


@pytest.fixture
async def portal(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Portal]:
    """Discord, as the doctor sees it."""
    stand_in = Portal()
    async with opened(stand_in) as address:
        monkeypatch.setattr(Route, "BASE", address)
        yield stand_in


@pytest.fixture
def nobody(free_port: int) -> str:
    """An address of this machine at which nobody listens."""
    return f"127.0.0.1:{free_port}"


@pytest.fixture
def settings(tmp_path: Path, nobody: str) -> Settings:
    """What an operator may have chosen; no Redis is there."""
    return Settings.model_validate(
        {
            "discord_token": TOKEN,
            "redis_url": f"redis://:hunter2@{nobody}/0",
            "database_url": f"sqlite:///{tmp_path}/jamgram.db",
            "artefact_url": f"file://{tmp_path}/artefacts",
        }
    )


@contextmanager
def redis_that(*options: str) -> Iterator[str]:
    """Run a Redis of our own, in a folder with a name that is short enough for a socket."""
    with tempfile.TemporaryDirectory(prefix="jamgram-") as folder, serving(Path(folder), *options) as at:
        yield f"unix://{at}"


@pytest.fixture
def keeping() -> Iterator[str]:
    """The address of a Redis that keeps what it is told."""
    with redis_that("--save", "", "--appendonly", "yes") as url:
        yield url


@pytest.fixture
def forgetting() -> Iterator[str]:
    """The address of one that does not."""
    with redis_that("--save", "", "--appendonly", "no") as url:
        yield url
