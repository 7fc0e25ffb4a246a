"""A jam whose thread takes nothing."""

from dataclasses import replace

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.jams.showing.reopening import reopen
from tests.bot.jams.conducting.concert import Concert, concert
from tests.bot.stage import Stage


@pytest.fixture
async def playing(stage: Stage) -> Concert:
    playing = await concert(stage)
    await playing.begin(stage.ben)
    return playing


def forbid(stage: Stage, **permissions: bool) -> None:
    """Take permissions from everybody in the channel, the bot too, and let it hear of it."""
    _, deny = discord.PermissionOverwrite(**permissions).pair()
    for target, kind in ((stage.guild.id, OverwriteType.ROLE), (stage.env.backend.bot_user.id, OverwriteType.MEMBER)):
        stage.env.backend.set_overwrite(stage.channel.id, Overwrite(target, kind, deny=deny.value))


async def thread_of(stage: Stage) -> discord.Thread:
    found = await stage.bot.fetch_channel(stage.channel.threads[0].id)
    assert isinstance(found, discord.Thread)
    return found


async def test_one_that_was_put_away_is_opened_again(stage: Stage, playing: Concert) -> None:
    await (await thread_of(stage)).edit(archived=True)
    await reopen(stage.services, stage.bot, await playing.jam())
    assert not (await thread_of(stage)).archived
    assert (await playing.jam()).halts == frozenset()


async def test_one_that_is_locked_lets_the_jam_stand_still_and_its_host_know(stage: Stage, playing: Concert) -> None:
    await (await thread_of(stage)).edit(locked=True)
    forbid(stage, manage_threads=False)
    stage.refuse("POST", f"/channels/{stage.channel.threads[0].id}/messages", status=403, code=160005, times=None)
    await playing.look()
    jam = await playing.jam()
    assert jam.halts == {"paused"}
    (told,) = stage.ana.user.dm_channel.history()
    assert "was locked. Once that is different, ▶️ Resume" in told.content
    await playing.look(2)
    assert len(stage.ana.user.dm_channel.history()) == 1


async def test_where_we_may_not_write_it_stands_still_too(stage: Stage, playing: Concert) -> None:
    forbid(stage, send_messages_in_threads=False)
    await reopen(stage.services, stage.bot, await playing.jam())
    assert (await playing.jam()).halts == {"paused"}
    (told,) = stage.ana.user.dm_channel.history()
    assert "**Send Messages in Threads**" in told.content


async def test_a_finale_has_no_clock_to_stop_so_nobody_is_told_again_and_again(stage: Stage, playing: Concert) -> None:
    forbid(stage, send_messages_in_threads=False)
    await reopen(stage.services, stage.bot, replace(await playing.jam(), phase="finale"))
    assert (await playing.jam()).halts == frozenset()
    assert stage.ana.user.dm_channel.history() == []


async def test_what_was_refused_once_stops_nothing(stage: Stage, playing: Concert) -> None:
    await reopen(stage.services, stage.bot, await playing.jam())
    assert (await playing.jam()).halts == frozenset()
    assert stage.ana.user.dm_channel.history() == []
