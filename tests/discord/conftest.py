"""A stand-in for Discord of each test's own, and a small bot on it."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from tests.discord.calling import Caller
from tests.discord.small_bot import SmallBot, connected
from tests.discord.stand_in import StandIn, standing_in
from tests.discord.state import Channel, User


@pytest.fixture
async def stand_in(root: Path) -> AsyncIterator[StandIn]:
    async with standing_in(root) as stand_in:
        yield stand_in


@pytest.fixture
async def channel(stand_in: StandIn) -> Channel:
    return await stand_in.new_channel(await stand_in.new_guild())


@pytest.fixture
def user(stand_in: StandIn) -> User:
    return stand_in.new_user()


@pytest.fixture
async def caller(stand_in: StandIn) -> AsyncIterator[Caller]:
    async with aiohttp.ClientSession() as session:
        yield Caller(stand_in, session)


@pytest.fixture
async def bot(stand_in: StandIn, channel: Channel) -> AsyncIterator[SmallBot]:
    """The small bot, in whose requests Discord would find no fault."""
    assert channel.id in stand_in.world.channels
    async with connected(stand_in) as bot:
        yield bot
    assert stand_in.violations() == []
