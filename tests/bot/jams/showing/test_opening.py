"""The thread of a jam is opened, or there is a reason that is told."""

from dataclasses import replace

import discord
import pytest
from simcord.actors import MemberActor

from bot.jams.machine import Plan
from bot.jams.machine.acts import Noted
from bot.jams.moving import created
from bot.jams.showing import threads
from bot.jams.showing.opening import let_in, name_of_thread
from bot.records.jam import Jam, JamRules
from tests.bot.jams.machine.game import planned
from tests.bot.stage import Stage, custom_ids

THREADS = "/channels/*/threads"


async def begun(stage: Stage, *, name: str = "Friday", host: MemberActor | None = None, **rules: object) -> Jam:
    agreed = JamRules("battle", 4, **rules)  # type: ignore[arg-type]
    plan = Plan(str(stage.guild.id), str(stage.channel.id), name, "rain", agreed)
    return await created(stage.services, plan, host=str((host or stage.ana).id))


async def tended(stage: Stage, jam: Jam) -> Jam:
    return await threads.tend(stage.services, stage.bot, jam)


def announced(stage: Stage) -> list[discord.Message]:
    return [one for one in stage.messages() if one.type is discord.MessageType.default]


async def test_a_jam_is_announced_and_its_thread_is_on_that_message(stage: Stage) -> None:
    jam = await tended(stage, await begun(stage))
    (message,) = announced(stage)
    (thread,) = stage.channel.threads
    assert jam.thread == str(thread.id) == str(message.id)
    assert (thread.name, list(custom_ids(message))) == ("🎶 JAM · Friday", ["Join"])
    assert message.content.startswith(
        f"🎶 **Friday** · battle of 4 sections · <@{stage.ana.id}> begins a jam · `{jam.id}`"
    )


async def test_whoever_is_cut_off_in_between_opens_no_second_one(stage: Stage) -> None:
    jam = await begun(stage)
    first = await tended(stage, jam)
    await stage.services.records.drop_jam_post(jam.id, "announced")
    assert (await tended(stage, jam)).thread == first.thread
    assert (len(announced(stage)), len(stage.channel.threads)) == (1, 1)


async def test_one_that_has_a_thread_gets_no_other(stage: Stage) -> None:
    jam = await tended(stage, await begun(stage))
    assert await tended(stage, jam) is jam


@pytest.mark.parametrize(
    ("code", "why"),
    [(50013, "**Create Public Threads**"), (160006, "as many threads as it may have"), (50024, "has no such threads")],
)
async def test_without_a_thread_it_is_held_in_the_channel(stage: Stage, code: int, why: str) -> None:
    stage.refuse("POST", "/channels/*/messages/*/threads", status=400, code=code)
    jam = await tended(stage, await begun(stage))
    assert jam.thread == jam.channel
    assert [why in one.content for one in announced(stage)] == [False, True]


async def test_where_nothing_may_be_said_it_is_called_off_and_its_host_told(stage: Stage) -> None:
    stage.refuse("POST", f"/channels/{stage.channel.id}/messages", status=403, code=50013, times=None)
    jam = await tended(stage, await begun(stage))
    assert jam.phase == "archived"
    (told,) = stage.ana.user.dm_channel.history()
    assert f"I may not write in <#{stage.channel.id}>" in told.content


async def test_what_discord_can_do_later_is_not_given_up(stage: Stage) -> None:
    stage.refuse("POST", "/channels/*/messages/*/threads", status=503, code=0, times=10)
    jam = await begun(stage)
    with pytest.raises(discord.HTTPException):
        await tended(stage, jam)
    stage.env.backend.faults.clear()
    assert (await tended(stage, jam)).thread is not None
    assert len(announced(stage)) == 1


async def test_a_private_one_is_not_announced_and_its_host_is_let_in(stage: Stage) -> None:
    jam = await begun(stage, is_private=True)
    first = await tended(stage, jam)
    (thread,) = stage.channel.threads
    known = stage.env.backend.get_channel(thread.id)
    assert first.thread == str(thread.id)
    assert known.type == discord.ChannelType.private_thread.value
    assert stage.ana.id in known.thread_members
    assert announced(stage) == []
    assert await let_in(stage.bot, first, str(stage.ben.id))
    assert stage.ben.id in stage.env.backend.get_channel(thread.id).thread_members


