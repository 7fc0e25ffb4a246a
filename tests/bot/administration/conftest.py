"""A server with somebody who manages it."""

from collections.abc import Callable, Coroutine
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from tests.bot.stage import Stage, sentence

Admin = Callable[..., Coroutine[Any, Any, str]]


@pytest.fixture
def chief(stage: Stage) -> MemberActor:
    """Somebody who may manage the server."""
    role = stage.guild.create_role("chiefs", permissions=discord.Permissions(manage_guild=True))
    return stage.guild.add_member(stage.env.create_user("chief"), roles=[role])


@pytest.fixture
def admin(stage: Stage, chief: MemberActor) -> Admin:
    """Use a command of /riff-admin, and give what was said to them alone."""

    async def use(command: str, **options: object) -> str:
        return sentence(await chief.slash(stage.channel, f"riff-admin {command}", **options))

    return use


def thread_in(stage: Stage) -> ChannelHandle:
    """A thread in the channel that is on stage."""
    made = stage.env.backend.create_thread(
        stage.channel.id, "jam", stage.ana.id, type=discord.ChannelType.public_thread.value
    )
    return ChannelHandle(stage.env, stage.guild, made)


def closed_channel(stage: Stage, name: str = "closed", **permissions: bool) -> ChannelHandle:
    """A channel in which the bot may not do everything."""
    assert stage.guild.me is not None
    return stage.guild.create_text_channel(
        name, overwrites={stage.guild.me: discord.PermissionOverwrite(**permissions)}
    )
