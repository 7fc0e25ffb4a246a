"""What the records and the lanes disagree about, made one again."""

import asyncio
from dataclasses import replace

import pytest
from redis import Redis
from sqlalchemy import update

from bot.delivery.reconciling import LOST, NEVER_PLACED, NEW_S, UNHEARD_MOST_S, UNPLACED_MOST_S, Reconciler
from bot.records.models import RequestRow
from core.events import Events
from core.faults import UNREADABLE
from core.lanes import Lanes, Limits
from core.lease import Lease
from tests.bot.delivery.away import NOWHERE
from tests.bot.delivery.scene import SORRY, Scene
from tests.bot.delivery.test_listening import listener


def reconciler(
    scene: Scene, *, lanes: Lanes | None = None, holder: str = "bot-1", redis: Redis | None = None
) -> Reconciler:
    redis = redis or scene.services.redis
    services = replace(scene.services, lanes=lanes or scene.services.lanes)
    lease = Lease(redis, "{jamgram}:lease:reconciling", holder=holder, ttl_s=10)
    return Reconciler(services, lease, Events(redis, consumer=holder))


async def state(scene: Scene, card_id: str) -> str | None:
    return await asyncio.to_thread(scene.services.lanes.state, f"{card_id}-0")


async def test_a_request_that_was_never_placed_is_placed(scene: Scene) -> None:
    card = await scene.ask(placed=False)
    scene.clock.move(NEW_S + 1)
    await reconciler(scene).look()
    assert await state(scene, card.id) == "waiting"
    assert (await scene.record(card)).requests[0].state == "placed"


async def test_a_card_that_is_just_being_taken_in_is_left_alone(scene: Scene) -> None:
    card = await scene.ask(placed=False)
    scene.clock.move(NEW_S - 1)
    await reconciler(scene).look()
    assert await state(scene, card.id) is None


async def test_what_redis_lost_is_placed_again_under_its_id(scene: Scene) -> None:
    card = await scene.ask()
    await scene.enqueue(card)
    scene.services.redis.flushall()
    scene.clock.move(NEW_S + 1)
    await reconciler(scene).look()
    assert await state(scene, card.id) == "waiting"


async def test_what_the_lanes_know_is_not_placed_twice(scene: Scene) -> None:
    card = await scene.ask(how_many=2)
    await scene.enqueue(card)
    scene.clock.move(NEW_S + 1)
    await reconciler(scene).look()
    assert scene.services.lanes.counts(now_s=scene.clock()).waiting == 2


async def test_the_requests_of_a_dead_worker_wait_again(scene: Scene) -> None:
    card = await scene.ask()
    await scene.enqueue(card)
    scene.services.lanes.take("worker", most=1, now_s=scene.clock())
    scene.clock.move(3600)
    await reconciler(scene).look()
    assert await state(scene, card.id) == "waiting"


@pytest.mark.parametrize("how", ["away", "full"])
async def test_what_cannot_be_placed_for_15_minutes_ends_with_a_sentence(scene: Scene, how: str) -> None:
    card = await scene.ask(placed=False, how_many=2)
    lanes = Lanes(NOWHERE) if how == "away" else Lanes(scene.services.redis, limits=Limits(user_waiting=1))
    reconciling = reconciler(scene, lanes=lanes)
    scene.clock.move(NEW_S + 1)
    if how == "away":
        await reconciling.look_without_queue()
        scene.clock.move(UNPLACED_MOST_S)
        await reconciling.look_without_queue()
    else:
        await reconciling.look()
        scene.clock.move(UNPLACED_MOST_S)
        await reconciling.look()
    assert (await scene.record(card)).card.state == "open"
    scene.clock.move(1)
    await (reconciling.look_without_queue() if how == "away" else reconciling.look())
    record = await scene.record(card)
    assert record.card.state == "ended"
    assert record.requests[0].failure is not None
    sentence = record.requests[0].failure.sentence
    assert sentence == NEVER_PLACED.sentence if how == "away" else "You can have 1 request waiting" in sentence


