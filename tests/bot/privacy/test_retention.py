"""How long riffs are kept: for as long as here, shorter where a server chose so, and for good with a star."""

import asyncio
from dataclasses import replace

import pytest

from bot.delivery.sweeping import DAY_S, Sweeper
from bot.records.statements import Choice
from bot.records.values import ClipRecord
from core.lease import Lease
from core.settings import Settings
from tests.bot.gallery.clips import put, star
from tests.bot.stage import Stage


async def sweep(stage: Stage, *, days: int = 90) -> None:
    lease = Lease(stage.services.redis, "{jamgram}:lease:sweeping", holder="bot-1", ttl_s=10)
    assert await asyncio.to_thread(lease.hold)
    await Sweeper(replace(stage.services, settings=Settings(retention_days=days)), lease).sweep_clips()


async def choose(stage: Stage, days: int, *, server: str | None = None) -> None:
    server = server or str(stage.guild.id)
    choice = Choice("server", server, "retention_days", str(days), server=server)
    await stage.services.records.choose(choice, by="1", now_s=stage.clock())


async def is_there(stage: Stage, clip: ClipRecord) -> bool:
    now = await stage.services.records.clip(clip.id)
    assert now is not None
    return now.png is not None


@pytest.mark.parametrize(("age_days", "is_kept"), [(6, True), (8, False)])
async def test_a_server_may_keep_its_riffs_for_less_long(stage: Stage, age_days: int, *, is_kept: bool) -> None:
    clip = await put(stage)
    await choose(stage, 7)
    stage.clock.move(age_days * DAY_S)
    await sweep(stage)
    assert await is_there(stage, clip) is is_kept


async def test_but_not_for_longer(stage: Stage) -> None:
    clip = await put(stage)
    await choose(stage, 365)
    stage.clock.move(91 * DAY_S)
    await sweep(stage)
    assert not await is_there(stage, clip)


async def test_it_does_so_also_where_all_else_is_kept(stage: Stage) -> None:
    clip = await put(stage)
    await choose(stage, 7)
    stage.clock.move(8 * DAY_S)
    await sweep(stage, days=0)
    assert not await is_there(stage, clip)


async def test_what_one_server_chose_is_not_for_another(stage: Stage) -> None:
    theirs, direct = await put(stage, server="99"), await put(stage, server=None)
    await choose(stage, 7)
    stage.clock.move(8 * DAY_S)
    await sweep(stage)
    assert await is_there(stage, theirs)
    assert await is_there(stage, direct)


@pytest.mark.parametrize("server_days", [0, 7])
async def test_what_has_a_star_is_kept(stage: Stage, server_days: int) -> None:
    clip, other = await put(stage), await put(stage)
    await star(stage, clip, stage.ben)
    await choose(stage, server_days)
    stage.clock.move(1000 * DAY_S)
    await sweep(stage)
    assert await is_there(stage, clip)
    assert not await is_there(stage, other)


async def test_a_star_that_is_taken_back_keeps_nothing(stage: Stage) -> None:
    clip = await put(stage)
    for _ in range(2):
        await stage.services.records.star(clip.id, str(stage.ben.id), now_s=stage.clock())
    stage.clock.move(91 * DAY_S)
    await sweep(stage)
    assert not await is_there(stage, clip)


async def test_what_is_deleted_goes_with_a_star_too(stage: Stage) -> None:
    clip = await put(stage)
    await star(stage, clip, stage.ben)
    await stage.services.records.delete_clip(clip.id, stage.clock())
    await sweep(stage)
    assert not await is_there(stage, clip)


async def test_its_recipe_stays(stage: Stage) -> None:
    clip = await put(stage, "rain on a roof")
    await choose(stage, 7)
    stage.clock.move(8 * DAY_S)
    await sweep(stage)
    now = await stage.services.records.clip(clip.id)
    assert now is not None
    assert now.recipe == clip.recipe
