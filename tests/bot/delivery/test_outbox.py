"""The outbox: each card's end is shown once."""

import asyncio
from dataclasses import replace

import pytest

from bot.delivery.delivering import DAY_S, PATIENCE_S, TokenRevokedError
from bot.delivery.outbox import LEASE_S
from bot.records import DatabaseDownError, Records
from core.artefacts import Artefacts
from tests.bot.delivery.scene import SORRY, Scene, names
from tests.bot.delivery.test_sending import BY_TOKEN, EDIT, POST


async def test_an_end_is_shown_and_marked(scene: Scene) -> None:
    card = await scene.ask()
    await scene.done(card)
    assert await scene.outbox().drain_once() == 1
    assert names(scene.messages()[0]) == ["png", "mp3"]
    assert await scene.services.records.undelivered() == 0


async def test_what_was_shown_is_not_shown_again(scene: Scene) -> None:
    await scene.done(await scene.ask())
    await scene.outbox().drain_once()
    assert await scene.outbox().drain_once() == 0


async def test_a_failure_is_told(scene: Scene) -> None:
    card = await scene.ask()
    await scene.failed(card)
    await scene.outbox().drain_once()
    content = scene.messages()[0].content
    assert SORRY.sentence in content
    assert "E-7F3K9Q" in content


async def test_a_new_message_is_remembered(scene: Scene) -> None:
    card = await scene.ask(noted=False)
    scene.forget_messages()
    await scene.done(card)
    await scene.outbox().drain_once()
    assert (await scene.record(card)).card.message == str(scene.messages()[0].id)


async def test_two_drainers_of_one_database_deliver_once(scene: Scene, database_url: str) -> None:
    other = await Records.open(database_url)
    cards = [await scene.ask(noted=False) for _ in range(6)]
    scene.forget_messages()
    for card in cards:
        await scene.done(card)
    one = scene.outbox(owner="bot-1")
    two = scene.outbox(owner="bot-2", services=replace(scene.services, records=other))
    claimed = await asyncio.gather(one.drain_once(), two.drain_once(), one.drain_once(), two.drain_once())
    await other.close()
    assert sum(claimed) == len(scene.messages()) == 6


async def test_a_crash_between_sending_and_marking_brings_no_second_message(scene: Scene) -> None:
    card = await scene.ask(noted=False)
    scene.forget_messages()
    await scene.done(card)
    with pytest.raises(DatabaseDownError):
        await scene.outbox(owner="bot-1", services=scene.without("delivered")).drain_once()
    scene.clock.move(LEASE_S + 1)
    assert await scene.outbox(owner="bot-2").drain_once() == 1
    assert len(scene.messages()) == 1
    assert await scene.services.records.undelivered() == 0


async def test_a_dead_drainers_row_is_taken_over_after_its_lease(scene: Scene) -> None:
    await scene.done(await scene.ask())
    await scene.services.records.claim_deliveries("dead", now_s=scene.clock(), most=1, lease_s=LEASE_S)
    assert await scene.outbox().drain_once() == 0
    scene.clock.move(LEASE_S + 1)
    assert await scene.outbox().drain_once() == 1


async def test_what_fails_is_tried_again_later_and_later(scene: Scene) -> None:
    await scene.done(await scene.ask())
    scene.refuse(*EDIT, status=503, code=0, times=3)
    waits: list[float] = []
    for _ in range(4):
        waits.append(0)
        while await scene.outbox().drain_once() == 0:
            scene.clock.move(1)
            waits[-1] += 1
    assert waits == [0, 2, 4, 8]
    assert names(scene.messages()[0]) == ["png", "mp3"]


