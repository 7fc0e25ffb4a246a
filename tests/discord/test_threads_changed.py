"""Threads without a message, and what is done to threads and messages: renamed, put away, pinned, let in."""

import pytest

from tests.discord.calling import Caller
from tests.discord.stand_in import StandIn
from tests.discord.state import Channel

PUBLIC, PRIVATE = 11, 12


async def opened(caller: Caller, stand_in: StandIn, channel: Channel, *, kind: int = PRIVATE) -> Channel:
    asked = {"name": "a jam", "type": kind}
    status, told = await caller.call("POST", f"/channels/{channel.id}/threads", asked)
    assert (status, told["type"], told["parent_id"]) == (201, kind, channel.id)
    return stand_in.world.channels[told["id"]]


@pytest.mark.parametrize("kind", [PUBLIC, PRIVATE])
async def test_a_thread_is_opened_without_a_message(
    caller: Caller, stand_in: StandIn, channel: Channel, kind: int
) -> None:
    thread = await opened(caller, stand_in, channel, kind=kind)
    assert (await caller.code("POST", f"/channels/{thread.id}/messages", {"content": "x"}))[0] == 200
    assert (await caller.code("POST", f"/channels/{thread.id}/threads", {"name": "inside"}))[1] == 50024


async def test_who_may_open_no_thread_opens_none_without_a_message_either(caller: Caller, channel: Channel) -> None:
    channel.bot_may.discard("open_threads")
    assert await caller.code("POST", f"/channels/{channel.id}/threads", {"name": "a jam"}) == (403, 50013)


async def test_somebody_is_let_into_a_thread(caller: Caller, stand_in: StandIn, channel: Channel) -> None:
    thread = await opened(caller, stand_in, channel)
    assert (await caller.call("PUT", f"/channels/{thread.id}/thread-members/7"))[0] == 204
    assert thread.members == {"7"}


async def test_a_thread_that_is_put_away_is_not_renamed_until_it_is_back(
    caller: Caller, stand_in: StandIn, channel: Channel
) -> None:
    thread = await opened(caller, stand_in, channel)
    path = f"/channels/{thread.id}"
    assert (await caller.call("PATCH", path, {"name": "done", "archived": True}))[1]["name"] == "done"
    assert await caller.code("PATCH", path, {"name": "again"}) == (400, 50083)
    assert (await caller.code("PATCH", path, {"archived": False}))[0] == 200
    assert (thread.name, thread.archived) == ("done", False)


async def test_a_channel_is_not_changed_as_threads_are(caller: Caller, channel: Channel) -> None:
    assert await caller.code("PATCH", f"/channels/{channel.id}", {"name": "mine"}) == (403, 50013)


async def test_a_message_is_pinned(caller: Caller, stand_in: StandIn, channel: Channel) -> None:
    messages = f"/channels/{channel.id}/messages"
    _, told = await caller.call("POST", messages, {"content": "a board"})
    assert (await caller.call("PUT", f"{messages}/pins/{told['id']}"))[0] == 204
    assert stand_in.world.messages[told["id"]].pinned
    assert (await caller.call("GET", f"{messages}/{told['id']}"))[1]["pinned"]


async def test_the_bot_may_make_no_events(caller: Caller, channel: Channel) -> None:
    assert channel.guild is not None
    assert await caller.code("POST", f"/guilds/{channel.guild.id}/scheduled-events", {}) == (403, 50013)
