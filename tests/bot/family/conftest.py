"""A family on the stage of the bot's tests."""

import pytest

from tests.bot.family.kin import Kin
from tests.bot.stage import Stage


@pytest.fixture
def kin(stage: Stage) -> Kin:
    """Ana's family."""
    return Kin(stage)
