"""The gate on the stage of the bot's tests."""

import pytest

from tests.bot.judging.gatehouse import Gatehouse
from tests.bot.stage import Stage


@pytest.fixture
async def gate(stage: Stage) -> Gatehouse:
    """A server with filters, moderators who are asked, and a clip of ana's."""
    gatehouse = Gatehouse(stage)
    await gatehouse.begin()
    return gatehouse
