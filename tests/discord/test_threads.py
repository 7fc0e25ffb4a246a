"""Threads as Discord keeps them: one on a message, archived and opened again, locked, full, gone."""

import pytest

from tests.discord.calling import Caller
from tests.discord.stand_in import StandIn
from tests.discord.state import BOT_ID, COMPONENTS_V2, Channel, Json, Message, User


@pytest.fixture
async def first(caller: Caller, stand_in: StandIn, channel: Channel) -> Message:
    return await posted(caller, stand_in, channel, "the first")


async def posted(caller: Caller, stand_in: StandIn, channel: Channel, content: str, **more: Json) -> Message:
    status, told = await caller.call("POST", messages(channel), {"content": content, **more})
    assert status == 200, told
    return stand_in.world.messages[told["id"]]


def messages(channel: Channel) -> str:
    return f"/channels/{channel.id}/messages"


async def opened(caller: Caller, first: Message) -> tuple[int, int]:
    return await caller.code("POST", f"{messages(first.channel)}/{first.id}/threads", {"name": "a family"})


async def thread_on(caller: Caller, stand_in: StandIn, first: Message) -> Channel:
    assert await opened(caller, first) == (201, 0)
    return stand_in.world.channels[first.id]


async def test_a_message_has_one_thread_and_its_id(caller: Caller, stand_in: StandIn, first: Message) -> None:
    thread = await thread_on(caller, stand_in, first)
    assert (thread.id, thread.parent, thread.name) == (first.id, first.channel, "a family")
    assert await opened(caller, first) == (400, 160004)
    assert (await caller.call("GET", f"/channels/{thread.id}"))[1]["parent_id"] == first.channel.id


@pytest.mark.parametrize("why", ["full", "forbidden", "deleted", "inside a thread", "in direct messages"])
async def test_a_thread_that_cant_be_is_refused(caller: Caller, stand_in: StandIn, first: Message, why: str) -> None:
    guild = first.channel.guild
    assert guild is not None
    if why == "full":
        guild.threads_most = 0
    if why == "forbidden":
        first.channel.bot_may.discard("open_threads")
    if why == "deleted":
        await stand_in.delete(first)
    if why == "inside a thread":
        first = await posted(caller, stand_in, await thread_on(caller, stand_in, first), "a child")
    if why == "in direct messages":
        first = await posted(caller, stand_in, stand_in.world.channel_with(stand_in.new_user()), "alone")
    refused = {"full": (400, 160006), "forbidden": (403, 50013), "deleted": (404, 10008)}
    assert await opened(caller, first) == refused.get(why, (400, 50024))


async def test_an_archived_thread_makes_room_for_another(caller: Caller, stand_in: StandIn, first: Message) -> None:
    assert first.channel.guild is not None
    first.channel.guild.threads_most = 1
    thread = await thread_on(caller, stand_in, first)
    other = await posted(caller, stand_in, first.channel, "another")
    assert await opened(caller, other) == (400, 160006)
    await stand_in.threads.change(thread, archived=True)
    assert await opened(caller, other) == (201, 0)


async def test_a_post_opens_an_archived_thread_and_an_edit_does_not(
    caller: Caller, stand_in: StandIn, first: Message
) -> None:
    thread = await thread_on(caller, stand_in, first)
    child = await posted(caller, stand_in, thread, "a child")
    await stand_in.threads.change(thread, archived=True)
    assert await caller.code("PATCH", f"{messages(thread)}/{child.id}", {"content": "x"}) == (400, 50083)
    await posted(caller, stand_in, thread, "another")
    assert not thread.archived
    assert await caller.code("PATCH", f"{messages(thread)}/{child.id}", {"content": "x"}) == (200, 0)


@pytest.mark.parametrize("code", [50083, 160005])
async def test_a_locked_thread_takes_no_post(caller: Caller, stand_in: StandIn, first: Message, code: int) -> None:
    thread = await thread_on(caller, stand_in, first)
    await stand_in.threads.change(thread, archived=code == 50083, locked=True)
    assert await caller.code("POST", messages(thread), {"content": "x"}) == (400, code)


