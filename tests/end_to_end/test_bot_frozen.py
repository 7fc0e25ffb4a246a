"""A freeze reaches real workers, outlives a bot that is killed, and costs nobody a clip."""

import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.records import Records
from bot.records.oversight import EVERYWHERE, Freeze
from tests.discord.rig import Rig, rigged
from tests.discord.state import Channel, Interaction, User

pytestmark = pytest.mark.timeout(180)

PAINTED = 1
EVERYTHING = Freeze(EVERYWHERE, "everything", EVERYWHERE, "operator", "", since_s=0.0)


@pytest.fixture
async def own_rig(root: Path) -> AsyncIterator[Rig]:
    async with rigged(root) as rig:
        rig.add_quick_worker()
        await rig.add_bot()
        await rig.wait_for_workers()
        yield rig


async def asked(rig: Rig, user: User, channel: Channel, seed: int) -> Interaction:
    return await rig.discord.slash("riff", prompt="rain", seed=seed, user=user, channel=channel)


def states(rig: Rig, *asked_for: Interaction) -> list[str | None]:
    return [rig.state_of(f"{one.id}-0") for one in asked_for]


async def one_painted_and_one_waiting(rig: Rig, channel: Channel) -> tuple[Interaction, Interaction]:
    ana = rig.discord.new_user()
    painted = await asked(rig, ana, channel, rig.close_gate(PAINTED))
    await rig.wait_for(lambda: states(rig, painted) == ["taken"], "a painter at work")
    return painted, await asked(rig, ana, channel, 2)


async def test_a_freeze_of_an_operator_outlives_the_bot_and_ends_with_every_clip_there_once(own_rig: Rig) -> None:
    rig, channel = own_rig, await own_rig.new_channel()
    records = await Records.open(rig.database_url)
    both = await one_painted_and_one_waiting(rig, channel)
    await records.freeze(EVERYTHING)
    await rig.wait_for(lambda: states(rig, *both) == [None, None], "empty lanes")
    await rig.wait_for(lambda: rig.card_says(channel, "❄️ Frozen"), "a card that says so")
    await rig.bots[0].kill()
    await records.thaw(EVERYWHERE, "everything", EVERYWHERE, by="operator", now_s=time.time())
    rig.open_gates()
    await rig.start_bot(rig.bots[0])
    await rig.wait_for(lambda: len(rig.clips(channel)) == 2, "both clips")
    assert len(rig.discord.seen(channel)) == 2
    await records.close()


async def test_a_bot_that_was_dead_when_somebody_froze_does_it_when_it_is_back(own_rig: Rig) -> None:
    rig, channel = own_rig, await own_rig.new_channel()
    records = await Records.open(rig.database_url)
    both = await one_painted_and_one_waiting(rig, channel)
    await rig.bots[0].kill()
    await records.freeze(EVERYTHING)
    await records.freeze_cards()
    await rig.start_bot(rig.bots[0])
    await rig.wait_for(lambda: states(rig, *both) == [None, None], "empty lanes")
    assert rig.clips(channel) == []
    await records.close()
