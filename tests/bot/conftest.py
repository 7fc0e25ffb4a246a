"""Records of a bot, in an empty database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.records import Records


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """The address of a database that isn't there yet."""
    return f"sqlite:///{tmp_path}/records/jamgram.db"


@pytest.fixture
async def records(database_url: str) -> AsyncIterator[Records]:
    """What a bot remembers that was never started before."""
    records = await Records.open(database_url)
    yield records
    await records.close()