async def test_threads_have_a_permission_of_their_own(caller: Caller, stand_in: StandIn, first: Message) -> None:
    thread = await thread_on(caller, stand_in, first)
    first.channel.bot_may.discard("send_in_threads")
    assert await caller.code("POST", messages(thread), {"content": "x"}) == (403, 50013)
    assert (await caller.code("POST", messages(first.channel), {"content": "x"}))[0] == 200


@pytest.mark.parametrize("what", ["thread", "channel"])
async def test_a_thread_is_gone_with_its_channel_and_not_with_its_message(
    caller: Caller, stand_in: StandIn, first: Message, what: str
) -> None:
    thread = await thread_on(caller, stand_in, first)
    await stand_in.delete(first)
    assert (await caller.code("POST", messages(thread), {"content": "x"}))[0] == 200
    await stand_in.delete_channel(thread if what == "thread" else first.channel)
    assert await caller.code("POST", messages(thread), {"content": "x"}) == (404, 10003)


async def test_a_reply_does_not_reach_out_of_its_channel(caller: Caller, stand_in: StandIn, first: Message) -> None:
    thread = await thread_on(caller, stand_in, first)
    strict = {"content": "x", "message_reference": {"message_id": first.id}}
    assert (await caller.code("POST", messages(thread), strict))[0] == 400
    lenient = {"message_id": first.id, "fail_if_not_exists": False}
    assert (await posted(caller, stand_in, thread, "x", message_reference=lenient)).reply_to is None
    assert (await posted(caller, stand_in, first.channel, "x", message_reference=lenient)).reply_to == first.id


async def test_who_may_not_read_the_history_may_not_reply(caller: Caller, first: Message) -> None:
    first.channel.bot_may.discard("history")
    answer = {"content": "x", "message_reference": {"message_id": first.id, "fail_if_not_exists": False}}
    assert await caller.code("POST", messages(first.channel), answer) == (400, 160002)


LAYOUT = {"flags": COMPONENTS_V2, "components": [{"type": 10, "content": "words"}]}


@pytest.mark.parametrize(
    "payload",
    [
        {**LAYOUT, "content": "beside"},
        {"flags": COMPONENTS_V2, "components": [{"type": 10, "content": "x"}] * 41},
        {"flags": COMPONENTS_V2, "components": [{"type": 10, "content": "x" * 4001}]},
        {"flags": COMPONENTS_V2, "components": [{"type": 12, "items": [{"media": {"url": "attachment://a.png"}}]}]},
        {"components": [{"type": 10, "content": "words"}]},
    ],
)
async def test_a_layout_beyond_the_limits_is_refused(caller: Caller, channel: Channel, payload: Json) -> None:
    assert (await caller.code("POST", messages(channel), payload))[0] == 400


async def test_a_message_that_became_a_layout_takes_no_content_again(caller: Caller, first: Message) -> None:
    path = f"{messages(first.channel)}/{first.id}"
    assert (await caller.code("PATCH", path, LAYOUT))[0] == 400
    assert (await caller.code("PATCH", path, {**LAYOUT, "content": None}))[0] == 200
    assert (first.content, first.words.strip()) == ("", "words")
    assert (await caller.code("PATCH", path, {"content": "words"}))[0] == 400


@pytest.mark.usefixtures("bot")
async def test_a_person_replies_and_the_bot_reads_what_is_for_it(
    stand_in: StandIn, channel: Channel, user: User
) -> None:
    (session,) = stand_in.gateway.connected
    said = stand_in.say(stand_in.new_user("ben"), channel, "listen")
    await stand_in.reply(user, said, "louder")
    await stand_in.reply(user, said, f"<@{BOT_ID}> louder")
    heard = [event["d"] for event in session.events if event["t"] == "MESSAGE_CREATE"]
    assert [one["content"] for one in heard] == ["", f"<@{BOT_ID}> louder"]
    assert {one["message_reference"]["message_id"] for one in heard} == {said.id}


@pytest.mark.usefixtures("bot")
async def test_a_modal_of_labels_is_sent_back_as_a_client_does(stand_in: StandIn, channel: Channel, user: User) -> None:
    shown = await stand_in.slash("ask", user=user, channel=channel)
    with pytest.raises(AssertionError, match="client"):
        await stand_in.submit(shown)
    with pytest.raises(AssertionError, match="not asked for"):
        await stand_in.submit(shown, name="Ana", age="7")
