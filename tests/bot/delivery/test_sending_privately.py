"""How a card's end reaches people where only an interaction's token, or nothing but a direct message, does."""

from dataclasses import replace

import discord
import pytest

from bot.delivery.attempts import LATE, Delivered, GivenUp
from tests.bot.delivery.scene import Scene, names
from tests.bot.delivery.test_sending import BY_TOKEN, POST, content_of, end


async def test_a_private_card_is_edited_by_the_interactions_token(scene: Scene) -> None:
    card = await scene.ask(reach="token", private=True)
    assert await end(scene, card) == Delivered()
    assert names(scene.message_of(card)) == ["png", "mp3"]
    assert scene.direct() == []


async def test_after_15_minutes_a_private_clip_comes_as_a_direct_message(scene: Scene) -> None:
    card = await scene.ask(reach="token", private=True)
    scene.clock.move(15 * 60)
    assert await end(scene, card) == Delivered(is_direct=True)
    (message,) = scene.direct()
    assert names(message) == ["png", "mp3"]
    assert LATE in message.content


async def test_a_direct_message_is_not_sent_twice_either(scene: Scene) -> None:
    card = await scene.ask(reach="token", private=True)
    scene.clock.move(15 * 60)
    await end(scene, card)
    await scene.sender.send(card, await content_of(scene, card), now_s=scene.clock())
    assert len(scene.direct()) == 1


@pytest.mark.parametrize(("status", "code"), [(401, 50027), (404, 10015), (404, 10062)])
async def test_a_dead_token_is_answered_with_a_direct_message(scene: Scene, status: int, code: int) -> None:
    card = await scene.ask(reach="token", private=True)
    scene.refuse(*BY_TOKEN, status=status, code=code)
    assert await end(scene, card) == Delivered(is_direct=True)
    assert [names(message) for message in scene.direct()] == [["png", "mp3"]]


@pytest.mark.parametrize("code", [50007, 50278])
async def test_closed_direct_messages_are_given_up(scene: Scene, code: int) -> None:
    card = await scene.ask(reach="token", private=True)
    scene.clock.move(15 * 60)
    scene.refuse(*POST, status=403, code=code)
    assert await end(scene, card) == GivenUp(f"Discord answered 403, code {code}")
    assert (await scene.record(card)).requests[0].clip is not None


async def test_a_card_of_a_direct_channel_is_posted_there(scene: Scene) -> None:
    direct = await scene.bot.create_dm(discord.Object(scene.author.id))
    card = await scene.ask(noted=False)
    origin = card.origin.model_copy(update={"server": None, "channel": str(direct.id)})
    await scene.done(card)
    outcome = await scene.sender.send(replace(card, origin=origin), await content_of(scene, card), now_s=scene.clock())
    (message,) = scene.direct()
    assert outcome == Delivered(str(message.id))
