"""A jam whose thread was deleted is over, and its host hears of it."""

import discord
import pytest

from bot.jams.conducting.losing import TOLD
from bot.jams.conducting.stepping import MOST_REST_S
from bot.records.jam import CLOSED
from tests.bot.jams.conducting.concert import Concert, concert
from tests.bot.stage import Stage


async def thread_gone(stage: Stage, playing: Concert) -> None:
    """Let somebody delete its thread, and the bot not hear of it."""
    jam = await playing.jam()
    channel = await stage.bot.fetch_channel(int(jam.thread or ""))
    assert isinstance(channel, discord.Thread)
    stage.refuse("*", f"/channels/{channel.id}*", status=404, code=10003, times=None)


async def test_it_ends_and_its_host_is_told_in_the_channel(stage: Stage) -> None:
    playing = await concert(stage)
    await playing.begin(stage.ben)
    await thread_gone(stage, playing)
    jam = await playing.later(30)
    assert jam.phase == "archived"
    assert CLOSED in jam.posts
    last = stage.messages()[-1]
    assert str(last.id) == jam.posts[TOLD].message
    assert f"<@{stage.ana.id}>" in last.content
    assert "was deleted" in last.content
    assert await playing.look() == jam


async def test_who_may_not_write_in_the_channel_either_tells_its_host_directly(stage: Stage) -> None:
    playing = await concert(stage)
    await playing.begin(stage.ben)
    await thread_gone(stage, playing)
    stage.refuse("POST", f"/channels/{stage.channel.id}/messages", status=403, code=50013, times=None)
    jam = await playing.later(30)
    assert jam.phase == "archived"
    assert [one.content for one in stage.ana.user.dm_channel.history() if "was deleted" in one.content]


async def test_a_host_who_cant_be_told_holds_nothing_up(stage: Stage) -> None:
    playing = await concert(stage)
    await playing.begin(stage.ben)
    stage.refuse("POST", "/users/@me/channels", status=403, code=50007, times=None)
    stage.refuse("POST", f"/channels/{stage.channel.id}/messages", status=403, code=50013, times=None)
    await thread_gone(stage, playing)
    jam = await playing.later(30)
    assert jam.phase == "archived"
    assert TOLD not in jam.posts


@pytest.mark.parametrize(("status", "code"), [(403, 50001), (500, 0)])
async def test_a_thread_that_only_cant_be_reached_ends_nothing(stage: Stage, status: int, code: int) -> None:
    playing = await concert(stage)
    await playing.begin(stage.ben)
    jam = await playing.jam()
    stage.refuse("*", f"/channels/{jam.thread}*", status=status, code=code, times=30)
    await playing.look(2)
    assert (await playing.jam()).phase == "collecting"
    stage.clock.move(MOST_REST_S)
