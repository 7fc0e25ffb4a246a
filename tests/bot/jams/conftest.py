"""Jams on the stage of the bot's tests."""

import pytest

from tests.bot.cases.docket import Docket
from tests.bot.jams.sessions import Session
from tests.bot.stage import Stage


@pytest.fixture
def session(stage: Stage) -> Session:
    """A jam that is to begin."""
    return Session(stage)


@pytest.fixture
async def docket(stage: Stage) -> Docket:
    """Moderators who have a channel of their own."""
    docket = Docket(stage)
    await docket.with_room()
    return docket
