"""Bytes of old clips, removed."""

import asyncio
from dataclasses import replace

import pytest

from bot.delivery.sweeping import DAY_S, Sweeper
from bot.records.values import Card
from core.artefacts import ArtefactGoneError
from core.ending import Made
from core.lease import Lease
from core.settings import Settings
from tests.bot.delivery.scene import Scene


def sweeper(scene: Scene, *, days: int = 90, holder: str = "bot-1") -> Sweeper:
    lease = Lease(scene.services.redis, "{jamgram}:lease:sweeping", holder=holder, ttl_s=10)
    return Sweeper(replace(scene.services, settings=Settings(retention_days=days)), lease)


def is_there(scene: Scene, made: Made) -> list[bool]:
    return [_has(scene, key) for key in (made.png, made.mp3)]


def _has(scene: Scene, key: str) -> bool:
    try:
        return bool(scene.services.artefacts.get(key))
    except ArtefactGoneError:
        return False


async def a_clip(scene: Scene) -> tuple[Card, Made]:
    card = await scene.ask()
    return card, await scene.done(card)


async def test_old_bytes_are_removed_and_the_recipe_stays(scene: Scene) -> None:
    card, made = await a_clip(scene)
    scene.clock.move(90 * DAY_S + 1)
    assert await sweeper(scene).sweep_some() == 1
    assert is_there(scene, made) == [False, False]
    clip = (await scene.record(card)).requests[0].clip
    assert clip is not None
    assert (clip.png, clip.mp3, clip.recipe.kind) == (None, None, "riff")


async def test_young_bytes_stay(scene: Scene) -> None:
    _, made = await a_clip(scene)
    scene.clock.move(90 * DAY_S - 1)
    assert await sweeper(scene).sweep_some() == 0
    assert is_there(scene, made) == [True, True]


async def test_no_retention_time_keeps_everything(scene: Scene) -> None:
    _, made = await a_clip(scene)
    scene.clock.move(10_000 * DAY_S)
    await sweeper(scene, days=0).sweep_some()
    assert is_there(scene, made) == [True, True]


@pytest.mark.parametrize("days", [0, 90])
async def test_a_deleted_clip_loses_its_bytes_at_once(scene: Scene, days: int) -> None:
    card, made = await a_clip(scene)
    await scene.services.records.delete_clip(f"{card.id}-0", scene.clock())
    await sweeper(scene, days=days).sweep_some()
    assert is_there(scene, made) == [False, False]


async def test_bytes_that_a_younger_clip_shares_stay(scene: Scene) -> None:
    _, old = await a_clip(scene)
    scene.clock.move(90 * DAY_S + 1)
    _, young = await a_clip(scene)
    assert old.png == young.png
    await sweeper(scene).sweep_some()
    assert is_there(scene, old) == [True, False]
    assert is_there(scene, young) == [True, True]


async def test_what_is_swept_is_swept_once(scene: Scene) -> None:
    await a_clip(scene)
    scene.clock.move(90 * DAY_S + 1)
    assert [await sweeper(scene).sweep_some() for _ in range(2)] == [1, 0]


async def test_the_bytes_of_an_open_requests_source_stay(scene: Scene) -> None:
    card, made = await a_clip(scene)
    await scene.services.records.delete_clip(f"{card.id}-0", scene.clock())
    await scene.ask_to_play(made.png)
    await sweeper(scene).sweep_some()
    assert is_there(scene, made) == [True, False]


async def test_an_upload_stays_while_its_clip_may_be_made_again(scene: Scene) -> None:
    upload = scene.services.artefacts.put(b"upload")
    made = await scene.done(await scene.ask_to_play(upload))
    scene.clock.move(90 * DAY_S + 1)
    await sweeper(scene).sweep_some()
    assert is_there(scene, made) == [False, False]
    assert _has(scene, upload)


async def test_an_upload_goes_with_its_deleted_clip(scene: Scene) -> None:
    upload = scene.services.artefacts.put(b"upload")
    card = await scene.ask_to_play(upload)
    await scene.done(card)
    await scene.services.records.delete_clip(f"{card.id}-0", scene.clock())
    await sweeper(scene).sweep_some()
    assert not _has(scene, upload)


async def test_only_the_holder_of_the_lease_sweeps(scene: Scene) -> None:
    _, made = await a_clip(scene)
    scene.clock.move(90 * DAY_S + 1)
    Lease(scene.services.redis, "{jamgram}:lease:sweeping", holder="bot-2", ttl_s=10).hold()
    stop = asyncio.Event()
    sweeping = asyncio.create_task(sweeper(scene).sweep(stop))
    await asyncio.sleep(0.2)
    stop.set()
    await asyncio.wait_for(sweeping, 2)
    assert is_there(scene, made) == [True, True]


async def test_a_sweep_goes_on_until_nothing_is_left(scene: Scene) -> None:
    cards = [await a_clip(scene) for _ in range(3)]
    scene.clock.move(90 * DAY_S + 1)
    stop = asyncio.Event()
    sweeping = asyncio.create_task(sweeper(scene).sweep(stop))
    await asyncio.sleep(0.5)
    stop.set()
    await asyncio.wait_for(sweeping, 2)
    assert not any(_has(scene, made.mp3) for _, made in cards)