async def test_after_a_day_it_is_given_up(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    await scene.done(await scene.ask())
    scene.refuse(*EDIT, status=503, code=0, times=None)
    await scene.outbox().drain_once()
    scene.clock.move(DAY_S)
    await scene.outbox().drain_once()
    scene.clock.move(DAY_S)
    assert await scene.outbox().drain_once() == 0
    assert "it did not get through for a day; last: Discord answered 503" in caplog.text


async def test_closed_direct_messages_are_given_up_and_the_clip_is_kept(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    card = await scene.ask(reach="token", private=True)
    await scene.done(card)
    scene.refuse(*BY_TOKEN, status=401, code=50027)
    scene.refuse(*POST, status=403, code=50007)
    await scene.outbox().drain_once()
    assert await scene.services.records.undelivered() == 0
    assert (await scene.record(card)).requests[0].clip is not None
    assert "given up after 1 attempts: Discord answered 403, code 50007" in caplog.text


async def test_a_card_whose_message_was_deleted_is_removed(scene: Scene) -> None:
    card = await scene.ask()
    await scene.done(card)
    scene.forget_messages()
    await scene.outbox().drain_once()
    assert (await scene.record(card)).card.state == "removed"
    assert await scene.services.records.undelivered() == 0


async def test_a_revoked_token_is_told_in_a_sentence_and_the_row_is_kept(scene: Scene) -> None:
    await scene.done(await scene.ask())
    scene.refuse(*EDIT, status=401, code=0)
    with pytest.raises(TokenRevokedError, match="Discord no longer accepts DISCORD_TOKEN"):
        await scene.outbox().drain_once()
    assert await scene.services.records.undelivered() == 1


async def test_a_revoked_token_is_told_whatever_else_goes_wrong(scene: Scene) -> None:
    cards = [await scene.ask() for _ in range(6)]
    for card in cards:
        await scene.done(card)
    scene.refuse("PATCH", f"*/{cards[3].message}", status=401, code=0)
    services = scene.without("delivered")
    with pytest.raises(TokenRevokedError):
        await scene.outbox(services=services).drain_once()


async def test_a_fault_of_ours_with_one_card_stops_no_other(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    broken, sound = await scene.ask(), await scene.ask()
    await scene.done(broken, number=0)
    await scene.done(sound, number=0)
    await scene.outbox(services=scene.with_artefacts(Cursed(scene.services.artefacts, broken.id))).drain_once()
    assert [names(message) for message in scene.messages()] == [[], ["png", "mp3"]]
    assert "the card can't be sent (error " in caplog.text
    scene.clock.move(10)
    await scene.outbox().drain_once()
    assert [names(message) for message in scene.messages()] == [["png", "mp3"], ["png", "mp3"]]


class Cursed(Artefacts):
    """A store that fails on one card's sound in a way that nobody foresaw."""

    def __init__(self, artefacts: Artefacts, card_id: str) -> None:
        self._artefacts, self._card_id = artefacts, card_id

    def get(self, key: str) -> bytes:
        content = self._artefacts.get(key)
        if self._card_id.encode() in content:
            raise ZeroDivisionError
        return content


async def test_a_row_whose_turn_came_too_late_is_left_to_its_lease(scene: Scene) -> None:
    card = await scene.ask()
    await scene.done(card)
    async with scene.turns.turn(card.origin.channel):
        draining = asyncio.create_task(scene.outbox().drain_once())
        await scene.claimed()
        await asyncio.sleep(0.1)
        scene.clock.move(PATIENCE_S)
    assert await draining == 1
    assert names(scene.messages()[0]) == []
    scene.clock.move(LEASE_S)
    await scene.outbox().drain_once()
    assert names(scene.messages()[0]) == ["png", "mp3"]


async def test_a_drain_ends_soon_after_it_is_asked_to(scene: Scene) -> None:
    stop, outbox = asyncio.Event(), scene.outbox()
    draining = asyncio.create_task(outbox.drain(stop))
    await scene.done(await scene.ask())
    outbox.call()
    await scene.delivered()
    stop.set()
    await asyncio.wait_for(draining, 30)
    assert names(scene.messages()[0]) == ["png", "mp3"]


async def test_a_call_wakes_the_drain_at_once(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery.outbox.LOOK_S", 1000.0)
    stop, outbox = asyncio.Event(), scene.outbox()
    draining = asyncio.create_task(outbox.drain(stop))
    await asyncio.sleep(0.2)
    await scene.done(await scene.ask())
    outbox.call()
    await asyncio.wait_for(scene.delivered(), 60)
    stop.set()
    outbox.call()
    await draining
