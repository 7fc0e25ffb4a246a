"""An edit that shows a card's progress, and never has the last word over its end."""

import asyncio

import pytest

from bot.delivery.content import Content
from bot.delivery.editing import Editor
from bot.delivery.pace import MESSAGE_EVERY_S
from bot.delivery.progress import FAREWELL, FAREWELL_S
from bot.records.values import Card, Reach
from tests.bot.delivery.scene import Scene, names
from tests.bot.delivery.test_refreshing import look, painting, refresher
from tests.bot.delivery.test_sending import BY_TOKEN, EDIT


@pytest.mark.parametrize(
    ("fault", "edits"), [((403, 50013), 1), ((403, 50001), 1), ((404, 10003), 1), ((503, 0), 2), ((429, 0), 2)]
)
async def test_what_was_refused_for_good_is_not_tried_again(scene: Scene, fault: tuple[int, int], edits: int) -> None:
    _, batch = await painting(scene)
    scene.refuse(*EDIT, status=fault[0], code=fault[1])
    refreshing = refresher(scene)
    for done in (6, 7):
        scene.services.lanes.beat(batch, now_s=scene.clock(), done=done, total=25)
        await look(refreshing)
        scene.clock.move(MESSAGE_EVERY_S)
    assert len(scene.edits()) == edits


async def test_a_dead_token_is_not_tried_again(scene: Scene) -> None:
    card = await scene.ask(reach="token", private=True)
    await scene.enqueue(card)
    scene.refuse(*BY_TOKEN, status=401, code=50027)
    refreshing = refresher(scene)
    for _ in range(2):
        await look(refreshing)
        scene.clock.move(100)
    assert len(scene.edits()) == 1


async def test_progress_that_waited_for_its_turn_finds_the_end(scene: Scene) -> None:
    card, _ = await painting(scene)
    refreshing = refresher(scene)
    await refreshing.look()
    async with scene.turns.turn(card.origin.channel):
        await scene.done(card)
    await refreshing.settle()
    assert scene.edits() == []


async def test_a_channel_in_which_somebody_has_the_turn_is_left_alone(scene: Scene) -> None:
    card, _ = await painting(scene)
    refreshing = refresher(scene)
    async with scene.turns.turn(card.origin.channel):
        await refreshing.look()
    await refreshing.settle()
    assert scene.edits() == []


class Overtaken(Editor):
    """An editor whose edit is so slow that another process delivers the end meanwhile."""

    def __init__(self, scene: Scene, card: Card) -> None:
        super().__init__(scene.services, scene.sender, turns=scene.turns, owner="bot-1")
        self._scene, self._card = scene, card

    async def _send(self, card: Card, content: Content) -> None:
        await self._scene.done(self._card)
        await self._scene.outbox_of_another_process().drain_once()
        await super()._send(card, content)


@pytest.mark.parametrize("reach", ["channel", "token"])
async def test_progress_that_came_after_the_end_is_written_over(scene: Scene, reach: Reach) -> None:
    card = await scene.ask(reach=reach, private=reach == "token")
    await scene.enqueue(card)
    await look(refresher(scene, editor=Overtaken(scene, card)))
    assert await scene.outbox().drain_once() == 1
    message = scene.message_of(card)
    assert names(message) == ["png", "mp3"]
    assert "1st" not in message.content
    assert scene.direct() == []


class Interrupted(Editor):
    """An editor whose card ends during its edit; our own outbox hears of it and waits for the turn."""

    def __init__(self, scene: Scene, card: Card) -> None:
        super().__init__(scene.services, scene.sender, turns=scene.turns, owner="bot-1")
        self._scene, self._card = scene, card
        self.draining: asyncio.Task[int] | None = None

    async def _send(self, card: Card, content: Content) -> None:
        await super()._send(card, content)
        await self._scene.done(self._card)
        self.draining = asyncio.create_task(self._scene.outbox(owner="bot-1").drain_once())
        await self._scene.claimed()


async def test_an_end_that_comes_during_an_edit_is_uploaded_once(scene: Scene) -> None:
    card, _ = await painting(scene)
    editor = Interrupted(scene, card)
    await look(refresher(scene, editor=editor))
    assert editor.draining is not None
    await editor.draining
    assert await scene.outbox().drain_once() == 0
    assert names(scene.messages()[0]) == ["png", "mp3"]
    assert len(scene.edits()) == 2


@pytest.mark.parametrize("status", [503, 429])
async def test_what_was_not_shown_is_tried_again(scene: Scene, status: int) -> None:
    await painting(scene)
    refreshing = refresher(scene)
    scene.refuse(*EDIT, status=status, code=0)
    await look(refreshing)
    scene.clock.move(MESSAGE_EVERY_S)
    await look(refreshing)
    assert "5/25" in scene.messages()[0].content


async def test_a_farewell_that_was_not_shown_is_tried_again(scene: Scene) -> None:
    card = await scene.ask(reach="token", private=True)
    await scene.enqueue(card)
    refreshing = refresher(scene)
    scene.clock.move(FAREWELL_S)
    scene.refuse(*BY_TOKEN, status=503, code=0)
    await look(refreshing)
    scene.clock.move(MESSAGE_EVERY_S)
    await look(refreshing)
    assert scene.message_of(card).content.endswith(FAREWELL)
