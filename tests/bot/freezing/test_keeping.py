"""What is frozen or blocked stays so, whoever decided it and whatever was cut off."""

import asyncio
from dataclasses import replace

import pytest

from bot.freezing.blocking import CALLED_OFF
from bot.freezing.keeping import ALL_S, BLOCKING_S, Keeper
from bot.records.oversight import EVERYWHERE, Block
from bot.services import Services
from core.lease import Lease
from core.redis_client import redis_of
from tests.bot.freezing.frozen import freeze_of, lanes_of, requests_of
from tests.bot.stage import Stage, away
from tests.waiting import eventually


def keeper(services: Services, *, holder: str = "bot-1") -> Keeper:
    return Keeper(services, Lease(services.redis, "lease", holder=holder, ttl_s=2))


def block_of(stage: Stage, *, server: str | None = None, by: str = "mod", until_s: float | None = None) -> Block:
    return Block(server or str(stage.guild.id), str(stage.ana.id), by, "spam", stage.clock(), until_s)


async def test_a_freeze_that_another_process_wrote_down_is_carried_out(stage: Stage) -> None:
    await stage.riff()
    record = await stage.only_card()
    await stage.services.records.freeze(freeze_of(stage, "everything"))
    await keeper(stage.services).look()
    assert lanes_of(stage, record) == [None]


async def test_a_process_that_died_between_the_records_and_the_lanes_is_followed(stage: Stage) -> None:
    await stage.riff()
    record = await stage.only_card()
    await stage.services.records.freeze(freeze_of(stage))
    await stage.services.records.freeze_cards()
    assert lanes_of(stage, record) == ["waiting"]
    await keeper(stage.services).look()
    assert lanes_of(stage, record) == [None]


async def test_what_a_process_that_died_had_just_placed_is_taken_out_within_seconds(stage: Stage) -> None:
    await stage.riff()
    record = await stage.only_card()
    await stage.services.records.freeze(freeze_of(stage))
    keeping = keeper(stage.services)
    await keeping.look()
    stage.services.lanes.enqueue([one.request for one in record.requests], now_s=stage.clock())
    stage.clock.move(ALL_S)
    await keeping.look()
    assert lanes_of(stage, record) == [None]


async def test_without_redis_it_is_taken_out_as_soon_as_that_is_back(stage: Stage) -> None:
    await stage.riff()
    record = await stage.only_card()
    await stage.services.records.freeze(freeze_of(stage))
    keeping = keeper(stage.services)
    keeping._services = replace(stage.services, lanes=away())
    await keeping.look()
    assert (await stage.record(record.card.id)).card.state == "frozen"
    keeping._services = stage.services
    await keeping.look()
    assert lanes_of(stage, record) == [None]


async def test_a_thaw_that_another_process_wrote_down_is_carried_out(stage: Stage) -> None:
    await stage.riff()
    record = await stage.only_card()
    await stage.services.records.freeze(freeze_of(stage, "everything"))
    keeping = keeper(stage.services)
    await keeping.look()
    await stage.services.records.thaw(EVERYWHERE, "everything", EVERYWHERE, by="operator", now_s=stage.clock())
    await keeping.look()
    assert lanes_of(stage, record) == ["waiting"]


@pytest.mark.parametrize("server", [None, EVERYWHERE])
async def test_what_the_blocked_wait_for_is_called_off_whoever_blocked_them(stage: Stage, server: str | None) -> None:
    result = await stage.riff()
    record = await stage.only_card()
    await stage.services.records.block(block_of(stage, server=server))
    await keeper(stage.services).look()
    assert lanes_of(stage, record) == [None]
    await stage.deliver()
    assert result.response is not None
    assert CALLED_OFF in stage.message(result.response.id).content


async def test_what_is_painted_of_the_blocked_is_called_off_too(stage: Stage) -> None:
    await stage.riff()
    record = await stage.only_card()
    batch = stage.worker.take()
    await stage.services.records.block(block_of(stage))
    await keeper(stage.services).look()
    assert stage.services.lanes.beat(batch.id, now_s=stage.clock()) == set(requests_of(record))
    stage.worker.finish()
    await stage.deliver()
    assert [one.state for one in (await stage.record(record.card.id)).requests] == ["failed"]


async def test_a_card_that_came_in_just_before_a_block_was_heard_of_is_called_off_later(stage: Stage) -> None:
    await stage.services.records.block(block_of(stage, server="other"))
    keeping = keeper(stage.services)
    await keeping.look()
    await stage.riff()
    record = await stage.only_card()
    await stage.services.records.block(block_of(stage))
    stage.clock.move(BLOCKING_S - 1)
    await keeping.look()
    assert lanes_of(stage, record) == [None]


async def test_what_others_wait_for_goes_on(stage: Stage) -> None:
    await stage.riff(stage.ben)
    record = await stage.only_card()
    await stage.services.records.block(block_of(stage))
    await keeper(stage.services).look()
    assert lanes_of(stage, record) == ["waiting"]


@pytest.mark.parametrize("how", ["cool down", "run out"])
async def test_some_blocks_call_off_nothing(stage: Stage, how: str) -> None:
    await stage.riff()
    record = await stage.only_card()
    until_s = stage.clock() + (600 if how == "cool down" else -1)
    by = "jamgram" if how == "cool down" else "mod"
    await stage.services.records.block(block_of(stage, by=by, until_s=until_s))
    await keeper(stage.services).look()
    assert lanes_of(stage, record) == ["waiting"]


async def test_one_of_two_processes_looks(stage: Stage) -> None:
    first, second = keeper(stage.services), keeper(stage.services, holder="bot-2")
    assert await first._has_lease()
    assert not await second._has_lease()


async def test_without_redis_every_process_looks(stage: Stage) -> None:
    nowhere = replace(stage.services, redis=redis_of("unix:///nowhere/redis.sock"))
    assert await keeper(nowhere)._has_lease()


async def test_it_looks_until_it_is_asked_to_stop(stage: Stage) -> None:
    await stage.riff()
    record = await stage.only_card()
    await stage.services.records.freeze(freeze_of(stage))
    stop = asyncio.Event()
    looking = asyncio.create_task(keeper(stage.services).keep(stop))
    await eventually(lambda: lanes_of(stage, record) == [None])
    stop.set()
    await looking
