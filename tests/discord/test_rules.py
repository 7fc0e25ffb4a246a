"""The rules that Discord keeps, kept by the stand-in: what a bot must not do is refused, with Discord's codes."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from tests.discord.calling import Caller
from tests.discord.interactions import FIRST_ANSWER_S
from tests.discord.stand_in import StandIn
from tests.discord.state import APPLICATION_ID, Channel, Guild, Interaction, Json, Kind, MiB, User, snowflake


async def begun(stand_in: StandIn, channel: Channel, user: User) -> Interaction:
    return await stand_in.begin(Kind.COMMAND, user, channel, {"name": "riff"})


def callback(interaction: Interaction) -> str:
    return f"/interactions/{interaction.id}/{interaction.token}/callback"


def webhook(interaction: Interaction, rest: str = "") -> str:
    return f"/webhooks/{APPLICATION_ID}/{interaction.token}{rest}"


def said(content: str, **more: Json) -> Mapping[str, Any]:
    return {"type": 4, "data": {"content": content, **more}}


async def test_an_interaction_is_answered_once(caller: Caller, stand_in: StandIn, channel: Channel, user: User) -> None:
    interaction = await begun(stand_in, channel, user)
    assert (await caller.call("POST", callback(interaction), said("one")))[0] == 204
    assert await caller.code("POST", callback(interaction), said("two")) == (400, 40060)
    assert [message.content for message in stand_in.seen(channel)] == ["one"]


async def test_an_answer_after_3_s_is_for_nobody(
    caller: Caller, stand_in: StandIn, channel: Channel, user: User
) -> None:
    interaction = await begun(stand_in, channel, user)
    stand_in.interactions.first_answer_s = FIRST_ANSWER_S
    interaction.asked_s -= FIRST_ANSWER_S + 0.01
    assert await caller.code("POST", callback(interaction), said("late")) == (404, 10062)


async def test_a_token_dies_and_the_bots_own_does_not(
    caller: Caller, stand_in: StandIn, channel: Channel, user: User
) -> None:
    stand_in.interactions.token_life_s = 0.05
    interaction = await begun(stand_in, channel, user)
    await caller.call("POST", callback(interaction), said("card"))
    (message,) = stand_in.seen(channel)
    await asyncio.sleep(0.06)
    edit = {"content": "edited"}
    assert await caller.code("PATCH", webhook(interaction, "/messages/@original"), edit) == (401, 50027)
    assert await caller.code("POST", webhook(interaction), edit) == (401, 50027)
    assert (await caller.code("PATCH", f"/channels/{channel.id}/messages/{message.id}", edit))[0] == 200


async def test_what_one_person_sees_is_reached_by_the_interactions_token_only(
    caller: Caller, stand_in: StandIn, channel: Channel, user: User
) -> None:
    interaction = await begun(stand_in, channel, user)
    await caller.call("POST", callback(interaction), said("psst", flags=64))
    assert interaction.original is not None
    path = f"/channels/{channel.id}/messages/{interaction.original.id}"
    assert await caller.code("PATCH", path, {"content": "edited"}) == (404, 10008)
    own = webhook(interaction, f"/messages/{interaction.original.id}")
    assert (await caller.code("PATCH", own, {"content": "edited"}))[0] == 200


async def test_a_token_reaches_no_other_interactions_message(
    caller: Caller, stand_in: StandIn, channel: Channel, user: User
) -> None:
    one, other = await begun(stand_in, channel, user), await begun(stand_in, channel, user)
    await caller.call("POST", callback(one), said("one"))
    await caller.call("POST", callback(other), said("other"))
    assert one.original is not None
    path = webhook(other, f"/messages/{one.original.id}")
    assert await caller.code("PATCH", path, {"content": "mine"}) == (404, 10008)


async def test_without_the_bot_in_the_server_there_are_5_follow_ups(
    caller: Caller, stand_in: StandIn, user: User
) -> None:
    channel = await stand_in.new_channel(await stand_in.new_guild(has_bot=False))
    interaction = await begun(stand_in, channel, user)
    await caller.call("POST", callback(interaction), said("card"))
    codes = [await caller.code("POST", webhook(interaction), {"content": "more"}) for _ in range(6)]
    assert [status for status, _ in codes] == [200] * 5 + [400]
    assert await caller.code("POST", f"/channels/{channel.id}/messages", {"content": "no"}) == (403, 50001)


async def test_an_equal_nonce_makes_no_second_message(caller: Caller, stand_in: StandIn, channel: Channel) -> None:
    post = {"content": "once", "nonce": "n1", "enforce_nonce": True}
    _, one = await caller.call("POST", f"/channels/{channel.id}/messages", post)
    _, two = await caller.call("POST", f"/channels/{channel.id}/messages", post)
    assert one["id"] == two["id"]
    assert len(stand_in.seen(channel)) == 1


async def test_a_forgotten_nonce_makes_a_second_message(caller: Caller, stand_in: StandIn, channel: Channel) -> None:
    stand_in.posting.nonce_life_s = 0
    post = {"content": "twice", "nonce": "n1", "enforce_nonce": True}
    for _ in range(2):
        await caller.call("POST", f"/channels/{channel.id}/messages", post)
    assert len(stand_in.seen(channel)) == 2


@pytest.mark.parametrize(("missing", "code"), [("view", (403, 50001)), ("send", (403, 50013)), ("history", (200, 0))])
async def test_what_the_bot_may_not_is_refused(
    caller: Caller, channel: Channel, missing: str, code: tuple[int, int]
) -> None:
    channel.bot_may.discard(missing)
    assert await caller.code("POST", f"/channels/{channel.id}/messages", {"content": "x"}) == code


async def test_without_history_a_channel_looks_empty(caller: Caller, channel: Channel) -> None:
    await caller.call("POST", f"/channels/{channel.id}/messages", {"content": "x"})
    channel.bot_may.discard("history")
    assert await caller.call("GET", f"/channels/{channel.id}/messages") == (200, [])


async def test_files_need_a_permission_of_their_own(caller: Caller, channel: Channel) -> None:
    channel.bot_may.discard("attach")
    assert await caller.upload(f"/channels/{channel.id}/messages", 10) == (403, 50013)


@pytest.mark.parametrize(("sizes", "status"), [((MiB,), 200), ((2 * MiB + 1,), 413), ((2 * MiB,) * 13, 413)])
async def test_large_files_are_refused(caller: Caller, channel: Channel, sizes: tuple[int, ...], status: int) -> None:
    assert channel.guild is not None
    channel.guild.upload_limit = 2 * MiB
    assert (await caller.upload(f"/channels/{channel.id}/messages", *sizes))[0] == status


async def test_who_takes_no_messages_gets_none(caller: Caller, stand_in: StandIn) -> None:
    direct = stand_in.world.channel_with(stand_in.new_user("ben", takes_messages=False))
    assert await caller.code("POST", f"/channels/{direct.id}/messages", {"content": "x"}) == (403, 50007)


async def test_what_was_deleted_is_unknown(caller: Caller, stand_in: StandIn, channel: Channel) -> None:
    _, told = await caller.call("POST", f"/channels/{channel.id}/messages", {"content": "x"})
    path = f"/channels/{channel.id}/messages/{told['id']}"
    await stand_in.delete(stand_in.world.messages[told["id"]])
    assert await caller.code("PATCH", path, {"content": "y"}) == (404, 10008)
    await stand_in.delete_channel(channel)
    assert await caller.code("PATCH", path, {"content": "y"}) == (404, 10003)


async def test_an_edit_keeps_the_attachments_that_it_lists(caller: Caller, stand_in: StandIn, channel: Channel) -> None:
    path = f"/channels/{channel.id}/messages"
    await caller.upload(path, 1, 2)
    (message,) = stand_in.seen(channel)
    kept = message.files[1]
    await caller.call("PATCH", f"{path}/{message.id}", {"attachments": [{"id": kept.id}]})
    assert message.files == (kept,)
    await caller.call("PATCH", f"{path}/{message.id}", {"content": "no word of files"})
    assert message.files == (kept,)


@pytest.mark.parametrize(
    "payload",
    [
        {"content": "x" * 2001},
        {"content": "x", "nonce": "n" * 26},
        {"content": "x", "attachments": [{"id": "0", "description": "x" * 1025}]},
        {"content": "x", "components": [{"type": 1, "components": [{"type": 2, "style": 2, "custom_id": "a"}]}]},
        {"embeds": [{"description": "x" * 4000}, {"description": "x" * 2001}]},
        {},
    ],
)
async def test_a_message_beyond_the_limits_is_refused(
    caller: Caller, channel: Channel, payload: dict[str, Any]
) -> None:
    assert (await caller.code("POST", f"/channels/{channel.id}/messages", payload))[0] == 400


async def test_calls_beyond_the_rate_are_told_how_long_to_wait(caller: Caller, channel: Channel) -> None:
    path = f"/channels/{channel.id}/messages"
    for _ in range(5):
        assert (await caller.call("POST", path, {"content": "x"}))[0] == 200
    status, told = await caller.call("POST", path, {"content": "x"})
    assert status == 429
    assert 4 < told["retry_after"] <= 5


async def test_a_wrong_token_is_refused(caller: Caller) -> None:
    caller.headers = {"Authorization": "Bot wrong"}
    assert await caller.code("GET", "/users/@me") == (401, 0)


async def test_a_route_that_is_missing_here_is_noticed(caller: Caller, stand_in: StandIn) -> None:
    assert (await caller.code("GET", "/stage-instances/1"))[0] == 404
    assert len(stand_in.violations()) == 1


async def test_an_id_has_its_time_in_it() -> None:
    assert int(snowflake()) < int(snowflake())
    assert Guild("a").id != Guild("a").id
