"""Freezing, placing, painting and thawing at the same moment: nothing is lost and nothing is doubled."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from bot.freezing import freeze, thaw
from bot.freezing.keeping import ALL_S, Keeper
from bot.placing import place, take_out
from bot.records.values import CardRecord
from core.lease import Lease
from tests.bot.freezing.frozen import freeze_of, lanes_of, requests_of
from tests.bot.stage import Stage
from tests.core.asking import repeatable

Move = Coroutine[Any, Any, object]


async def unplaced(stage: Stage) -> CardRecord:
    """A card whose requests no lane knows."""
    await stage.riff(variations=2)
    record = await stage.only_card()
    stage.services.lanes.withdraw(requests_of(record))
    await stage.services.records.mark_unplaced(requests_of(record))
    return await stage.record(record.card.id)


async def thawed(stage: Stage) -> None:
    await thaw(stage.services, str(stage.guild.id), "user", str(stage.ana.id), by=str(stage.mod.id))


async def looked(stage: Stage) -> None:
    """Let the loop that follows whoever was cut off look, as late as it may."""
    stage.clock.move(ALL_S)
    await Keeper(stage.services, Lease(stage.services.redis, "lease", holder="bot-1", ttl_s=2)).look()


@pytest.mark.parametrize("seed", range(5))
async def test_what_is_frozen_while_it_is_placed_is_in_no_lane(stage: Stage, seed: int) -> None:
    record, chance = await unplaced(stage), repeatable(seed)
    moves: list[Move] = [place(stage.services, record), freeze(stage.services, freeze_of(stage))]
    chance.shuffle(moves)
    await asyncio.gather(*moves)
    await looked(stage)
    assert lanes_of(stage, record) == [None, None]
    assert (await stage.record(record.card.id)).card.state == "frozen"


@pytest.mark.parametrize("seed", range(5))
async def test_what_is_frozen_thawed_and_placed_at_once_waits_once(stage: Stage, seed: int) -> None:
    record, chance = await unplaced(stage), repeatable(seed)
    moves: list[Move] = [thawed(stage), freeze(stage.services, freeze_of(stage))]
    moves += [place(stage.services, record), place(stage.services, record)]
    chance.shuffle(moves)
    await asyncio.gather(*moves)
    await thawed(stage)
    await looked(stage)
    now = await stage.record(record.card.id)
    assert now.card.state == "open"
    await place(stage.services, now)
    assert lanes_of(stage, record) == ["waiting", "waiting"]
    assert stage.services.lanes.counts(now_s=stage.clock()).waiting == 2


async def test_what_is_thawed_before_the_freezer_comes_to_the_lanes_waits_all_the_same(stage: Stage) -> None:
    await stage.riff(variations=2)
    frozen = freeze_of(stage)
    await stage.services.records.freeze(frozen)
    stopped = await stage.services.records.freeze_cards(frozen, most=100)
    await thawed(stage)
    assert await take_out(stage.services, stopped)
    assert lanes_of(stage, await stage.only_card()) == ["waiting", "waiting"]


async def test_what_was_frozen_and_thawed_before_it_was_noted_as_placed_is_placed_again(stage: Stage) -> None:
    record, frozen = await unplaced(stage), freeze_of(stage)
    stage.services.lanes.enqueue([one.request for one in record.requests], now_s=stage.clock())
    await freeze(stage.services, frozen)
    await stage.services.records.thaw(frozen.server, frozen.kind, frozen.target, by=frozen.by, now_s=stage.clock())
    (thawn,) = await stage.services.records.thaw_cards(stage.clock())
    assert await stage.services.records.mark_placed(thawn)
    await place(stage.services, await stage.record(thawn), again=True)
    assert lanes_of(stage, record) == ["waiting", "waiting"]


@pytest.mark.parametrize("seed", range(5))
async def test_a_worker_that_lets_go_while_it_is_thawed_leaves_nothing_behind(stage: Stage, seed: int) -> None:
    await stage.riff()
    record, chance = await stage.only_card(), repeatable(seed)
    batch, (request_id,) = stage.worker.take(), requests_of(record)
    await freeze(stage.services, freeze_of(stage))

    async def let_go() -> None:
        await asyncio.sleep(chance.uniform(0, 0.02))
        await asyncio.to_thread(stage.services.lanes.confirm_cancelled, batch.id, request_id)
        await asyncio.to_thread(stage.services.lanes.finish, batch.id, took_s=1.0, ends={})

    await asyncio.gather(let_go(), thawed(stage))
    stage.worker.taken = None
    assert lanes_of(stage, record) == ["waiting"]
    stage.worker.finish()
    await stage.deliver()
    assert [one.state for one in (await stage.record(record.card.id)).requests] == ["done"]
