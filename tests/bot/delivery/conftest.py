"""A small bot on a simulated Discord; redis, records and the clock are those of all the bot's tests."""

import pytest
import simcord

from bot.services import Services
from tests.bot.delivery.scene import Scene, SmallBot
from tests.bot.stage import Clock


@pytest.fixture
async def simcord_bot() -> SmallBot:
    """The bot of the simulated Discord; it wants to be made within the event loop."""
    return SmallBot()


@pytest.fixture
def scene(simcord_env: simcord.Env, services: Services, clock: Clock) -> Scene:
    """A server with a channel, an author, and the bot in it."""
    return Scene(simcord_env, services, clock)
