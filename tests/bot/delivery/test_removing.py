"""Cards whose messages somebody deleted."""

from dataclasses import replace

import pytest

from bot.delivery.removing import messages_gone
from core.artefacts import ArtefactGoneError
from core.ending import Ended
from core.lanes import Lanes
from tests.bot.delivery.away import NOWHERE
from tests.bot.delivery.scene import Scene, names
from tests.bot.delivery.test_sweeping import stick


async def gone(scene: Scene, message: str | None) -> None:
    await messages_gone(scene.services, scene.bot, channel=scene.channel.id, messages=[int(message or 0)])


async def test_what_waits_for_a_deleted_message_is_called_off(scene: Scene) -> None:
    card = await scene.ask(how_many=2)
    await scene.enqueue(card)
    await gone(scene, card.message)
    states = scene.services.lanes.states([f"{card.id}-0", f"{card.id}-1"])
    assert set(states.values()) == {"cancelled"}
    assert (await scene.record(card)).card.state == "removed"


async def test_messages_that_go_while_the_database_is_away_are_no_fault(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    await scene.services.records.close()
    await gone(scene, "1")
    assert "nobody knows" in caplog.text


async def test_what_no_lane_knows_is_ended_too(scene: Scene) -> None:
    card = await scene.ask()
    await gone(scene, card.message)
    assert (await scene.record(card)).requests[0].state == "cancelled"


async def test_nothing_is_posted_for_it_any_more(scene: Scene) -> None:
    card = await scene.ask()
    scene.forget_messages()
    await gone(scene, card.message)
    await scene.services.records.end_request(Ended(request=f"{card.id}-0", end="cancelled"), now_s=scene.clock())
    assert await scene.outbox().drain_once() == 0
    assert scene.messages() == []


async def test_a_clip_that_came_all_the_same_is_not_shown(scene: Scene) -> None:
    card = await scene.ask()
    await scene.enqueue(card)
    await gone(scene, card.message)
    await scene.done(card)
    assert await scene.outbox().drain_once() == 0
    assert names(scene.messages()[0]) == []


async def test_an_ended_card_that_was_not_shown_yet_is_removed_too(scene: Scene) -> None:
    card = await scene.ask()
    await scene.done(card)
    await gone(scene, card.message)
    assert await scene.services.records.undelivered() == 0


async def test_the_clips_of_a_deleted_message_are_deleted_with_their_bytes(scene: Scene) -> None:
    card = await scene.ask()
    made = await scene.done(card)
    await gone(scene, card.message)
    clip = (await scene.record(card)).requests[0].clip
    assert clip is not None
    assert clip.deleted_s == scene.clock()
    for key in (made.png, made.mp3):
        with pytest.raises(ArtefactGoneError):
            scene.services.artefacts.get(key)


async def test_a_store_that_is_away_keeps_no_card_from_being_removed(scene: Scene) -> None:
    card = await scene.ask()
    made = await scene.done(card)
    stick(scene, made.mp3)
    await gone(scene, card.message)
    assert (await scene.record(card)).card.state == "removed"
    assert [left.id for left in await scene.services.records.sweepable(0.0, 9)] == [f"{card.id}-0"]


async def test_messages_that_were_deleted_together_are_all_heard_of(scene: Scene) -> None:
    cards = [await scene.ask() for _ in range(3)]
    messages = {int(card.message or 0) for card in cards} | {12345}
    await messages_gone(scene.services, scene.bot, channel=scene.channel.id, messages=messages)
    assert [(await scene.record(card)).card.state for card in cards] == ["removed"] * 3


async def test_any_other_message_is_none_of_our_business(scene: Scene) -> None:
    card = await scene.ask()
    await gone(scene, "12345")
    assert (await scene.record(card)).card.state == "open"


async def test_it_is_removed_although_the_queue_is_away(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    card = await scene.ask()
    away = Lanes(NOWHERE)
    services = replace(scene.services, lanes=away)
    await messages_gone(services, scene.bot, channel=scene.channel.id, messages=[int(card.message or 0)])
    assert (await scene.record(card)).card.state == "removed"
    assert "could not be called off" in caplog.text


async def test_a_card_that_is_no_longer_shown_is_left_as_it_is(scene: Scene) -> None:
    card = await scene.ask(placed=False)
    await scene.services.records.refuse(card.id)
    await gone(scene, card.message)
    assert (await scene.record(card)).card.state == "refused"