async def test_the_host_of_a_private_one_reads_there_how_others_come_in(stage: Stage) -> None:
    jam = await tended(stage, await begun(stage, is_private=True))
    (thread,) = stage.channel.threads
    (message,) = [one for one in thread.history() if one.type is discord.MessageType.default]
    assert message.content.startswith(f"🔒 `{jam.id}` · <@{stage.ana.id}>, this thread is private")


async def test_a_private_thread_that_could_not_be_noted_is_found(stage: Stage) -> None:
    jam = await begun(stage, is_private=True)
    channel = stage.bot.get_channel(stage.channel.id)
    assert isinstance(channel, discord.TextChannel)
    thread = await channel.create_thread(name=name_of_thread(jam), type=discord.ChannelType.private_thread)
    assert (await tended(stage, jam)).thread == str(thread.id)


async def test_a_word_that_discord_does_not_take_for_now_opens_no_second_private_thread(stage: Stage) -> None:
    jam = await begun(stage, is_private=True)
    await begun(stage, host=stage.ben, is_private=True)
    stage.refuse("POST", "/channels/*/messages", status=500, code=0)
    with pytest.raises(discord.HTTPException):
        await tended(stage, jam)
    stage.env.backend.faults.clear()
    again = await tended(stage, await stage.services.records.jam(jam.id) or jam)
    (thread,) = stage.channel.threads
    assert again.thread == str(thread.id)
    assert "this thread is private" in thread.history()[-1].content


async def test_a_private_thread_that_may_be_of_another_jam_is_left_alone(stage: Stage) -> None:
    """Its people would read along."""
    theirs, jam = await begun(stage, is_private=True), await begun(stage, host=stage.ben, is_private=True)
    channel = stage.bot.get_channel(stage.channel.id)
    assert isinstance(channel, discord.TextChannel)
    thread = await channel.create_thread(name=name_of_thread(theirs), type=discord.ChannelType.private_thread)
    assert (await tended(stage, jam)).thread != str(thread.id)


async def test_a_private_one_without_a_thread_is_called_off(stage: Stage) -> None:
    stage.refuse("POST", THREADS, status=403, code=50013)
    jam = await tended(stage, await begun(stage, is_private=True))
    assert jam.phase == "archived"
    (told,) = stage.ana.user.dm_channel.history()
    assert "**Create Private Threads**" in told.content


async def test_a_host_who_takes_no_direct_messages_is_told_in_the_channel(stage: Stage) -> None:
    stage.refuse("POST", THREADS, status=403, code=50013)
    stage.refuse("POST", f"/channels/{stage.ana.user.dm_channel.id}/messages", status=403, code=50007)
    await tended(stage, await begun(stage, is_private=True))
    (told,) = announced(stage)
    assert "**Create Private Threads**" in told.content


async def test_a_jam_whose_thread_is_deleted_is_over(stage: Stage) -> None:
    jam = await tended(stage, await begun(stage))
    thread = stage.bot.get_channel(int(jam.thread or 0))
    assert isinstance(thread, discord.Thread)
    await thread.delete()
    await stage.env.settle()
    now = await stage.services.records.jam(jam.id)
    assert now is not None
    assert now.phase == "archived"


async def test_a_jam_in_a_channel_lets_everybody_in(stage: Stage) -> None:
    assert await let_in(stage.bot, replace(planned(), thread="200"), "7")


def test_a_long_name_is_cut_to_what_a_thread_can_have() -> None:
    jam = replace(planned(), name="🎸" * 60)
    assert len(name_of_thread(jam).encode("utf-16-le")) <= 200
    assert name_of_thread(jam).startswith("🎶 JAM · 🎸")


async def test_what_is_noted_is_kept(stage: Stage) -> None:
    jam = await tended(stage, await begun(stage))
    found = await stage.services.records.jam_in(jam.thread or "")
    assert found is not None
    assert found.id == jam.id
    assert Noted(thread=jam.thread).thread == found.thread
