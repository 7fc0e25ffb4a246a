"""How a card's end reaches people, on a simulated Discord: each refusal has its defined end."""

import pytest

from bot.delivery.attempts import TOO_LARGE, Delivered, GivenUp, Outcome, Postponed, Removed, Revoked
from bot.delivery.content import FILES_GONE, Content, ended_content
from bot.records.values import Card
from tests.bot.delivery.scene import Scene, custom_ids, names

EDIT = ("PATCH", "/channels/*/messages/*")
POST = ("POST", "/channels/*/messages")
BY_TOKEN = ("PATCH", "/webhooks/*")


async def content_of(scene: Scene, card: Card) -> Content:
    return await ended_content(await scene.record(card), scene.services.artefacts)


async def end(scene: Scene, card: Card) -> Outcome:
    """Let a card's only request end with a clip, and show that."""
    await scene.done(card)
    return await scene.sender.send(card, await content_of(scene, card), now_s=scene.clock())


async def test_the_end_is_edited_into_the_cards_message(scene: Scene) -> None:
    card = await scene.ask()
    assert await end(scene, card) == Delivered()
    (message,) = scene.messages()
    assert str(message.id) == card.message
    assert names(message) == ["png", "mp3"]
    assert f"rf1:reroll:{card.id}" in custom_ids(message)


async def test_a_picture_has_its_description(scene: Scene) -> None:
    await end(scene, await scene.ask())
    picture, sound = scene.messages()[0].attachments
    assert (picture.description or "").startswith("Spectrogram of “lo-fi beats”")
    assert sound.description == "The sound, 5.1 s."


async def test_nobody_but_the_author_can_be_called(scene: Scene) -> None:
    card = await scene.ask()
    await end(scene, card)
    (body,) = [entry.json for entry in scene.env.http_requests if entry.method == "PATCH"]
    assert body is not None
    assert body["allowed_mentions"] == {"parse": [], "users": [int(card.origin.author)]}


async def test_it_is_edited_by_the_bots_token_an_hour_later_too(scene: Scene) -> None:
    card = await scene.ask()
    scene.clock.move(3600)
    await scene.env.advance_time(3600)
    assert await end(scene, card) == Delivered()
    assert names(scene.messages()[0]) == ["png", "mp3"]


async def test_a_card_without_a_known_message_is_found_by_its_buttons(scene: Scene) -> None:
    card = await scene.ask(noted=False)
    (shown,) = scene.messages()
    assert await end(scene, card) == Delivered(str(shown.id))
    assert [names(message) for message in scene.messages()] == [["png", "mp3"]]


async def test_a_card_without_any_message_is_posted(scene: Scene) -> None:
    card = await scene.ask(noted=False)
    scene.forget_messages()
    outcome = await end(scene, card)
    (message,) = scene.messages()
    assert outcome == Delivered(str(message.id))
    assert names(message) == ["png", "mp3"]


async def test_a_post_carries_the_cards_id_as_its_nonce(scene: Scene) -> None:
    card = await scene.ask(noted=False)
    scene.forget_messages()
    await end(scene, card)
    (body,) = [
        entry.json for entry in scene.env.http_requests if (entry.method, entry.path[-9:]) == ("POST", "/messages")
    ]
    assert body is not None
    assert (body["nonce"], body["enforce_nonce"]) == (card.id, True)


async def test_a_post_whose_answer_was_lost_is_not_posted_again(scene: Scene) -> None:
    card = await scene.ask(noted=False)
    scene.forget_messages()
    first = await end(scene, card)
    second = await scene.sender.send(card, await content_of(scene, card), now_s=scene.clock())
    assert first == second
    assert len(scene.messages()) == 1


async def test_a_deleted_message_is_not_posted_again(scene: Scene) -> None:
    card = await scene.ask()
    scene.forget_messages()
    assert await end(scene, card) == Removed()
    assert scene.messages() == scene.direct() == []


@pytest.mark.parametrize("code", [50013, 50001])
async def test_a_missing_permission_leaves_the_text_which_says_so(scene: Scene, code: int) -> None:
    card = await scene.ask()
    scene.refuse(*EDIT, status=403, code=code)
    assert await end(scene, card) == Delivered()
    (message,) = scene.messages()
    assert names(message) == []
    assert "I need the permission" in message.content


async def test_the_permission_that_is_missing_is_named(scene: Scene) -> None:
    card = await scene.ask()
    scene.forbid(attach_files=False)
    scene.refuse(*EDIT, status=403, code=50013)
    await end(scene, card)
    assert "permission **Attach Files** there." in scene.messages()[0].content


