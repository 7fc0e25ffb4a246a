"""People with data on the stage of the bot's tests."""

import pytest

from tests.bot.family.kin import Kin
from tests.bot.privacy.leaving import Leaving
from tests.bot.stage import Stage


@pytest.fixture
def kin(stage: Stage) -> Kin:
    """Ana's family."""
    return Kin(stage)


@pytest.fixture
def leaving(stage: Stage) -> Leaving:
    """Ana, who wants all of hers deleted."""
    return Leaving(stage)
