"""Who writes in the thread of a jam is there."""

import pytest

from bot.jams.hearing import NOTED_EVERY_S
from tests.bot.jams.sessions import Session


async def seen_s(session: Session, *, who: str = "ana") -> float:
    player = (await session.now()).player(str(getattr(session.stage, who).id))
    assert player is not None
    return player.seen_s


@pytest.fixture
async def later(session: Session) -> Session:
    """A jam in which nobody did anything for a while."""
    await session.begin()
    session.stage.clock.move(200)
    return session


async def test_a_message_counts_once_a_minute(later: Session) -> None:
    first_s = later.stage.clock()
    await later.stage.ana.send(later.thread, "hello")
    later.stage.clock.move(NOTED_EVERY_S - 1)
    await later.stage.ana.send(later.thread, "again")
    assert await seen_s(later) == first_s
    later.stage.clock.move(1)
    await later.stage.ana.send(later.thread, "and again")
    assert await seen_s(later) == later.stage.clock()


async def test_elsewhere_it_does_not(later: Session) -> None:
    before_s = await seen_s(later)
    await later.stage.ana.send(later.stage.channel, "hello")
    assert await seen_s(later) == before_s


async def test_who_is_not_in_it_is_not_noted(later: Session) -> None:
    await later.stage.mod.send(later.thread, "hello")
    assert (await later.now()).player(str(later.stage.mod.id)) is None


async def test_pressing_something_counts_too(later: Session) -> None:
    await later.stage.ana.slash(later.thread, "jam pause")
    assert await seen_s(later) == later.stage.clock()
