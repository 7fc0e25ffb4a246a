"""Calling a card off, wherever its requests are; the buttons' tests have the ordinary ways."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from redis import Redis

from bot.cancelling import call_off
from bot.placing import Placed, place
from bot.records.values import CardRecord
from bot.services import Services
from core.lanes import Lanes, State
from tests.bot.samples import CARD_ID, record, request, riff

ID = f"{CARD_ID}-0"


class Meanwhile(Lanes):
    """Lanes in which something happens just after they were looked at."""

    def __init__(self, redis: Redis, *, happens: Callable[[], object]) -> None:
        super().__init__(redis)
        self.happens = happens
        self.looks = 0

    def cancel(self, request_id: str) -> State | None:
        state = super().cancel(request_id)
        self.looks += 1
        if self.looks == 1:
            self.happens()
        return state


async def opened(services: Services) -> CardRecord:
    card = record(request(riff()))
    assert await services.records.open_card(card.card, [one.request for one in card.requests])
    return card


async def test_a_request_that_enters_the_lanes_just_then_is_cancelled(services: Services, redis: Redis) -> None:
    """It was in no lane when that was asked, and in no state to be ended when that was tried."""
    card = await opened(services)
    requests = [one.request for one in card.requests]
    lanes = Meanwhile(redis, happens=lambda: services.lanes.enqueue(requests, now_s=services.clock()))
    assert not await call_off(replace(services, lanes=lanes), card)
    await place(services, card)
    assert services.lanes.state(ID) == "cancelled"


async def test_a_request_that_is_placed_and_noted_just_then_is_cancelled(services: Services, redis: Redis) -> None:
    card, loop = await opened(services), asyncio.get_running_loop()
    placing = partial(asyncio.run_coroutine_threadsafe, place(services, card), loop)
    lanes = Meanwhile(redis, happens=lambda: placing().result(timeout=60))
    assert not await call_off(replace(services, lanes=lanes), card)
    assert services.lanes.state(ID) == "cancelled"
    assert lanes.looks == 2


async def test_a_request_that_a_worker_has_will_stop(services: Services) -> None:
    card = await opened(services)
    await place(services, card)
    services.lanes.take("painter", most=1, now_s=services.clock())
    assert await call_off(services, card)
    assert services.lanes.state(ID) == "taken"


async def test_what_was_cancelled_on_its_way_into_the_lanes_leaves_them_again(services: Services) -> None:
    card = await opened(services)
    await call_off(services, card)
    assert await place(services, card) == Placed()
    assert services.lanes.counts(now_s=services.clock()).waiting == 0
    found = await services.records.card(CARD_ID)
    assert found is not None
    assert found.card.state == "ended"


async def test_what_is_over_is_left_alone(services: Services) -> None:
    card = replace(await opened(services), requests=())
    assert not await call_off(services, card)