@pytest.mark.parametrize("code", [50013, 50001])
async def test_where_even_text_is_forbidden_the_author_gets_a_direct_message(scene: Scene, code: int) -> None:
    card = await scene.ask()
    scene.refuse(*EDIT, status=403, code=code, times=2)
    assert await end(scene, card) == Delivered(is_direct=True)
    (message,) = scene.direct()
    assert names(message) == ["png", "mp3"]
    assert "I need the permission" in message.content


@pytest.mark.parametrize("code", [10003, 10004])
async def test_when_the_channel_is_gone_the_author_gets_a_direct_message(scene: Scene, code: int) -> None:
    card = await scene.ask()
    scene.refuse(*EDIT, status=404, code=code)
    assert await end(scene, card) == Delivered(is_direct=True)
    assert [names(message) for message in scene.direct()] == [["png", "mp3"]]


@pytest.mark.parametrize(("status", "code"), [(413, 40005), (413, 0), (400, 40005)])
async def test_what_is_too_large_loses_its_picture_first(scene: Scene, status: int, code: int) -> None:
    card = await scene.ask()
    scene.refuse(*EDIT, status=status, code=code)
    assert await end(scene, card) == Delivered()
    assert names(scene.messages()[0]) == ["mp3"]


async def test_what_is_still_too_large_is_a_sentence(scene: Scene) -> None:
    card = await scene.ask()
    scene.refuse(*EDIT, status=413, code=40005, times=2)
    assert await end(scene, card) == Delivered()
    (message,) = scene.messages()
    assert names(message) == []
    assert TOO_LARGE in message.content


@pytest.mark.parametrize("code", [30046, 50083])
async def test_a_message_that_may_not_be_edited_gets_a_reply(scene: Scene, code: int) -> None:
    card = await scene.ask()
    scene.refuse(*EDIT, status=400, code=code)
    outcome = await end(scene, card)
    _, reply = scene.messages()
    assert outcome == Delivered(str(reply.id))
    assert names(reply) == ["png", "mp3"]
    assert reply.reference is not None
    assert str(reply.reference.message_id) == card.message


async def test_the_reply_is_not_sent_twice(scene: Scene) -> None:
    card = await scene.ask()
    scene.refuse(*EDIT, status=400, code=30046)
    first = await end(scene, card)
    scene.refuse(*EDIT, status=400, code=30046)
    assert await scene.sender.send(card, await content_of(scene, card), now_s=scene.clock()) == first
    assert len(scene.messages()) == 2


@pytest.mark.parametrize("status", [429, 500, 502, 503])
async def test_what_discord_can_do_nothing_about_now_is_postponed(scene: Scene, status: int) -> None:
    card = await scene.ask()
    scene.refuse(*EDIT, status=status, code=0)
    assert await end(scene, card) == Postponed(f"Discord answered {status}, code 0")


async def test_a_bots_token_that_is_not_valid_stops_it(scene: Scene) -> None:
    card = await scene.ask()
    scene.refuse(*EDIT, status=401, code=0)
    assert await end(scene, card) == Revoked()


async def test_any_other_refusal_leaves_the_text_with_the_code(scene: Scene) -> None:
    card = await scene.ask()
    scene.refuse(*EDIT, status=400, code=50035)
    assert await end(scene, card) == Delivered()
    (message,) = scene.messages()
    assert names(message) == []
    assert "code 50035" in message.content


async def test_any_other_refusal_of_the_text_too_is_given_up(scene: Scene) -> None:
    card = await scene.ask()
    scene.refuse(*EDIT, status=400, code=50035, times=2)
    assert await end(scene, card) == GivenUp("Discord answered 400, code 50035")


async def test_a_channel_whose_history_may_not_be_read_is_posted_to(scene: Scene) -> None:
    card = await scene.ask(noted=False)
    scene.forget_messages()
    scene.refuse("GET", "/channels/*/messages", status=403, code=50013)
    assert isinstance(await end(scene, card), Delivered)
    assert len(scene.messages()) == 1


async def test_files_that_are_gone_are_told_of(scene: Scene) -> None:
    card = await scene.ask()
    made = await scene.done(card)
    scene.services.artefacts.delete(made.mp3)
    assert await scene.sender.send(card, await content_of(scene, card), now_s=scene.clock()) == Delivered()
    (message,) = scene.messages()
    assert names(message) == ["png"]
    assert FILES_GONE in message.content


async def test_four_clips_are_one_message_with_a_contact_sheet(scene: Scene) -> None:
    card = await scene.ask(how_many=4)
    for number in range(4):
        await scene.done(card, number=number)
    await scene.sender.send(card, await content_of(scene, card), now_s=scene.clock())
    (message,) = scene.messages()
    assert names(message) == ["png", "mp3", "mp3", "mp3", "mp3"]
    assert (message.attachments[0].description or "").startswith("Contact sheet of A, B, C, D.")
