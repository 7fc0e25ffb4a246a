"""The ends of requests, from the stream into the records."""

import asyncio
from dataclasses import replace
from typing import cast

import pytest
from redis import Redis

from bot.delivery.listening import TRIES, UNRECORDED, WAIT_S, Listener
from bot.records import DatabaseDownError, Records
from core.ending import Ended
from core.events import Event, Events, stream_of
from tests.bot.delivery.away import NOWHERE
from tests.bot.delivery.scene import SORRY, Scene


def listener(scene: Scene, *, records: Records | None = None, consumer: str = "bot-1") -> Listener:
    services = scene.services if records is None else replace(scene.services, records=records)
    events = Events(services.redis, consumer=consumer)
    return Listener(services, events, on_end=scene.ended.set, chance=lambda: 0.0)


def depth(scene: Scene) -> int:
    return Events(scene.services.redis, consumer="anybody").depth()


async def test_an_end_is_recorded_and_then_acknowledged(scene: Scene) -> None:
    card = await scene.ask()
    await scene.paint(card, SORRY)
    assert await listener(scene).hear(wait_s=0.1) == 1
    record = await scene.record(card)
    assert (record.card.state, record.requests[0].failure) == ("ended", SORRY)
    assert depth(scene) == 0


async def test_whoever_waits_for_ends_is_called(scene: Scene) -> None:
    await scene.paint(await scene.ask(), SORRY)
    await listener(scene).hear(wait_s=0.1)
    assert scene.ended.is_set()


async def test_no_end_calls_nobody(scene: Scene) -> None:
    assert await listener(scene).hear(wait_s=0.05) == 0
    assert not scene.ended.is_set()


async def test_an_end_of_a_request_that_nobody_knows_is_dropped(scene: Scene) -> None:
    scene.tell("unknown-0")
    assert await listener(scene).hear(wait_s=0.1) == 1
    assert depth(scene) == 0


async def test_what_was_not_acknowledged_is_heard_again(scene: Scene) -> None:
    card = await scene.ask()
    await scene.paint(card, SORRY)
    await asyncio.to_thread(Events(scene.services.redis, consumer="bot-1").read, wait_s=0.1)
    assert await listener(scene, consumer="bot-1").hear(wait_s=0.1) == 1
    assert (await scene.record(card)).card.state == "ended"


class Poisoned:
    """Real records, in which one request can't end as it did."""

    def __init__(self, records: Records, request_id: str) -> None:
        self.records, self._request_id = records, request_id

    async def end_request(self, ended: Ended, *, now_s: float) -> str | None:
        if ended.request == self._request_id and ended.failure == SORRY:
            raise ZeroDivisionError
        return await self.records.end_request(ended, now_s=now_s)


async def test_an_end_that_cannot_be_recorded_holds_up_no_other(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    bad, good = await scene.ask(), await scene.ask()
    await scene.paint(bad, SORRY)
    await scene.paint(good, SORRY)
    poisoned = cast("Records", Poisoned(scene.services.records, f"{bad.id}-0"))
    assert await listener(scene, records=poisoned).hear(wait_s=0.1) == 1
    assert (await scene.record(good)).card.state == "ended"
    assert (await scene.record(bad)).card.state == "open"
    assert depth(scene) == 1
    assert "the end can't be recorded (error E-" in caplog.text


async def test_after_some_tries_it_is_a_failure_of_ours(scene: Scene) -> None:
    card = await scene.ask()
    await scene.paint(card, SORRY)
    hearing = listener(scene, records=cast("Records", Poisoned(scene.services.records, f"{card.id}-0")))
    heard = [await hearing.hear(wait_s=0.05) for _ in range(2 * TRIES)]
    assert sum(heard) == 1
    failure = (await scene.record(card)).requests[0].failure
    assert failure is not None
    assert failure.sentence == UNRECORDED
    assert failure.error_id
    assert depth(scene) == 0


async def test_a_database_that_goes_away_at_the_last_try_loses_no_end(scene: Scene) -> None:
    card = await scene.ask()
    await scene.paint(card, SORRY)
    poisoned = Poisoned(scene.services.records, f"{card.id}-0")
    hearing = listener(scene, records=cast("Records", poisoned))
    while hearing._failures.total() < TRIES - 1:
        await hearing.hear(wait_s=0.05)
    poisoned.records = scene.without("end_request").records
    await hearing.hear(wait_s=0.05)
    with pytest.raises(DatabaseDownError):
        await hearing.hear(wait_s=0.05)
    assert depth(scene) == 1
    poisoned.records = scene.services.records
    while not await hearing.hear(wait_s=0.05):
        pass
    assert (await scene.record(card)).card.state == "ended"


async def test_ends_stay_while_the_database_is_away(scene: Scene) -> None:
    card = await scene.ask()
    await scene.paint(card, SORRY)
    with pytest.raises(DatabaseDownError):
        await listener(scene, records=scene.without("end_request").records).hear(wait_s=0.1)
    assert depth(scene) == 1
    hearing = listener(scene)
    assert sum([await hearing.hear(wait_s=0.05) for _ in range(2)]) == 1


async def test_it_goes_on_when_the_database_comes_back(scene: Scene) -> None:
    card = await scene.ask()
    await scene.paint(card, SORRY)
    stop = asyncio.Event()
    away = scene.without("end_request", times=2)
    listening = asyncio.create_task(listener(scene, records=away.records).listen(stop))
    await asyncio.wait_for(scene.ended.wait(), 60)
    stop.set()
    await listening
    assert (await scene.record(card)).card.state == "ended"


class Flaky(Events):
    """A stream whose Redis is away for the first few looks."""

    def __init__(self, redis: Redis, *, times: int) -> None:
        super().__init__(redis, consumer="bot-1")
        self._times, self._away = times, Events(NOWHERE, consumer="bot-1")

    def read(self, *, wait_s: float, most: int = 32) -> list[Event]:
        self._times -= 1
        if self._times < 0:
            return super().read(wait_s=wait_s, most=most)
        return self._away.read(wait_s=wait_s, most=most)


async def test_it_goes_on_when_redis_comes_back(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    card = await scene.ask()
    await scene.paint(card, SORRY)
    stop, events = asyncio.Event(), Flaky(scene.services.redis, times=2)
    hearing = Listener(scene.services, events, on_end=scene.ended.set, chance=lambda: 0.0)
    listening = asyncio.create_task(hearing.listen(stop))
    await asyncio.wait_for(scene.ended.wait(), 60)
    stop.set()
    await listening
    assert (await scene.record(card)).card.state == "ended"
    assert "the next try is in 0.2 s" in caplog.text
    assert "the next try is in 0.5 s" in caplog.text


async def test_it_stops_soon_when_asked_to(scene: Scene) -> None:
    stop = asyncio.Event()
    listening = asyncio.create_task(listener(scene).listen(stop))
    await asyncio.sleep(0.1)
    stop.set()
    await asyncio.wait_for(listening, 30)
    assert WAIT_S < 2


async def test_what_cannot_be_read_at_all_stops_nothing(scene: Scene) -> None:
    scene.services.redis.xadd(stream_of("jamgram"), {"rubbish": "x"})
    card = await scene.ask()
    await scene.paint(card, SORRY)
    hearing = listener(scene)
    assert sum([await hearing.hear(wait_s=0.05) for _ in range(2)]) == 1
    assert depth(scene) == 0
