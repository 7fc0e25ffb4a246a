"""One row of the outbox: a card that somebody deletes meanwhile stays deleted."""

import asyncio

import pytest

from bot.delivery.attempts import Outcome
from bot.delivery.content import Content
from bot.delivery.sending import Sender
from bot.records.values import Card, Reach
from tests.bot.delivery.scene import Scene, names


async def test_a_card_that_was_deleted_while_it_waited_for_its_turn_is_not_shown(scene: Scene) -> None:
    card = await scene.ask()
    await scene.done(card)
    async with scene.turns.turn(card.origin.channel):
        draining = asyncio.create_task(scene.outbox().drain_once())
        await scene.claimed()
        await asyncio.sleep(0.1)
        await scene.services.records.remove_card(card.id, 0.0)
    await draining
    assert scene.edits() == []


class Overtaken(Sender):
    """A sender that is so slow that somebody deletes the card meanwhile."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene.bot)
        self._scene = scene

    async def send(self, card: Card, content: Content, *, now_s: float) -> Outcome:
        outcome = await super().send(card, content, now_s=now_s)
        await self._scene.services.records.remove_card(card.id, 0.0)
        return outcome


@pytest.mark.parametrize("reach", ["channel", "token"])
async def test_a_card_that_was_deleted_while_it_was_sent_is_taken_back(scene: Scene, reach: Reach) -> None:
    card = await scene.ask(reach=reach, private=reach == "token")
    await scene.done(card)
    await scene.outbox(sender=Overtaken(scene)).drain_once()
    message = scene.message_of(card)
    assert (message.content, names(message), message.components) == ("🗑️ Removed.", [], [])


async def test_so_is_one_that_was_posted_anew(scene: Scene) -> None:
    card = await scene.ask(noted=False)
    scene.forget_messages()
    await scene.done(card)
    await scene.outbox(sender=Overtaken(scene)).drain_once()
    (message,) = scene.messages()
    assert message.content == "🗑️ Removed."


async def test_what_an_outbox_of_the_same_name_held_is_shown_at_once(scene: Scene) -> None:
    card = await scene.ask()
    await scene.done(card)
    await scene.services.records.claim_deliveries("bot-1", now_s=scene.clock(), most=1, lease_s=30)
    stop = asyncio.Event()
    draining = asyncio.create_task(scene.outbox(owner="bot-1").drain(stop))
    await asyncio.wait_for(scene.delivered(), 60)
    stop.set()
    await draining
    assert names(scene.messages()[0]) == ["png", "mp3"]