async def test_a_limit_that_frees_in_time_is_waited_for(scene: Scene) -> None:
    card = await scene.ask(placed=False, how_many=2)
    scene.clock.move(NEW_S + 1)
    await reconciler(scene, lanes=Lanes(scene.services.redis, limits=Limits(user_waiting=1))).look()
    assert (await scene.record(card)).card.state == "open"
    await reconciler(scene).look()
    assert await state(scene, card.id) == "waiting"


async def test_while_the_queue_is_away_the_loop_goes_on(scene: Scene) -> None:
    await scene.ask(placed=False)
    scene.clock.move(NEW_S + 1)
    stop, reconciling = asyncio.Event(), reconciler(scene, lanes=Lanes(NOWHERE), redis=NOWHERE)
    await reconciling.look_without_queue()
    scene.clock.move(UNPLACED_MOST_S + 1)
    running = asyncio.create_task(reconciling.reconcile(stop))
    await scene.delivered(1)
    stop.set()
    await asyncio.wait_for(running, 30)


async def test_only_the_holder_of_the_lease_looks(scene: Scene) -> None:
    card = await scene.ask(placed=False)
    scene.clock.move(NEW_S + 1)
    Lease(scene.services.redis, "{jamgram}:lease:reconciling", holder="bot-2", ttl_s=10).hold()
    stop = asyncio.Event()
    running = asyncio.create_task(reconciler(scene).reconcile(stop))
    await asyncio.sleep(0.2)
    stop.set()
    await asyncio.wait_for(running, 30)
    assert await state(scene, card.id) is None


async def test_a_card_whose_request_cannot_be_read_ends_and_is_shown(scene: Scene) -> None:
    card = await scene.ask(placed=False)
    spoiled = update(RequestRow).values(recipe='{"kind": "polka"}')
    await scene.services.records._database.write(lambda session: session.execute(spoiled))
    scene.clock.move(NEW_S + 1)
    await reconciler(scene).look()
    assert await state(scene, card.id) is None
    await scene.outbox().drain_once()
    shown = scene.message_of(card).content
    assert UNREADABLE in shown
    assert "lo-fi beats" in shown


async def over_but_unheard(scene: Scene) -> tuple[str, Reconciler]:
    """A request whose end somebody dropped from the stream; the reconciler has waited long enough for it."""
    card = await scene.ask()
    await scene.paint(card, SORRY)
    scene.drop_events()
    scene.clock.move(NEW_S + 1)
    reconciling = reconciler(scene)
    await reconciling.look()
    scene.clock.move(UNHEARD_MOST_S + 1)
    return card.id, reconciling


async def test_an_end_that_was_dropped_is_told_again(scene: Scene) -> None:
    card_id, reconciling = await over_but_unheard(scene)
    await reconciling.look()
    await listener(scene).hear(wait_s=0.1)
    record = await scene.services.records.card(card_id)
    assert record is not None
    assert record.requests[0].failure == SORRY


async def test_an_end_that_is_told_in_vain_is_a_failure(scene: Scene) -> None:
    card_id, reconciling = await over_but_unheard(scene)
    await reconciling.look()
    scene.drop_events()
    scene.clock.move(UNHEARD_MOST_S + 1)
    await reconciling.look()
    record = await scene.services.records.card(card_id)
    assert record is not None
    assert record.requests[0].failure == LOST


async def test_an_end_that_is_on_its_way_is_waited_for(scene: Scene) -> None:
    card = await scene.ask()
    await scene.paint(card, SORRY)
    reconciling = reconciler(scene)
    scene.clock.move(NEW_S + 1)
    await reconciling.look()
    scene.clock.move(10 * UNHEARD_MOST_S)
    await reconciling.look()
    assert (await scene.record(card)).card.state == "open"
    assert Events(scene.services.redis, consumer="anybody").depth() == 1
