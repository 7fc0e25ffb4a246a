"""Bytes and cards that are old, removed."""

import asyncio
import logging
import os
from dataclasses import replace
from pathlib import Path

import pytest
from prometheus_client import REGISTRY

from bot.delivery import sweeping
from bot.delivery.sweeping import DAY_S, Sweeper
from bot.records import holding
from bot.records.statements import Choice, Refusal
from bot.records.values import Card
from core.artefacts import ArtefactGoneError
from core.contract import Export, Riff
from core.ending import Ended, Exported, Made
from core.lease import Lease
from core.request import Origin, Request
from core.settings import Settings
from tests.bot.delivery.scene import Scene
from tests.bot.records.jamming import BEGUN, jam
from tests.waiting import eventually


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


def put(scene: Scene, content: bytes, *, days_ago: float) -> str:
    """Store bytes as if that had been so long ago, by the scene's clock."""
    key = scene.services.artefacts.put(content)
    put_s = scene.clock() - days_ago * DAY_S
    os.utime(Path(scene.services.artefacts._path(key)), (put_s, put_s))
    return key


def stick(scene: Scene, key: str) -> Path:
    """Let bytes be something that can't be removed like a file."""
    path = Path(scene.services.artefacts._path(key))
    path.unlink()
    path.mkdir()
    return path


def unstick(path: Path) -> None:
    path.rmdir()


async def a_clip(scene: Scene) -> tuple[Card, Made]:
    card = await scene.ask()
    return card, await scene.done(card)


async def test_old_bytes_are_removed_and_the_recipe_stays(scene: Scene) -> None:
    card, made = await a_clip(scene)
    scene.clock.move(90 * DAY_S + 1)
    await sweeper(scene).sweep_clips()
    assert is_there(scene, made) == [False, False]
    clip = (await scene.record(card)).requests[0].clip
    assert clip is not None
    assert (clip.png, clip.mp3, clip.recipe.kind) == (None, None, "riff")


async def test_young_bytes_stay(scene: Scene) -> None:
    _, made = await a_clip(scene)
    scene.clock.move(90 * DAY_S - 1)
    await sweeper(scene).sweep_clips()
    assert is_there(scene, made) == [True, True]


async def test_no_retention_time_keeps_everything(scene: Scene) -> None:
    _, made = await a_clip(scene)
    scene.clock.move(10_000 * DAY_S)
    await sweeper(scene, days=0).sweep_clips()
    assert is_there(scene, made) == [True, True]


@pytest.mark.parametrize("days", [0, 90])
async def test_a_deleted_clip_loses_its_bytes_at_once(scene: Scene, days: int) -> None:
    card, made = await a_clip(scene)
    await scene.services.records.delete_clip(f"{card.id}-0", scene.clock())
    await sweeper(scene, days=days).sweep_clips()
    assert is_there(scene, made) == [False, False]


async def test_bytes_that_a_younger_clip_shares_stay(scene: Scene) -> None:
    _, old = await a_clip(scene)
    scene.clock.move(90 * DAY_S + 1)
    _, young = await a_clip(scene)
    assert old.png == young.png
    await sweeper(scene).sweep_clips()
    assert is_there(scene, old) == [True, False]
    assert is_there(scene, young) == [True, True]


