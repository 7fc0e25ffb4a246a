"""A word to somebody who waited long."""

import discord
import pytest

from bot.delivery.delivering import MOST_RETRY_S
from bot.delivery.pinging import LONG_S, NEWS_S
from bot.records import DatabaseDownError
from bot.records.values import Card
from tests.bot.choices.choosing import choose
from tests.bot.delivery.scene import Scene
from tests.bot.delivery.test_sending import EDIT, POST


async def ended_after(scene: Scene, waited_s: float) -> Card:
    card = await scene.ask()
    scene.clock.move(waited_s)
    await scene.done(card)
    await scene.outbox().drain_once()
    return card


async def test_who_waited_long_is_told_by_a_reply(scene: Scene) -> None:
    card = await ended_after(scene, LONG_S + 1)
    _, reply = scene.messages()
    assert reply.content == f"🎧 <@{card.origin.author}> ready"
    assert reply.reference is not None
    assert str(reply.reference.message_id) == card.message


async def test_only_they_are_called(scene: Scene) -> None:
    card = await ended_after(scene, LONG_S + 1)
    body = scene.posted()[-1]
    assert body["allowed_mentions"] == {"parse": [], "users": [int(card.origin.author)]}
    assert (body["nonce"], body["enforce_nonce"]) == (f"{card.id}-ping", True)


async def test_a_nonce_is_no_longer_than_discord_takes(scene: Scene) -> None:
    await ended_after(scene, LONG_S + 1)
    assert len("1" * 20 + "-ping") <= 25
    assert len(str(scene.posted()[-1]["nonce"])) <= 25


async def test_who_waited_shortly_is_not(scene: Scene) -> None:
    await ended_after(scene, LONG_S - 1)
    assert len(scene.messages()) == 1


@pytest.mark.parametrize(("choice", "expected"), [("ping", [False]), ("silent", [True]), ("none", [])])
async def test_it_is_done_as_they_chose(scene: Scene, choice: str, expected: list[bool]) -> None:
    await choose(scene.services.records, "user", scene.author.id, ping=choice)
    await ended_after(scene, LONG_S + 1)
    silent = [message.flags.suppress_notifications for message in scene.messages()[1:]]
    assert silent == expected


async def test_nobody_is_called_more_loudly_than_the_server_has_it(scene: Scene) -> None:
    card = await scene.ask()
    await choose(scene.services.records, "server", card.origin.server, loudest_ping="none")
    scene.clock.move(LONG_S + 1)
    await scene.done(card)
    await scene.outbox().drain_once()
    assert len(scene.messages()) == 1


async def test_a_failure_calls_nobody(scene: Scene) -> None:
    card = await scene.ask()
    scene.clock.move(LONG_S + 1)
    await scene.failed(card)
    await scene.outbox().drain_once()
    assert len(scene.messages()) == 1


async def test_an_end_that_is_shown_once_more_is_no_news(scene: Scene) -> None:
    card = await ended_after(scene, LONG_S + 1)
    scene.clock.move(NEWS_S)
    await scene.services.records.redeliver(card.id)
    await scene.outbox().drain_once()
    assert len(scene.messages()) == 2


async def test_a_card_reached_by_a_token_is_left_alone(scene: Scene) -> None:
    card = await scene.ask(reach="token", private=True)
    scene.clock.move(LONG_S + 1)
    await scene.done(card)
    await scene.outbox().drain_once()
    assert scene.posted() == []


async def test_a_word_that_does_not_get_through_is_not_tried_again(scene: Scene) -> None:
    scene.refuse(*POST, status=403, code=50013)
    await ended_after(scene, LONG_S + 1)
    scene.clock.move(MOST_RETRY_S)
    assert await scene.outbox().drain_once() == 0
    assert len(scene.messages()) == 1


async def test_the_reply_is_to_a_message_that_need_not_exist_any_more(scene: Scene) -> None:
    await ended_after(scene, LONG_S + 1)
    reference = scene.posted()[-1]["message_reference"]
    assert isinstance(reference, dict)
    assert reference["fail_if_not_exists"] is False
    assert isinstance(scene.messages()[1], discord.Message)


async def test_who_gets_the_clip_as_a_direct_message_needs_no_other_word(scene: Scene) -> None:
    scene.refuse(*EDIT, status=404, code=10003)
    await ended_after(scene, LONG_S + 1)
    assert len(scene.direct()) == 1
    assert len(scene.messages()) == 1


async def test_nothing_is_said_of_a_clip_that_is_not_marked_as_shown(scene: Scene) -> None:
    card = await scene.ask()
    scene.clock.move(LONG_S + 1)
    await scene.done(card)
    with pytest.raises(DatabaseDownError):
        await scene.outbox(services=scene.without("delivered")).drain_once()
    assert len(scene.messages()) == 1
