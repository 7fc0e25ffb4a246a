"""Cards whose file has to be fetched before anybody knows what they ask for."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager

import pytest
from simcord.results import InteractionResult

from bot.card.ended import CANCELLED, CUT_OFF
from bot.card.working import FETCHING
from bot.carrying import ONE_AT_A_TIME
from bot.delivery.reconciling import UNFETCHED_MOST_S, Reconciler
from bot.fetching import GONE
from core.errors import UserError
from core.events import Events
from core.lease import Lease
from tests.bot.stage import Stage, attached, away, png, sentence


def play(stage: Stage) -> Awaitable[InteractionResult]:
    return stage.ana.slash(stage.channel, "play", file=("riff.png", png()))


@asynccontextmanager
async def fetching(stage: Stage) -> AsyncIterator[None]:
    """In the middle of a fetch, which goes on at the end."""
    begun, goes_on = asyncio.Event(), asyncio.Event()

    async def fetch(url: str) -> bytes:  # noqa: ARG001
        begun.set()
        await goes_on.wait()
        return png()

    stage.change(fetch=fetch)
    asked = asyncio.ensure_future(play(stage))
    await asyncio.wait_for(begun.wait(), 60)
    try:
        yield
    finally:
        goes_on.set()
        await asked


async def cut_off(stage: Stage) -> None:
    """Ask for a file whose fetch ends with the process."""

    async def fetch(url: str) -> bytes:
        raise asyncio.CancelledError(url)

    stage.change(fetch=fetch)
    await play(stage)


async def reconcile(stage: Stage) -> None:
    lease = Lease(stage.services.redis, "{jamgram}:lease:reconciling", holder="bot-2", ttl_s=10)
    await Reconciler(stage.services, lease, Events(stage.services.redis, consumer="bot-2")).look()


async def test_a_card_is_there_and_recorded_before_its_file_is_fetched(stage: Stage) -> None:
    async with fetching(stage):
        record = await stage.only_card()
        (message,) = stage.messages()
        assert (record.card.message, record.requests) == (str(message.id), ())
        assert FETCHING in message.content
    (request,) = (await stage.only_card()).requests
    assert request.state == "placed"
    assert len(stage.messages()) == 1


async def test_a_bot_that_is_killed_while_it_fetches_leaves_no_card_without_an_end(stage: Stage) -> None:
    await cut_off(stage)
    stage.clock.move(UNFETCHED_MOST_S - 1)
    await reconcile(stage)
    assert (await stage.only_card()).requests == ()
    stage.clock.move(2)
    await reconcile(stage)
    await stage.deliver()
    assert CUT_OFF in stage.messages()[0].content
    assert len(stage.messages()) == 1


async def test_a_file_that_comes_too_late_asks_for_nothing(stage: Stage) -> None:
    async with fetching(stage):
        stage.clock.move(UNFETCHED_MOST_S + 1)
        await reconcile(stage)
    await stage.deliver()
    assert CUT_OFF in stage.messages()[0].content
    assert stage.services.lanes.counts(now_s=stage.clock()).waiting == 0


async def test_whoever_has_no_room_is_told_before_anything_is_fetched(stage: Stage) -> None:
    await stage.riff(variations=4)
    log: list[str] = []
    stage.change(fetch=attached(stage, log=log))
    assert "You can have 4 requests waiting" in sentence(await play(stage))
    assert log == []
    assert len(stage.messages()) == 1


async def test_a_file_that_cannot_be_had_takes_the_card_back(stage: Stage) -> None:
    async def fetch(url: str) -> bytes:  # noqa: ARG001
        raise UserError(GONE)

    stage.change(fetch=fetch)
    assert sentence(await play(stage)) == GONE
    assert stage.messages() == []
    assert await stage.services.records.open_cards() == []


async def test_without_redis_the_file_is_fetched_all_the_same(stage: Stage) -> None:
    stage.change(lanes=away(), fetch=attached(stage))
    await play(stage)
    (request,) = (await stage.only_card()).requests
    assert request.state == "unplaced"
    assert "The queue is resting" in stage.messages()[0].content


async def test_a_second_file_of_the_same_person_is_refused_while_one_is_fetched(stage: Stage) -> None:
    async with stage.bot.services.carriers.carry(str(stage.ana.id)):
        assert sentence(await play(stage)) == ONE_AT_A_TIME


async def test_a_card_is_cancelled_while_its_file_is_fetched(stage: Stage) -> None:
    await cut_off(stage)
    await stage.press("Cancel", stage.messages()[0])
    assert CANCELLED in stage.messages()[0].content
    assert await stage.services.records.open_cards() == []


async def test_nothing_is_asked_for_by_a_card_that_was_cancelled_while_its_file_was_fetched(stage: Stage) -> None:
    async with fetching(stage):
        await stage.services.records.refuse((await stage.only_card()).card.id)
    assert stage.services.lanes.counts(now_s=stage.clock()).waiting == 0


@pytest.mark.parametrize("command", ["queue view", "queue cancel"])
async def test_the_list_knows_of_a_file_that_is_fetched(stage: Stage, command: str) -> None:
    await cut_off(stage)
    options = {"riff": "all"} if command == "queue cancel" else {}
    said = sentence(await stage.ana.slash(stage.channel, command, **options))
    assert (FETCHING in said) == (command == "queue view")
