"""Our own message in a channel, by its buttons."""

from dataclasses import replace

import discord
import pytest

from bot.delivery.finding import FIRST_SEARCHED, own_message, target_of, verb_of
from bot.records.values import Card
from tests.bot.delivery.scene import Scene


async def found(scene: Scene, card: Card) -> int | None:
    assert scene.bot.user is not None
    return await own_message(scene.bot.get_partial_messageable(scene.channel.id), card, me=scene.bot.user.id)


def talk(scene: Scene, messages: int) -> None:
    """Let others write in the channel."""
    for number in range(messages):
        scene.env.backend.create_message(scene.channel.id, scene.author.id, str(number))


async def said(scene: Scene, custom_id: str) -> discord.Message:
    """Let the bot write something with a button."""
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(custom_id=custom_id, label="A button"))
    return await scene.bot.get_partial_messageable(scene.channel.id).send("words", view=view)


@pytest.mark.parametrize(
    ("custom_id", "verb", "target"),
    [
        ("rf1:cancel:12", "cancel", "12"),
        ("rf1:vary:12-0:x", "vary", "12-0"),
        ("rf9:new:12", "new", "12"),
        ("other", "", ""),
        ("a:b", "", ""),
    ],
)
def test_a_buttons_id_tells_what_it_does_and_to_what(custom_id: str, verb: str, target: str) -> None:
    assert (verb_of(custom_id), target_of(custom_id)) == (verb, target)


async def test_a_card_is_found_by_its_button(scene: Scene) -> None:
    card = await scene.ask()
    assert await found(scene, replace(card, message=None)) == int(card.message or 0)


async def test_the_message_that_a_card_is_known_by_is_not_looked_for(scene: Scene) -> None:
    assert await found(scene, await scene.ask()) is None


async def test_a_card_is_found_by_a_button_of_its_clip(scene: Scene) -> None:
    card = await scene.ask()
    sent = await said(scene, f"rf1:export:{card.id}-3")
    assert await found(scene, card) == sent.id


async def test_the_question_that_a_card_comes_of_is_not_taken_for_it(scene: Scene) -> None:
    card = await scene.ask()
    await said(scene, f"rf1:allow:{card.id}")
    assert await found(scene, card) is None


async def test_another_card_whose_id_begins_alike_is_not_taken_for_it(scene: Scene) -> None:
    card = await scene.ask()
    assert await found(scene, replace(card, id=card.id[:-1], message=None)) is None


async def test_somebody_elses_message_is_not_taken_for_ours(scene: Scene) -> None:
    card = await scene.ask(noted=False)
    (message,) = scene.messages()
    scene.env.backend.messages[scene.channel.id][message.id].author_id = scene.author.id
    assert await found(scene, card) is None


async def test_what_was_posted_just_now_is_found_however_much_was_said_before(scene: Scene) -> None:
    card = await scene.ask(noted=False)
    message = scene.messages()[0]
    talk(scene, FIRST_SEARCHED)
    again = scene.env.backend.create_message(scene.channel.id, message.author.id, "again")
    again.components = scene.env.backend.messages[scene.channel.id].pop(message.id).components
    assert await found(scene, card) == again.id