async def test_what_is_swept_is_swept_once(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    await a_clip(scene)
    scene.clock.move(90 * DAY_S + 1)
    for _ in range(2):
        await sweeper(scene).sweep_clips()
    assert caplog.text.count("its bytes are gone") == 1


async def test_the_bytes_of_an_open_requests_source_stay(scene: Scene) -> None:
    card, made = await a_clip(scene)
    await scene.services.records.delete_clip(f"{card.id}-0", scene.clock())
    await scene.ask_to_play(made.png)
    await sweeper(scene).sweep_clips()
    assert is_there(scene, made) == [True, False]


async def test_an_upload_goes_with_its_old_clip(scene: Scene) -> None:
    upload = scene.services.artefacts.put(b"upload")
    made = await scene.done(await scene.ask_to_play(upload))
    scene.clock.move(90 * DAY_S + 1)
    await sweeper(scene).sweep_clips()
    assert is_there(scene, made) == [False, False]
    assert not _has(scene, upload)


async def test_an_upload_goes_with_its_deleted_clip(scene: Scene) -> None:
    upload = scene.services.artefacts.put(b"upload")
    card = await scene.ask_to_play(upload)
    await scene.done(card)
    await scene.services.records.delete_clip(f"{card.id}-0", scene.clock())
    await sweeper(scene).sweep_clips()
    assert not _has(scene, upload)


async def test_only_the_holder_of_the_lease_sweeps(scene: Scene) -> None:
    _, made = await a_clip(scene)
    scene.clock.move(90 * DAY_S + 1)
    Lease(scene.services.redis, "{jamgram}:lease:sweeping", holder="bot-2", ttl_s=10).hold()
    stop = asyncio.Event()
    sweeping = asyncio.create_task(sweeper(scene).sweep(stop))
    await asyncio.sleep(0.2)
    stop.set()
    await asyncio.wait_for(sweeping, 30)
    assert is_there(scene, made) == [True, True]


async def an_export(scene: Scene, card_id: str) -> str:
    """Let a clip be exported, and give the key of the file."""
    file = scene.services.artefacts.put(f"file {card_id}".encode())
    card = replace(await scene.ask(), id=card_id)
    request = Request(id=f"{card_id}-0", recipe=Export(source=file, format="wav"), origin=card.origin)
    assert await scene.services.records.open_card(card, [request])
    ended = Ended(request=request.id, end="done", exported=Exported(file=file))
    await scene.services.records.end_request(ended, now_s=scene.clock())
    return file


async def test_exported_files_are_removed_after_a_day(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "AT_ONCE", 1)
    old = [await an_export(scene, name) for name in ("1", "2")]
    scene.clock.move(DAY_S - 1)
    await sweeper(scene, days=0).sweep_exports()
    young = await an_export(scene, "3")
    scene.clock.move(2)
    await sweeper(scene, days=0).sweep_exports()
    assert [_has(scene, file) for file in (*old, young)] == [False, False, True]


async def test_a_sweep_goes_on_until_nothing_is_left(scene: Scene) -> None:
    cards = [await a_clip(scene) for _ in range(3)]
    scene.clock.move(90 * DAY_S + 1)
    stop = asyncio.Event()
    sweeping = asyncio.create_task(sweeper(scene).sweep(stop))
    await eventually(lambda: not any(_has(scene, made.mp3) for _, made in cards))
    stop.set()
    await asyncio.wait_for(sweeping, 30)


async def test_bytes_that_nobody_needs_are_removed_when_they_are_old(scene: Scene) -> None:
    old, young = put(scene, b"orphan", days_ago=90.1), put(scene, b"preview", days_ago=89.9)
    await sweeper(scene).sweep_store()
    assert [_has(scene, key) for key in (old, young)] == [False, True]


async def test_old_bytes_that_somebody_needs_stay(scene: Scene) -> None:
    upload = put(scene, b"upload", days_ago=99)
    _, made = await a_clip(scene)
    await scene.ask_to_play(upload)
    for key in (made.png, made.mp3):
        put(scene, scene.services.artefacts.get(key), days_ago=99)
    await sweeper(scene).sweep_store()
    assert is_there(scene, made) == [True, True]
    assert _has(scene, upload)


async def test_uploads_of_what_was_called_off_are_removed(scene: Scene) -> None:
    upload = put(scene, b"upload", days_ago=99)
    card = await scene.ask_to_play(upload)
    await scene.services.records.end_card(card.id, None, now_s=scene.clock())
    await sweeper(scene).sweep_store()
    assert not _has(scene, upload)


async def test_without_a_retention_time_orphans_go_after_a_day(scene: Scene) -> None:
    await a_clip(scene)
    scene.clock.move(2 * DAY_S)
    old, young = put(scene, b"orphan", days_ago=1.1), put(scene, b"preview", days_ago=0.9)
    await sweeper(scene, days=0).sweep_store()
    assert [_has(scene, key) for key in (old, young)] == [False, True]


@pytest.mark.parametrize("known", [False, True])
async def test_without_a_retention_time_what_is_older_than_the_records_stays(scene: Scene, known: bool) -> None:  # noqa: FBT001
    """As if somebody had named a new, empty database by mistake."""
    if known:
        await a_clip(scene)
    other = put(scene, b"of another database", days_ago=9)
    await sweeper(scene, days=0).sweep_store()
    assert _has(scene, other)


async def test_the_store_is_measured(scene: Scene) -> None:
    put(scene, b"orphan", days_ago=99)
    kept = [put(scene, content, days_ago=1) for content in (b"four", b"seven..")]
    await sweeper(scene).sweep_store()
    measured = [REGISTRY.get_sample_value(f"jamgram_store_{what}") for what in ("files", "bytes")]
    assert measured == [len(kept), 4 + 7]


async def test_a_clip_that_cannot_be_removed_holds_up_no_other(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "AT_ONCE", 1)
    (_, stuck), (_, other) = [await a_clip(scene) for _ in range(2)]
    path = stick(scene, stuck.mp3)
    scene.clock.move(90 * DAY_S + 1)
    await sweeper(scene).sweep_clips()
    assert not _has(scene, other.mp3)
    unstick(path)
    await sweeper(scene).sweep_clips()
    assert await scene.services.records.sweepable(scene.clock(), 9) == []


async def test_a_shelf_that_cannot_be_read_holds_up_no_other(scene: Scene) -> None:
    old = put(scene, b"orphan", days_ago=99)
    shelf = next(shelf for shelf in ("00", "01") if not old.startswith(shelf))
    (Path(scene.services.artefacts._root) / shelf).symlink_to(shelf)
    await sweeper(scene).sweep_store()
    assert not _has(scene, old)


@pytest.mark.parametrize(("days", "left"), [(0, True), (90, False)])
async def test_old_cards_of_which_nothing_is_left_are_forgotten(scene: Scene, days: int, *, left: bool) -> None:
    card = await scene.ask(placed=False)
    await scene.services.records.refuse(card.id)
    scene.clock.move(90 * DAY_S + 1)
    await sweeper(scene, days=days).sweep_cards()
    assert (await scene.services.records.card(card.id) is not None) == left


@pytest.mark.parametrize(("days", "left"), [(0, True), (90, False)])
async def test_old_jams_of_which_nothing_is_left_are_forgotten(scene: Scene, days: int, *, left: bool) -> None:
    records = scene.services.records
    over = replace(jam(), phase="archived", ended_s=scene.clock())
    assert await records.new_jam(over, BEGUN)
    await sweeper(scene, days=days).sweep_jams()
    assert await records.jam(over.id) is not None
    scene.clock.move(90 * DAY_S + 1)
    await sweeper(scene, days=days).sweep_jams()
    assert (await records.jam(over.id) is not None) == left


async def test_a_sweep_goes_through_everything(scene: Scene) -> None:
    card = await scene.ask(placed=False)
    await scene.services.records.refuse(card.id)
    old = put(scene, b"orphan", days_ago=0)
    scene.clock.move(90 * DAY_S + 1)
    os.utime(Path(scene.services.artefacts._path(old)), (0, 0))
    stop = asyncio.Event()
    sweep = asyncio.create_task(sweeper(scene).sweep(stop))
    await eventually(lambda: not _has(scene, old))
    stop.set()
    await asyncio.wait_for(sweep, 30)
    assert await scene.services.records.card(card.id) is None


async def test_what_somebody_starred_stays_however_old_it_is(scene: Scene) -> None:
    card, made = await a_clip(scene)
    await scene.services.records.star(f"{card.id}-0", "601", now_s=scene.clock())
    scene.clock.move(90 * DAY_S + 1)
    await sweeper(scene).sweep_clips()
    assert is_there(scene, made) == [True, True]


@pytest.mark.parametrize("days", [90, 0])
async def test_a_server_may_have_its_clips_swept_before_its_operator_does(scene: Scene, days: int) -> None:
    card, made = await a_clip(scene)
    choice = Choice("server", str(card.origin.server), "retention_days", "7", card.origin.server)
    await scene.services.records.choose(choice, by="900", now_s=scene.clock())
    scene.clock.move(7 * DAY_S - 100)
    await sweeper(scene, days=days).sweep_clips()
    assert is_there(scene, made) == [True, True]
    scene.clock.move(200)
    await sweeper(scene, days=days).sweep_clips()
    assert is_there(scene, made) == [False, False]


async def test_the_words_of_what_was_refused_are_forgotten_after_a_day(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "FORGOTTEN_AT_ONCE", 1)
    records = scene.services.records
    origin = Origin(server="800", channel="700", author="600")
    for name in ("100", "101"):
        card = Card(name, origin, "channel", private=False, upload_limit=1, created_s=scene.clock())
        request = Request(id=f"{name}-0", recipe=Riff(prompt="a secret", seed=1), origin=origin)
        await records.open_refused(card, [request], Refusal("artist", matched="a secret"))
    scene.clock.move(DAY_S - 1)
    await sweeper(scene).sweep_words()
    assert await records.refusal_of("100") is not None
    scene.clock.move(2)
    await sweeper(scene).sweep_words()
    for name in ("100", "101"):
        assert "a secret" not in repr(await records.card(name))
        assert await records.refusal_of(name) is None
